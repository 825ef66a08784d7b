"""Finding, as a reader does it."""

import shutil
from pathlib import Path

import pytest
import yaml

from tests.crowds import CLASS_SIZE, school, write_vitrail
from tests.deep import sized
from tests.samples import ROOT, build_sample, serve
from tests.waiting import FIELD, searched, until
from vitrail.content.model.audience import Audience

pytestmark = pytest.mark.browser
QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yml").read_text("utf-8"))
PORTFOLIO = "2025-2027/moreau-lea/index.html"
CLASS = "2025-2027/index.html"
PLACES = ["server", "disk"]
STATUS = ".vt-search [role=status]"


def _write(root):
    """Write the sample school, to which come students of four classes."""
    shutil.copytree(ROOT / "portfolios", root / "portfolios")
    crowd = list(school(4 * CLASS_SIZE, 1))
    write_vitrail(root, [one for rank, one in enumerate(crowd) if rank % CLASS_SIZE < sized(8, CLASS_SIZE)])


@pytest.fixture(scope="module", name="found")
def _found(of_all_workers):
    """Its public site, built once for all the workers."""
    return build_sample(of_all_workers("searched-school"), Audience.PUBLIC, _write, [Audience.PUBLIC])


@pytest.fixture(scope="module")
def bases(found):
    """It, from a server and from the disk."""
    server, base = serve(found.site)
    yield {"server": base, "disk": f"{found.site.as_uri()}/"}
    server.shutdown()


@pytest.fixture
def page(visit, bases):
    """A tab that holds every complaint against what it shows."""
    with visit([*bases.values()], reduced_motion="no-preference") as tab:
        yield tab


@pytest.mark.parametrize("start", QUERIES)
def test_what_people_type_finds_first_what_they_want(page, bases, start):
    """Forty queries: errors, words joined or split, abbreviations, names, codes, technologies, organisations.

    From the disk, where indexes come as scripts do from a server too: what is in them is ranked by the same words.
    """
    base = bases["disk"]
    page.goto(base + start)
    page.wait_for_selector("html.js")
    wrong = {}
    for typed, wanted in QUERIES[start]:
        if wanted:
            found = searched(page, typed, lambda found, there=base + wanted: found[:1] and found[0].startswith(there))
            right = bool(found) and found[0].startswith(base + wanted)
        else:
            found = searched(page, typed, lambda _: page.inner_text(STATUS).startswith("Rien ne répond"))
            right = not found and page.inner_text(STATUS).startswith("Rien ne répond")
        if not right:
            wrong[typed] = found[:1]
    assert wrong == {}


def test_forty_queries_are_asked():
    """As many as examiners, teachers and students were thought of."""
    assert sum(map(len, QUERIES.values())) >= 40


def test_no_letter_typed_after_the_keys_is_lost(page, bases):
    """On several pages, typed at once, from as fast as it goes, a place of the page in the address or not."""
    lost = []
    for number in range(sized(4, 12)):
        start = (PORTFOLIO, CLASS, "index.html")[number % 3] + ("#contenu" if number % 2 else "")
        page.goto(f"{bases['server']}{start}", wait_until="load")
        page.keyboard.press("Control+k")
        page.keyboard.type("sauvegarde", delay=2 * number)
        page.wait_for_timeout(150)  # what closes a search at this moment would take letters with it
        if page.input_value(FIELD) != "sauvegarde":
            lost.append((start, page.input_value(FIELD)))
    assert lost == []


def test_what_is_found_by_another_word_is_told(page, bases):
    """An error that was mended, a word that nothing is near; a button types the nearest."""
    page.goto(bases["server"] + PORTFOLIO)
    assert searched(page, "sauvegrade")
    assert "« sauvegarde »" in page.inner_text(STATUS).replace("\u202f", " ")
    assert searched(page, "supervizeurion", lambda found: not found) == []
    until(page, "document.querySelector('.vt-search__meant')")
    assert "Vouliez-vous dire" in page.inner_text(STATUS)
    page.click(".vt-search__meant")
    assert page.input_value(FIELD) == "supervision"
    until(page, "document.querySelectorAll('.vt-search__list a').length")


def test_a_word_that_lacks_does_not_hide_the_others(page, bases):
    """The pages that hold some of the words are shown, and it is said."""
    page.goto(bases["server"] + PORTFOLIO)
    assert searched(page, "zabbix qwxzytk")
    assert "Aucune page ne dit tous ces mots" in page.inner_text(STATUS)


@pytest.mark.parametrize("place", PLACES)
def test_a_portfolio_s_search_finds_the_students_and_competencies_of_the_edition(page, bases, place):
    """Another student, of this class or of another one, a competency that this portfolio does not cite, the guide."""
    page.goto(bases[place] + PORTFOLIO)
    for typed, address in (
        ("Lefevre", "2025-2027/lefevre-hugo/index.html"),
        ("nguyen paul", "2019-2021/nguyen-paul/index.html"),
        ("gérer les données", "2025-2027/competences/B2B.3.html"),
        ("pare-feu", "referentiels/fr.bts-sio.2019/B3.3.html#c-B3.3.2"),
        ("B2.2", "2025-2027/moreau-lea/competences.html#c-B2A.2"),
    ):
        there = bases[place] + address
        assert there in searched(page, typed, lambda found, there=there: there in found), typed


def test_the_keyboard_alone_goes_from_the_field_to_what_was_found(page, bases):
    """Arrows go through the answers, Enter opens one; the first when the field has the focus."""
    page.goto(bases["disk"] + PORTFOLIO)
    lire = bases["disk"] + "lire.html"
    searched(page, "comment lire ce portfolio", lambda found: found[:1] == [lire])
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href").startswith(lire)
    page.keyboard.press("ArrowUp")
    assert page.evaluate(f"document.activeElement.matches('{FIELD}')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lire.html*")


def test_the_school_s_home_reads_no_text_of_a_portfolio(visit, bases):
    """It finds works by the indexes of the classes."""
    asked = []
    with visit(bases["server"], first=True) as page:
        page.on("request", lambda request: asked.append(request.url.removeprefix(bases["server"])))
        page.goto(bases["server"] + "index.html")
        first = set(asked)
        assert searched(page, "kotlin")
    read = {url for url in asked if url.startswith("search/") or "/search/" in url}
    assert not read & first
    assert read == {
        "search/words.js",
        *(f"{room}search/search_index.js" for room in ("", "2019-2021/", "2024-2026/", "2025-2027/")),
        *(f"promotion-0{number}/search/search_index.js" for number in range(1, 5)),
    }


def test_indexes_are_one_file_each_and_hold_facts_within_a_fifth_more(found):
    """Without facts and in JSON, which was stored beside as many bytes of script, those of this school had 2 052 kB."""
    weights = {path.relative_to(found.site).as_posix(): path.stat().st_size for path in found.site.rglob("search/*")}
    assert {name.rpartition("/")[2] for name in weights} == {"search_index.js", "words.js"}
    assert sum(weights.values()) <= 1.2 * 2_051_784


def test_what_is_found_by_association_stands_apart(page, bases):
    """After the pages that hold the word, under a heading, and counted apart."""
    page.goto(bases["disk"] + PORTFOLIO)
    searched(page, "pare-feu")
    lines, status = page.evaluate(  # of one moment: what is found is written again as indexes come
        """status => [
            [...document.querySelectorAll('.vt-search__list > li')].map(one => [one.className, one.innerText]),
            document.querySelector(status).innerText,
        ]""",
        STATUS,
    )
    (heading,) = (rank for rank, (kind, _) in enumerate(lines) if kind == "vt-search__kin")
    assert 0 < heading < len(lines) - 1
    assert all("pare" in words.casefold() for _, words in lines[:heading])
    assert lines[heading][1] in status
    assert status.startswith(f"{heading} résultat")
