"""What search finds is what pages show, once, in one file that a disk and a server give alike."""

import json

from vitrail.building.publishing.search import entries, index_file, loan, words_file
from vitrail.content.addressing.spec import PageSpec, Scope, templated
from vitrail.site.prose.outline import Passage

ROOM = "c/lea/"
CODE = ("X1.1", "X1.1 Pétrir & lever")


def spec(kind="realisation", **more):
    """A page of a portfolio."""
    values = {"url": f"{ROOM}realisations/four.html", "title": "Le four", "description": "Chauffé.", "cited": (CODE,)}
    scope = Scope(root=ROOM, title="Léa")
    return PageSpec(scope=scope, content=templated(kind), **(values | {"terms": "Cuivre"} | more))


def held(raw):
    """The data of an index, which is a script."""
    return json.loads(raw.removeprefix(b"vtFound="))


def test_an_index_holds_pages_their_sections_and_places_and_each_title_once():
    """As plain text, with what the card and the facts say; a code stands for its title."""
    passages = (Passage(anchor="", title="", text="On <b>"), Passage(anchor="t-a", title="Après", text="La suite."))
    page = spec(places=(("c-X1", "X1 Cuire"),))
    found = held(index_file(ROOM, [*entries(page, passages), *entries(spec(url=f"{ROOM}b.html"), ())]))
    assert found == {
        "docs": [
            ["realisations/four.html", "Le four", "On <b>", "Chauffé. · Cuivre", "X1.1"],
            ["realisations/four.html#c-X1", "X1 Cuire"],
            ["realisations/four.html#t-a", "Après", "La suite."],
            ["b.html", "Le four", "", "Chauffé. · Cuivre", "X1.1"],
        ],
        "cited": {"X1.1": "X1.1 Pétrir & lever"},
        "rooms": [],
    }


def test_a_page_lends_its_facts_to_wider_searches_and_never_its_text():
    """A work to its class; a class tells the school where its own index is."""
    lent = loan(spec())
    assert (lent.reach, lent.entry.terms, lent.entry.text, lent.room) == (1, "Chauffé. · Cuivre", "", "")
    home = loan(PageSpec(url="c/index.html", title="C", scope=Scope(root="c/", title="C"), content=templated("cohort")))
    assert held(index_file("", [home.entry], [home.room]))["rooms"] == ["c/"]
    assert loan(spec("file")) is None
    assert loan(spec(searchable=False)) is None


def test_kindred_words_are_one_line_with_the_codes_that_they_bring():
    """The lexicon's, for the whole site."""
    assert held(words_file([(("pare-feu", "firewall"), ("B3.3.2",)), (("ad", "active directory"), ())])) == [
        ["pare-feu, firewall", "B3.3.2"],
        ["ad, active directory", ""],
    ]
