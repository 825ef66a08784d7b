"""What assistive technology relies on, in the HTML of the three audiences."""

import re
from collections import Counter, defaultdict
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.samples import ROOT
from tests.tables import uneven
from vitrail.content.model.audience import Audience
from vitrail.ground.language.language import french

pytestmark = pytest.mark.slow
CHROME, WITHOUT_PROSE = 16_000, 25_000
TITLE = re.compile(r'\btitre: "?([^"\n,}]*)')
PROSE = re.compile(r'<section class="vt-prose".*?</section>', re.DOTALL)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Outline(HTMLParser):
    """The parts of a page that criteria speak of."""

    def __init__(self, html):
        super().__init__()
        self.headings, self.elements, self.tables, self.open = [], Counter(), [], []
        self.attributes = {}
        self.title = ""
        self.prose = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Count, and open a table or a heading."""
        given = dict(attrs)
        self.elements[tag] += 1
        self.attributes.setdefault(tag, given)
        if tag not in VOID:
            self.open.append((tag, "vt-prose" in (given.get("class") or "")))
            self.prose += self.open[-1][1]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table" and not self.prose:
            self.tables.append({"caption": bool(given.get("aria-label") or given.get("aria-labelledby")), "bare": 0})
        if self.tables and not self.prose:
            self.tables[-1]["caption"] |= tag == "caption"
            self.tables[-1]["bare"] += tag == "th" and "scope" not in given

    def handle_endtag(self, tag):
        """Close down to this tag."""
        while self.open:
            name, prose = self.open.pop()
            self.prose -= prose
            if name == tag:
                break

    def handle_data(self, data):
        """Keep the title."""
        if self.open and self.open[-1][0] == "title" and not any(name == "svg" for name, _ in self.open):
            self.title += data


@pytest.fixture(scope="session")
def outlines_of():
    """Give a function: sample → its pages, parsed once; one in twenty of the kinds that have hundreds, as competencies.

    Whoever has parsed them keeps those of the three audiences.
    """
    known = {}

    def parsed(sample):
        if sample.audience not in known:
            known[sample.audience] = _parsed(sample)
        return known[sample.audience]

    return parsed


def _parsed(sample):
    few = {kind: urls if len(urls) < 100 else urls[::20] for kind, urls in sample.pages().items()}
    return {url: Outline(sample.html(url)) for urls in few.values() for url in urls}


@pytest.fixture
def outlines(sample, outlines_of):
    """The pages of the sample, parsed."""
    return outlines_of(sample)


def test_every_page_has_language_title_one_h1_and_its_landmarks(outlines):
    """RGAA 8.3, 8.5, 8.6, 9.1, 9.2, 12.6: header, main, footer, and a title of its own in each portfolio."""
    wrong = []
    for url, page in outlines.items():
        if page.attributes["html"].get("lang") != "fr" or not page.title.strip():
            wrong.append((url, "langue ou titre"))
        if page.headings.count(1) != 1:
            wrong.append((url, f"{page.headings.count(1)} h1"))
        if page.elements["main"] != 1 or not all(page.elements[part] for part in ("header", "nav", "footer")):
            wrong.append((url, "régions"))
    assert wrong == []


def test_no_two_pages_have_one_title_and_those_of_a_portfolio_name_its_student(sample):
    """A tab, a bookmark and a printed file say whose page it is, those of a repeater of which class."""
    titles = defaultdict(list)
    for url in (url for urls in sample.pages().values() for url in urls):
        titles[unescape(re.search(r"<title>(.*?)</title>", sample.html(url), re.DOTALL)[1])].append(url)
    assert {title: urls for title, urls in titles.items() if len(urls) > 1} == {}
    tableaux = [title for title, (url,) in titles.items() if url.endswith("synthese.html")]
    assert "Tableau de synthèse · Léa Moreau" in tableaux
    assert "Tableau de synthèse · Maëlle Roux (BTS SIO 2024-2026)" in tableaux
    assert all(title.startswith("Tableau de synthèse · ") for title in tableaux)


def test_headings_of_ours_never_skip_a_level_downwards(sample, outlines):
    """RGAA 9.1; what students write is theirs, so pages with a text of theirs are left to advice.

    In a printed portfolio every text stands below a heading of ours, and those of the sample school skip none.
    """
    skipped = []
    for url, page in outlines.items():
        if "vt-prose" in sample.html(url) and not url.endswith("imprimer.html"):
            continue
        levels = [1, *page.headings]
        if any(level > before + 1 for before, level in pairwise(levels)):
            skipped.append((url, page.headings))
    assert skipped == []


def test_every_table_of_ours_has_a_caption_and_scopes(outlines):
    """RGAA 5.4, 5.6, 5.7: a caption or a name, and a scope on each header cell."""
    wrong = [
        (url, table) for url, page in outlines.items() for table in page.tables if not table["caption"] or table["bare"]
    ]
    assert wrong == []


def test_the_rows_of_every_table_of_ours_are_as_wide_as_its_head(sample, outlines):
    """A head that was forgotten shifts all that stands right of it: cells are counted with their spans.

    A file of a student's that is shown as a table has the rows that he gave it.
    """
    ours = (url for url in outlines if "/fichiers/" not in url)
    assert {url: rows for url in ours if (rows := uneven(sample.html(url)))} == {}


def test_the_chrome_of_every_page_weighs_less_than_16_kb(sample):
    """Everything outside the article: head, header, navigation, search, foot."""
    heavy = {}
    for urls in sample.pages().values():
        for url in urls:
            before, _, rest = sample.html(url).partition('<article class="md-content__inner')
            weight = len(before.encode()) + len(rest.rpartition("</article>")[2].encode())
            if weight > CHROME:
                heavy[url] = weight
    assert heavy == {}


def test_a_realisation_without_its_text_weighs_less_than_25_kb(sample):
    """For the public; the jury and the team have the words of teachers and tutors too, which are nobody's chrome."""
    most = WITHOUT_PROSE if sample.audience is Audience.PUBLIC else WITHOUT_PROSE + 4_000
    weights = {url: len(PROSE.sub("", sample.html(url)).encode()) for url in sample.pages()["realisation"]}
    assert {url: weight for url, weight in weights.items() if weight > most} == {}


def test_titles_of_authors_are_set_as_french_wherever_they_stand(sample):
    """On homes, tableaux, lists and pages of works: no « : » begins a line, whoever typed it after a plain space."""
    files = (ROOT / "portfolios").rglob("*.md")
    titles = {title for file in files for title in TITLE.findall(file.read_text("utf-8")) if french(title) != title}
    assert len(titles) > 20
    known, pages = Counter(), sample.pages()
    for kind in ("student", "synthesis", "productions", "competencies", "realisation"):
        for url in pages[kind]:
            html = unescape(PROSE.sub("", sample.html(url)))
            known.update({(url, title): html.count(f">{title}<") for title in titles if f">{title}<" in html})
    assert known == {}


def test_what_lacks_is_no_headline_for_who_is_not_of_the_team(sample):
    """« 13 compétences détaillées sans preuve » is the team's to know."""
    said = [url for url in sample.pages()["student"] if "sans preuve" in sample.html(url)]
    assert bool(said) is (sample.audience is Audience.TEAM)
