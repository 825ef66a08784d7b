"""The whole portfolio as one page to print, and codes that lead from paper to the site."""

import html
import re
from datetime import date

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image, ImageDraw

from tests.builders import cohort, pages, school, stage, student, work
from vitrail.building.publishing.workers.render import Job, render_page
from vitrail.content.addressing.relative import on_paper
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.internships.internship import Report
from vitrail.content.model.realisation import Claim, Production, ProductionState, Status
from vitrail.content.model.source import Body
from vitrail.knowledge.coverage import view
from vitrail.site.chrome.slots import Shell
from vitrail.site.pages.portfolio.printed import sheet
from vitrail.site.pages.svg import qr

URL = "c/lea/imprimer.html"
SHELL = Shell(site_name="École", language="fr", indexed=True, pieces=("", ""), names=("content",))


def printed(records, audience=Audience.JURY, texts=(), **more):
    """Render the page of Léa; ``texts`` are those of its bodies, in their order."""
    seen = records if audience is Audience.TEAM else view(records, audience)
    spec = pages(seen, audience, **more)[URL]
    raws = tuple(text.encode() for text in texts) or (b"Texte.",) * len(spec.bodies)
    return spec.content, render_page(Job(spec=spec, shell=SHELL, raws=raws)).html.decode()


def body(name):
    """A text, by reference."""
    return Body(path=f"c/lea/{name}.md", words=3, nodes=5)


def test_the_public_has_no_portfolio_to_print():
    """The jury and the team have one each, and the dossier of neither is asked for it."""
    records = school()
    found = {one: URL in pages(view(records, one), one) for one in Audience if one is not Audience.TEAM}
    assert found == {Audience.PUBLIC: False, Audience.JURY: True}
    assert URL in pages(records, Audience.TEAM)


def test_proofs_are_numbered_through_the_portfolio_and_their_addresses_written_out():
    """A proof that cannot be reached keeps its number and says why."""
    away = Production(title="Dépôt", link="https://git.example/lea/four")
    kept = Production(title="Audit", state=ProductionState.CONFIDENTIAL, reason="accord de discrétion")
    works = (work(), work("levain", title="Levain", productions=(away, kept)))
    content, page = printed(school(cohort(student(realisations=works))))
    assert [(one.number, one.where) for item in content.works for one in item.proofs] == [
        (1, "c/lea/fichiers/carnet.pdf"),
        (2, "https://git.example/lea/four"),
        (3, ""),
    ]
    assert '<ol class="vt-numbered" start="2">' in page
    assert ">https://git.example/lea/four</span>" in page
    assert "accord de discrétion" in page


def test_a_file_has_its_whole_address_when_the_public_site_shows_it():
    """One for the jury alone keeps the place that it has in the archive."""
    secret = Production(title="Note", file="c/lea/fichiers/note été.pdf", visibility=Visibility.JURY)
    open_one = Production(title="Plan", file="c/lea/fichiers/plan été.pdf")
    records = school(
        cohort(student(realisations=(work(productions=(secret, open_one)),))), site_url="https://e.example/x"
    )
    (item,) = printed(records)[0].works
    assert [one.where for one in item.proofs] == [
        "c/lea/fichiers/note été.pdf",
        "https://e.example/x/c/lea/fichiers/plan%20%C3%A9t%C3%A9.pdf",
    ]


def test_drafts_are_not_printed_and_the_team_is_told_not_to_hand_its_edition_over():
    """A draft does not count, so a commission does not read it."""
    draft = work("essai", title="Essai de brioche", status=Status.DRAFT)
    records = school(cohort(student(realisations=(work(), draft))))
    content, page = printed(records, Audience.TEAM)
    assert [one.work.title for one in content.works] == ["Chauffer le four"]
    assert "à ne pas remettre" in page
    assert "à ne pas remettre" not in printed(records)[1]


def test_texts_that_stand_together_keep_their_own_anchors():
    """Headings, notes and tabs of two texts have the same names at home; here none leads into another."""
    text = "# Bilan\n\nVoir [plus haut](#bilan), une note[^1].\n\n[^1]: Dite.\n"
    text += '\n=== "Avant"\n\n    Un\n\n=== "Après"\n\n    Deux\n'
    works = (work(body=body("four")), work("levain", title="Levain", body=body("levain")))
    person = student(
        realisations=works, body=None, internships=(stage(reports=(Report(slug="s1", number=1, body=body("s1")),)),)
    )
    _, page = printed(school(cohort(person)), texts=(text, text, text))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {f"t{rank}-bilan" for rank in (1, 2, 3)} <= set(ids)
    targets = {html.unescape(one) for one in re.findall(r'href="#([^"]+)"', page)}
    assert targets <= set(ids)
    assert set(re.findall(r"<h(\d) id=\"t\d-bilan\"", page)) == {"5"}


def test_a_text_too_long_for_the_page_is_said_to_be_on_its_own():
    """The rest of the portfolio is printed all the same."""
    long_one = replace(body("four"), nodes=300_000)
    works = (work(body=long_one), work("levain", title="Levain", body=body("levain")))
    content, page = printed(school(cohort(student(realisations=works, body=None))))
    assert [one.text.rank for one in content.works] == [None, 0]
    assert page.count("Trop long pour être imprimé ici") == 1


def test_only_what_is_asked_is_made_while_a_site_is_served():
    """The address stays one that pages may link."""
    seen = view(school(), Audience.JURY)
    assert URL not in pages(seen, Audience.JURY, made=frozenset())
    assert URL in pages(seen, Audience.JURY, made=frozenset({URL}))


@pytest.mark.parametrize(
    "name", ['Léa "Max" Moreau', "a\\b", "</style>", "Ligne\nautre", 'x"; } body { display: none', "Ève-Marie O’Neil"]
)
def test_a_name_at_the_foot_of_the_leaves_is_a_string_whatever_it_holds(name):
    """Nothing of it ends the string, the rule or the sheet."""
    css = sheet(name, "session 2027").decode()
    (written,) = re.findall(r'@bottom-left \{ content: "(.*)"; \}', css)
    assert re.fullmatch(r"(?:\w|\\[0-9a-f]{6})*", written)
    assert re.sub(r"\\([0-9a-f]{6})", lambda sign: chr(int(sign[1], 16)), written) == f"{name} · session 2027"
    assert css.count("{") == css.count("}") == 2


def scanned(drawing):
    """Read a code as a telephone does: from its path alone, painted."""
    size = int(re.search(r'viewBox="0 0 (\d+) ', drawing)[1])
    picture = Image.new("L", (size, size), 255)
    paint = ImageDraw.Draw(picture)
    across = down = 0.0
    for sign, values in re.findall(r"([Mmh])((?:-?[\d.]+ ?)+)", re.search(r' d="([^"]+)"', drawing)[1]):
        found = [float(one) for one in re.findall(r"-?[\d.]+", values)]
        if sign == "h":
            paint.line((across, down, across + found[0] - 1, down), fill=0)
            across += found[0]
        elif sign == "M":
            across, down = found[0], found[1] - 0.5
        else:
            across, down = across + found[0], down + found[1]
    (code,) = zxingcpp.read_barcodes(picture.resize((size * 8, size * 8), Image.Resampling.NEAREST))
    return code.text


def test_the_code_beside_a_row_leads_to_a_claim_that_the_row_marks():
    """Not to the first claim of the réalisation, whose competency may be in no column."""
    claims = tuple(Claim(cited=code, competency=code, sentence="Ainsi.") for code in ("X2.1", "X1.2"))
    records = school(cohort(student(realisations=(work(claims=claims),))), site_url="https://portfolios.example/")
    tableau = pages(view(records, Audience.JURY), Audience.JURY)["c/lea/synthese.html"].content
    assert [row.code.partition("#")[2] for _, rows in tableau.bands for row in rows] == ["c-X1.2"]


def test_the_code_beside_a_row_leads_to_the_sentence():
    """On the tableau and on the page of everything, for the jury and the team; the public's tableau has none."""
    records = school(site_url="https://portfolios.example/sio/")
    wanted = "https://portfolios.example/sio/c/lea/realisations/four.html#c-X1.1"
    tableau = pages(view(records, Audience.JURY), Audience.JURY)["c/lea/synthese.html"].content
    assert [row.code for _, rows in tableau.bands for row in rows] == [wanted]
    assert scanned(qr.draw(wanted)) == wanted
    content, page = printed(records)
    assert content.works[0].code == wanted
    assert page.count(str(qr.draw(wanted))) == 2
    public = pages(view(records, Audience.PUBLIC), Audience.PUBLIC)["c/lea/synthese.html"].content
    assert not public.coded


@pytest.mark.parametrize(
    "records",
    [
        school(),
        school(cohort(student(visibility=Visibility.JURY)), site_url="https://e.example"),
        school(cohort(student(realisations=(work(visibility=Visibility.JURY),))), site_url="https://e.example"),
        school(cohort(student(), publish_until=date(2026, 2, 1)), site_url="https://e.example"),
    ],
)
def test_no_code_leads_where_its_reader_would_find_nothing(records):
    """No known site, a portfolio or a réalisation that the public has not, a class that is published no more."""
    (group,) = records.cohorts
    (person,) = group.students
    assert on_paper(records, group, person, person.realisations[0], today=date(2026, 3, 1)) == ""
