"""A competency in a class: its parts × the students, what lacks first, and one line a réalisation."""

import re

from tests.builders import cohort, pages, school, student, verdict, work
from vitrail.content.model.audience import Audience
from vitrail.content.model.realisation import Claim
from vitrail.ground.language import Language
from vitrail.knowledge.coverage import view
from vitrail.site.pages.fragments import render

PAGE = "c/competences/X1.html"


def _class(**more):
    """Sam covers both parts of X1, Léa one, Ève none."""
    both = tuple(Claim(cited=code, competency=code, sentence=f"Phrase de {code}.") for code in ("X1.1", "X1.2"))
    sam = student("sam", first_name="Sam", realisations=(work(claims=both), work("two", title="Pétrir")), **more)
    eve = student("eve", first_name="Ève", realisations=())
    return school(cohort(sam, eve, student()))


def _page(audience=Audience.TEAM):
    records = _class()
    found = pages(records if audience is Audience.TEAM else view(records, audience), audience)
    return found[PAGE]


def test_a_page_crosses_its_parts_with_the_students_what_lacks_first():
    """The competency, then each of its parts, a cell a state; the sum counts the parts alone."""
    grid = _page().content.grid
    assert [chip.code for chip in grid.columns] == ["X1", "X1.1", "X1.2"]
    assert [(row.name, row.covered, row.judged) for row in grid.rows] == [
        ("Ève Moreau", 0, 2), ("Léa Moreau", 1, 2), ("Sam Moreau", 2, 2),
    ]  # fmt: skip
    assert [[cell.count for cell in row.cells] for row in grid.rows] == [[0, 0, 0], [1, 1, 0], [2, 2, 1]]
    assert grid.totals == ("2/3", "2/3", "1/3")


def test_a_student_is_a_fold_with_one_line_a_work():
    """Its title and the codes that it cites; its sentences are on the student's own page."""
    page = _page()
    lea, sam = page.content.holders
    assert [(line.title, line.codes, line.within) for line in sam.works] == [
        ("Chauffer le four", ("X1.1", "X1.2"), "0 1 2"), ("Pétrir", ("X1.1",), "0 1"),
    ]  # fmt: skip
    html = render(page, "", Language())
    assert html.count("<details") == 2
    assert "Phrase de X1.1" not in html
    assert re.search(r'<li data-within="0 1 2"[^>]*><a href="\.\./sam/realisations/four\.html#c-X1\.1">', html)
    assert f'href="#e-{lea.who}"' in html
    assert f'id="e-{lea.who}"' in html


def test_the_public_sees_who_covers_and_no_one_else():
    """Who lacks what is for the team, and for a commission, which also has the matrix of the class."""
    assert [row.name for row in _page(Audience.PUBLIC).content.grid.rows] == ["Léa Moreau", "Sam Moreau"]
    assert [row.name for row in _page(Audience.JURY).content.grid.rows] == ["Ève Moreau", "Léa Moreau", "Sam Moreau"]
    assert _page(Audience.PUBLIC).content.grid.totals == ("2/3", "2/3", "1/3")  # the class's, not those shown
    assert not _page(Audience.PUBLIC).content.choices.paired
    assert _page(Audience.JURY).content.choices.paired


def test_the_jury_has_a_way_to_each_bloc_of_a_class():
    """Its matrix names the blocs over the columns, and the list of the class leads to it."""
    found = pages(view(_class(), Audience.JURY), Audience.JURY)
    assert [(chip.url, span) for chip, span in found["c/matrice.html"].content.grids[0].blocs] == [
        (PAGE, 2), ("c/competences/X2.html", 1),
    ]  # fmt: skip
    assert found["c/index.html"].content.matrix == "c/matrice.html"


def test_everybody_sees_a_rosace_and_a_count_beside_each_student():
    """The public too: what a home shows, the list sums up."""
    page = pages(view(_class(), Audience.PUBLIC), Audience.PUBLIC)["c/index.html"]
    html = render(page, "", Language())
    assert html.count('class="vt-rosace vt-rosace--small"') == 3
    assert html.count('<td class="vt-class__count">') >= 3
    assert html.count("2/3") == 1


def test_what_stands_above_the_judged_level_is_not_validated_for_one_of_its_parts():
    """The window says so; the class's page and the list of proofs said « validée » of a bloc half of which lacks."""
    both = tuple(Claim(cited=code, competency=code, sentence="Une phrase.") for code in ("X1.1", "X1.2"))
    sam = student("sam", realisations=(work(claims=both),), verdicts=(verdict(competency="X1.1"),))
    drawn = pages(school(cohort(sam, student(verdicts=(verdict(),)))), Audience.TEAM)
    signs = {row.who: [cell.sign for cell in row.cells] for row in drawn[PAGE].content.grid.rows}
    assert signs["sam"] == ["justifiee", "validee", "justifiee"]
    assert {holder.sign for holder in drawn[PAGE].content.holders} == {"justifiee"}
    whole, half = (drawn[f"c/{who}/competences.html"].content.lines[0] for who in ("sam", "lea"))
    assert (whole.chip.sign, whole.count) == ("justifiee", "2 couvertes, 1 validée, sur 2")
    assert (half.chip.sign, half.count) == ("", "1 couverte, 1 validée, sur 2")
