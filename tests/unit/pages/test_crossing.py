"""A student's own matrix: réalisations × the competencies of the option."""

from msgspec.structs import replace

from tests.builders import cohort, framework, pages, school, student, work
from vitrail.content.model.audience import Audience
from vitrail.content.model.realisation import Claim, Status
from vitrail.content.model.student import FreePage
from vitrail.ground.language import Language
from vitrail.knowledge.coverage import view
from vitrail.site.pages.fragments import render

URL = "c/lea/matrice.html"


def _page(owner, audience=Audience.TEAM, **more):
    records = school(cohort(owner), **more)
    return pages(records if audience is Audience.TEAM else view(records, audience), audience)[URL]


def test_every_judged_competency_is_a_column_and_every_work_a_row():
    """All blocs, in the official order, covered or not; the work in the portfolio's order, one without claims too."""
    owner = student(realisations=(work("two", title="Pétrir", claims=(), rank=2), work(rank=1)))
    content = _page(owner).content.matrix
    assert [chip.code for chip, _ in content.headings] == ["X1.1", "X1.2", "X2.1"]
    assert [(code, span) for code, _, _, span in content.blocs] == [("X1", 2), ("X2", 1)]
    assert [found.title for found in content.works] == ["Chauffer le four", "Pétrir"]
    assert [bool(found) for found in content.works[0].crossings] == [True, False, False]
    assert (content.covered, content.works[0].count, content.works[1].count) == (1, 1, 0)


def test_a_mark_says_its_sentence_and_leads_to_its_proof():
    """Without a script: the sentence is in the page, within the link to the frame of the claim."""
    html = render(_page(student()), "", Language())
    assert 'href="competences.html#x-X1.1.four"' in html
    assert "Une fournée par jour." in html.partition('href="competences.html#x-X1.1.four"')[2].partition("</a>")[0]


def test_the_strongest_claim_speaks_and_of_two_as_strong_the_one_with_a_sentence():
    """Citing a competency and its detail gives one mark."""
    known = framework()
    detail = replace(
        known.by_id["X1.1"], id="X1.1.a", kind="geste", local_id="X1.1.a", depth=2, parent="X1.1", title="Peser"
    )
    items = (*(replace(i, children=("X1.1.a",)) if i.id == "X1.1" else i for i in known.competencies), detail)
    claims = (Claim(cited="X1.1", competency="X1.1"), Claim(cited="X1.1.a", competency="X1.1.a", sentence="Au gramme."))
    found = framework(competencies=items)
    content = _page(student(realisations=(work(claims=claims),)), frameworks={found.id: found}).content.matrix
    mark = content.works[0].crossings[0]
    assert (mark.cited, mark.sentence) == ("X1.1.a", "Au gramme.")
    assert mark.url.endswith("competences.html#x-X1.1.four")


def test_a_student_with_nothing_still_sees_what_is_asked():
    """The columns are there, and the page says what will fill it."""
    page = _page(student(realisations=(), internships=()))
    assert len(page.content.matrix.headings) == 3
    assert "Aucune réalisation encore" in render(page, "", Language())


def test_a_draft_has_its_row_for_the_team_alone():
    """It counts for nothing: no mark."""
    owner = student(realisations=(work(), work("wip", title="En cours", status=Status.DRAFT)))
    row = next(found for found in _page(owner).content.matrix.works if found.title == "En cours")
    assert ("brouillon" in row.facts, row.count, set(row.crossings)) == (True, 0, {None})
    assert "En cours" not in {found.title for found in _page(owner, Audience.PUBLIC).content.matrix.works}


def test_a_page_of_the_student_that_had_this_address_is_one_link_away():
    """Published under another name, it is named where people look for it."""
    owner = student(pages=(FreePage(slug="page-matrice", title="Ma matrice à moi"),))
    html = render(_page(owner), "", Language())
    assert '<a href="page-matrice.html">Ma matrice à moi</a>' in html


def test_a_title_of_two_hundred_characters_without_a_space_is_kept_whole():
    """It wraps; nothing is cut."""
    html = render(_page(student(realisations=(work(title="é" * 200),))), "", Language())
    assert "é" * 200 in html


def test_sixty_works_weigh_little_beside_their_sentences():
    """Sixty rows of three columns: what is not the sentence stays under 30 kB, however long the sentences."""
    many = tuple(work(f"w{n}", title=f"Travail {n}") for n in range(60))
    html = render(_page(student(realisations=many)), "", Language())
    assert len(html.replace("Une fournée par jour.", "").encode()) < 40_000
