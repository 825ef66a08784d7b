"""What changed since a reading is shown to the team, and a link to elsewhere is never validated."""

from datetime import date

import pytest

from tests.builders import cohort, pages, school, student, work
from vitrail.content.model.audience import Audience
from vitrail.content.model.realisation import Production
from vitrail.content.model.source import Body, Link
from vitrail.content.model.verdict import Change, Opinion, Role, SealedPart, Verdict
from vitrail.content.reading.seals.changes import MOST
from vitrail.ground.language import Language
from vitrail.knowledge.coverage import view
from vitrail.site.pages.fragments import render

FR = Language("fr")
EVIL = "<img src=x onerror=alert(1)> & d'avant"
CHANGES = (
    Change(part=SealedPart.KEY, name="mode", before=("observée",), after=("vécue",)),
    Change(part=SealedPart.KEY, name="productions", before=("Guide · en ligne",), after=("Guide · en ligne",)),
    Change(part=SealedPart.FILE, name="images/ecran.png", before=("sha256:1",), after=("sha256:2",)),
    Change(part=SealedPart.FILE, name="images/neuf.png", after=("sha256:3",)),
    Change(part=SealedPart.TEXT, before=(EVIL,), after=("Après.",)),
)


def verdict(**more):
    """A teacher's « retenue », sealed on a text that is no longer there."""
    return Verdict(
        by="Mme Fournier", role=Role.TEACHER, on=date(2026, 2, 20), realisation="four", competency="X1.1",
        opinion=Opinion.RETAINED, **{"fingerprint": "v1:0", **more},
    )  # fmt: skip


def page(item, said, audience):
    """The page of a réalisation, for an audience."""
    records = school(cohort(student(realisations=(item,), verdicts=said)))
    seen = records if audience is Audience.TEAM else view(records, audience)
    (html,) = (render(spec, "<p>TEXTE</p>", FR) for url, spec in pages(seen, audience).items() if "four" in url)
    return html


def test_the_team_sees_what_changed_side_by_side():
    """Keys, files in words, paragraphs escaped; the reader's day above."""
    html = page(work(), (verdict(since=CHANGES),), Audience.TEAM)
    assert "Modifiée depuis la lecture du 20\u00a0février 2026" in html
    for said in ("<code>mode</code>", "<del>observée</del>", "<ins>vécue</ins>", "fichier ajouté", "<ins>Après.</ins>"):
        assert said in html
    assert html.count("contenu du fichier modifié") == 2
    assert "sha256" not in html
    assert EVIL not in html
    assert "&lt;img src=x" in html


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
def test_nobody_else_reads_what_was_there_before(audience):
    """A student who withdrew a word withdrew it."""
    html = page(work(), (verdict(since=CHANGES),), audience)
    assert "Modifiée depuis la lecture" not in html
    assert "observée" not in html


def test_a_long_list_is_cut_and_says_so():
    """Beyond, the work is another one."""
    many = tuple(Change(part=SealedPart.FILE, name=f"images/{number}.png") for number in range(MOST + 1))
    html = page(work(), (verdict(since=many),), Audience.TEAM)
    assert f"images/{MOST - 1}.png" in html
    assert f"images/{MOST}.png" not in html
    assert "autres différences" in html


LINKED = {
    "productions": (Production(title="Dépôt", link="https://forge.example/depot"),),
    "body": Body(
        path="a/four.md",
        words=1,
        links=(
            Link(target="https://www.Exemple.fr/doc", line=1, column=1),
            Link(target="//autre.example:8080/x", line=2, column=1),
            Link(target="mailto:a@b.fr", line=3, column=1),
            Link(target="../fichiers/plan.pdf", line=4, column=1),
        ),
    ),
}


@pytest.mark.parametrize("audience", list(Audience))
def test_a_link_to_another_site_is_not_covered_by_a_validation(audience):
    """Said under the validation to whoever reads it, and beside the production."""
    html = page(work(**LINKED), (verdict(fingerprint=None),), audience)
    assert "Validée le" in html
    assert "liens non couverts par la validation\u202f: autre.example, exemple.fr" in html
    assert html.count("lien non couvert par la validation") == 1


def test_without_a_validation_nothing_is_said_of_links():
    """Nothing was promised."""
    for said in ((), (verdict(),)):
        assert "couvert par la validation" not in page(work(**LINKED), said, Audience.TEAM)
