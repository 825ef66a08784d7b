"""Every link leads somewhere, and evidence is three clicks away."""

import re
from functools import cache
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.slow
TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
LINK = re.compile(r"""\s(?:href|src|xlink:href)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
IDS = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
ELSEWHERE = {"http", "https", "mailto", "tel", "data"}


class Reader:
    """A built site read once: its files, the links of each page, its ids."""

    def __init__(self, site):
        self.site = site
        self.files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        self.html = sorted(url for url in self.files if url.endswith(".html"))

    @cache  # noqa: B019  # the reader lives as long as its test
    def _text(self, url):
        return (self.site / url).read_text("utf-8")

    @cache  # noqa: B019
    def ids(self, url):
        """Targets of fragments in a page."""
        return {unescape("".join(found)) for found in IDS.findall(self._text(url))}

    @cache  # noqa: B019
    def links(self, url):
        """(address as written, file of the site, fragment) of every link that stays in the site."""
        return tuple(self._links(url))

    def _links(self, url):
        tags = " ".join(TAG.findall(self._text(url)))  # a file that is shown as it is may hold the text of a link
        for found in LINK.findall(tags):
            written = unescape("".join(found))
            parts = urlsplit(written)
            if parts.scheme in ELSEWHERE or parts.netloc:
                continue
            path = unquote(parts.path)
            yield written, self._target(url, path), unquote(parts.fragment)

    @staticmethod
    def _target(url, path):
        """Resolve as a browser does, from a site that lies at the root."""
        if path.startswith("/"):
            return path[1:]
        return normpath(join(dirname(url), path)) if path else url


@pytest.fixture
def reader(sample):
    """The sample school's site, as each audience gets it."""
    return Reader(sample.site)


def test_every_link_names_a_file_of_the_site_and_every_fragment_an_id(reader):
    """Served or from the disk alike: a file, never a folder; only 404.html counts from the server's root."""
    dead = []
    for url in reader.html:
        for written, target, fragment in reader.links(url):
            if written.startswith("/") and url != "404.html":
                dead.append((url, written, "depuis la racine du serveur"))
            elif target not in reader.files:
                dead.append((url, written, "aucun fichier"))
            elif fragment and target.endswith(".html") and fragment not in reader.ids(target):
                dead.append((url, written, "aucune ancre"))
    assert dead == []


UNLED = re.compile(r"404\.html|.*/stages/index\.html")
"""Pages that no link may lead to: what a server shows for a lost address; the stages of who has none, which the team's
calendar names."""


def test_every_page_is_reached_by_links_from_the_first_one(sample, reader):
    """Whatever the edition: a page that nothing leads to is a page that nobody reads."""
    ours = {url for urls in sample.pages().values() for url in urls}
    reached, waiting = set(), ["index.html"]
    while waiting:
        url = waiting.pop()
        if url not in reached:
            reached.add(url)
            waiting += {target for _, target, _ in reader.links(url)} & ours
    assert {url for url in ours - reached if not UNLED.fullmatch(url)} == set()


def test_what_styles_and_search_name_exists(reader):
    """Fonts and pictures of the style sheets; every answer of every search index, down to its heading."""
    import json

    dead = [
        (sheet, address)
        for sheet in sorted(url for url in reader.files if url.endswith(".css"))
        for address in CSS_URL.findall((reader.site / sheet).read_text("utf-8"))
        if not address.startswith(("data:", "#")) and normpath(join(dirname(sheet), address)) not in reader.files
    ]
    for index in (url for url in reader.files if url.endswith("search_index.js")):
        for address, *_ in json.loads((reader.site / index).read_text("utf-8").removeprefix("vtFound="))["docs"]:
            path, _, fragment = address.partition("#")
            target = normpath(join(dirname(dirname(index)), unquote(path)))
            if target not in reader.files or (fragment and unquote(fragment) not in reader.ids(target)):
                dead.append((index, address))
    assert dead == []


PROOF = re.compile(r'<article class="vt-proof".*?</article>', re.DOTALL)
WORK = re.compile(r'<div class="vt-proof__head"><h4><a href="([^"]+)"')
SHOWN = re.compile(r'<div class="vt-panel">.*?</div><p class="vt-panel__foot">.*?</p></div>', re.DOTALL)


def _proofs(reader, page):
    """(id of a competency, réalisation, what its frame shows) for every evidence of a portfolio."""
    text = (reader.site / page).read_text("utf-8")
    for proof in PROOF.findall(text):
        parts = urlsplit(unescape(WORK.search(proof)[1]))
        shown = [
            unquote(found) for panel in SHOWN.findall(proof) for found in re.findall(r'(?:src|data)="([^"]+)"', panel)
        ]
        yield unquote(parts.fragment), normpath(join(dirname(page), unquote(parts.path))), shown


def test_from_a_portfolio_s_home_to_a_competency_and_its_evidence_takes_two_clicks(sample, reader):
    """Home → all proofs → the frame, which shows a file or a text: for each competency that has evidence."""
    checked, sources = 0, 0
    for home in sample.pages()["student"]:
        competencies = join(dirname(home), "competences.html")
        proofs = [*_proofs(reader, competencies)] if competencies in reader.files else []
        assert not proofs or competencies in {target for _, target, _ in reader.links(home)}
        for anchor, work, shown in proofs:
            assert work in reader.files, (competencies, work)
            html = (reader.site / work).read_text("utf-8")
            assert f'id="{anchor}"' in html, f"{work} ne dit pas {anchor}"
            checked += 1
            files = {normpath(join(dirname(home), urlsplit(unescape(found)).path)) for found in shown}
            assert files
            assert files <= reader.files, work
            sources += len(files)
    assert checked > 100
    assert sources > 100


def test_each_mark_of_the_tableau_is_one_click_from_its_evidence(sample, reader):
    """A jury starts from the tableau: a mark leads to the frame of its proof, which leads back to it."""
    marked = 0
    for url in sample.pages()["synthesis"]:
        html = (reader.site / url).read_text("utf-8")
        for cell in re.findall(r'<td class="vt-synthesis__mark[^"]*"[^>]*>(.*?)</td>', html, re.DOTALL):
            href = re.search(r'href="([^"]+)"', cell)
            assert href, (url, cell)
            page, _, place = href[1].partition("#")
            frame = (reader.site / dirname(url) / page).read_text("utf-8").partition(f'id="{place}"')[2]
            assert page == "competences.html" or place == "competences", (url, href[1])
            assert page != "competences.html" or 'href="synthese.html#r-' in frame[:200]
            marked += 1
    assert marked > 50
