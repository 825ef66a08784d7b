"""A class is a table: what its columns say for each reader, and what they all say, once."""

from datetime import date

from tests.builders import cohort, pages, school, stage, student, work
from vitrail.content.model.audience import Audience
from vitrail.content.model.internships.internship import Certificate, InternshipPeriod
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.realisation import Claim
from vitrail.ground.language import Language, Period
from vitrail.knowledge.coverage import view
from vitrail.site.pages.fragments import render


def placed(slug, delivered_on=None, **more):
    """A student with a stage of two weeks at the mill."""
    part = InternshipPeriod(
        period=Period(start=date(2026, 1, 5), end=date(2026, 1, 16)),
        organisation=Organisation(slug="", name="Moulin"),
        certificate=Certificate(delivered_on=delivered_on),
    )
    return student(slug, internships=(stage(periods=(part,)),), **more)


def table(*students, audience=Audience.JURY, **more):
    """The page of a class of these students."""
    records = view(school(cohort(*students)), audience)
    return pages(records, audience, **more)["c/index.html"]


def cells(page):
    """Head → what it says of each student."""
    content = page.content
    return {head.title: [line.cells[rank].text for line in content.students] for rank, head in enumerate(content.heads)}


def test_what_all_students_of_a_class_share_is_said_once_above_its_table():
    """An attestation that nobody gave was told on forty lines; one that a single student owes has its column."""
    owing, given = placed("lea"), placed("sam", date(2026, 1, 16), last_name="Abel")
    page = table(owing, placed("eve"))
    assert "Attestations\u202f: 1 à remettre" in [one.replace(" :", "\u202f:") for one in page.content.shared]
    assert "Attestations" not in cells(page)
    assert render(page, "", Language()).count("à remettre") == 1
    assert cells(table(owing, given))["Attestations"] == ["délivrées", "1 à remettre"]
    assert cells(table(owing))["Attestations"] == ["1 à remettre"]


def test_a_commission_has_its_candidates_in_the_order_of_passage_with_their_rank():
    """Without a list of passage they stand in alphabetical order, and no rank is told."""
    people = (placed("lea"), placed("sam", last_name="Abel", first_name="Sam"))
    ranked, plain = table(*people, passage=("lea", "sam")), table(*people)
    assert [(line.name, line.rank) for line in ranked.content.students] == [("Léa Moreau", 1), ("Sam Abel", 0)]
    assert [line.name for line in plain.content.students] == ["Sam Abel", "Léa Moreau"]
    assert "Rang</th>" in render(ranked, "", Language())
    assert "Rang</th>" not in render(plain, "", Language())


def test_each_reader_of_a_class_has_the_columns_that_concern_them():
    """Nobody but the team is told what is missing, and the public nothing of stages."""
    more = work("two", title="Deux", claims=(Claim(cited="X2.1", competency="X2.1", sentence="Fait."),))
    people = (placed("lea", realisations=(work(), more)), placed("sam", date(2026, 1, 16), last_name="Abel"))
    heads = {audience: set(cells(table(*people, audience=audience))) for audience in Audience}
    assert {"Il manque", "À lire"} & set().union(heads[Audience.JURY], heads[Audience.PUBLIC]) == set()
    assert "Attestations" in heads[Audience.JURY]
    assert "Il manque" in heads[Audience.TEAM]
    assert not {"Semaines", "Attestations"} & heads[Audience.PUBLIC]
    assert cells(table(*people))["Couvertes"] == ["1/3", "2/3"]


def test_a_choice_of_option_is_an_address_that_needs_no_script():
    """The rank of a choice is that of the lines that it keeps (``pages/cohort.css``)."""
    html = render(table(placed("lea"), placed("sam", option="SEL", last_name="Abel")), "", Language())
    assert '<a href="#option-SEL" id="option-SEL">SEL (1)</a>' in html
    assert [html.count(f'data-option="{rank}"') for rank in (1, 2)] == [1, 1]
    assert html.index('id="option-SEL"') < html.index('id="option-SUCRE"')


def test_two_hundred_students_are_one_page_under_400_kb():
    """With 500 bytes of window for each, the most that a référentiel of fourteen competencies asks for."""
    people = [placed(f"eleve-{rank}", date(2026, 1, 16) if rank % 2 else None) for rank in range(200)]
    page = render(table(*people), "", Language()).encode()
    assert page.count(b"<tr ") == 200
    assert len(page) + 200 * 500 < 300_000
