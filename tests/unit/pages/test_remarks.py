"""What the team remarks upon, and what it wants taken up again: first on the home, for the team's edition alone."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders import cohort, pages, school, stage, student, work
from vitrail.content.model.audience import Audience
from vitrail.content.model.verdict import Change, Means, Opinion, Role, SealedPart, Verdict
from vitrail.ground.language import Language
from vitrail.knowledge.coverage import view
from vitrail.site.pages.fragments import render

FR = Language("fr")
SAID = Verdict(
    by="Mme Fournier", role=Role.TEACHER, on=date(2026, 2, 20), realisation="four", competency="X1.1",
    opinion=Opinion.REWORK, comment="Dites <quelle> version.",
)  # fmt: skip
REMARK = replace(
    SAID, opinion=None, competency=None, comment="Laquelle ?", passage="la <b>dernière</b>", moved=True, index=1
)
TUTOR = replace(
    SAID, by="Solenn Tanguy", role=Role.TUTOR, opinion=Opinion.RETAINED, level=3, comment=None, index=2,
    collected_by="Mme Okafor", means=Means.VISIT,
)  # fmt: skip


def html_of(said, audience, *, home=False, item=None):
    """The home or the réalisation's page, for an audience."""
    records = school(cohort(student(realisations=(item or work(),), verdicts=said)))
    seen = records if audience is Audience.TEAM else view(records, audience)
    wanted = "student" if home else "realisation"
    found = [render(spec, "", FR) for spec in pages(seen, audience).values() if spec.content.kind == wanted]
    return found[0]


def test_what_is_to_be_taken_up_again_stands_before_the_rest_of_the_home():
    """Under the three verbs; with the comment and the passage, as text; a passage that moved says so."""
    html = html_of((SAID, REMARK), Audience.TEAM, home=True)
    asked = html.index("À reprendre")
    assert html.index("vt-actions") < asked < html.index('id="parcours"')
    for words in ("Dites &lt;quelle&gt; version.", "Laquelle ?", "la &lt;b&gt;dernière&lt;/b&gt;", "passage modifié"):
        assert words in html


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
@pytest.mark.parametrize("home", [True, False])
def test_nobody_else_reads_a_remark(audience, home):
    """Neither what is asked, nor who said it, nor who heard it."""
    html = html_of((SAID, REMARK, TUTOR), audience, home=home)
    for words in ("À reprendre", "version.", "Laquelle", "Fournier", "Tanguy", "Okafor", "vt-ask"):
        assert words not in html


@pytest.mark.parametrize(("home", "about"), [(True, "four"), (False, "four"), (True, None)])
def test_a_comment_of_several_paragraphs_is_shown_as_such(home, about):
    """Wherever it stands: asked again, beside a claim, on the whole portfolio; lines end where they were ended."""
    said = replace(SAID, comment="Clair.\nÀ garder.\n \nMais <datez>.", realisation=about)
    html = html_of((said,), Audience.TEAM, home=home)
    tag = "p" if home else "q"
    assert f"<{tag}>Clair.\nÀ garder.</{tag}><{tag}>Mais &lt;datez&gt;.</{tag}>" in html


def test_a_remark_and_a_disagreement_are_on_the_page_of_the_work():
    """The tutor confirms, the teacher asks for more: in words, with who heard the tutor, when and how."""
    html = html_of((SAID, REMARK, TUTOR), Audience.TEAM)
    assert "Remarques de l’équipe" in html
    assert "Le tuteur la confirme, l’enseignant demande de la reprendre." in html
    assert "recueillie par Mme Okafor, 20\u00a0février 2026, lors d’une visite" in html


def test_the_jury_reads_that_a_validated_text_changed():
    """The public reads « couverte » alone."""
    changed = (replace(SAID, opinion=Opinion.RETAINED, fingerprint="v1:0"),)
    said = "Modifiée après validation\u202f: ce qui a été lu le 20\u00a0février 2026"
    assert said in html_of(changed, Audience.JURY)
    assert said in html_of(changed, Audience.TEAM)
    assert said not in html_of(changed, Audience.PUBLIC)


def test_where_the_three_differ_is_said_beside_the_proof_too():
    """On the page of all the proofs, for the team."""
    records = school(cohort(student(realisations=(work(),), verdicts=(SAID, TUTOR))))
    for audience, said in ((Audience.TEAM, True), (Audience.JURY, False)):
        seen = records if audience is Audience.TEAM else view(records, audience)
        (found,) = (spec for spec in pages(seen, audience).values() if spec.content.kind == "competencies")
        assert ("Le tuteur la confirme, l’enseignant demande" in render(found, "", FR)) is said


def test_what_is_said_of_a_stage_is_on_its_page_and_asks_first_on_the_home():
    """For the team alone; « modifiée depuis » shows its paragraphs as a réalisation's does."""
    change = Change(part=SealedPart.TEXT, before=("Un parc.",), after=("Un <grand> parc.",))
    said = replace(SAID, realisation=None, competency=None, stage="moulin", fingerprint="v1:0", since=(change,))
    records = school(cohort(student(internships=(stage(slug="moulin"),), verdicts=(said,))))
    for audience in (Audience.TEAM, Audience.JURY, Audience.PUBLIC):
        seen = records if audience is Audience.TEAM else view(records, audience)
        specs = {spec.content.kind: spec for spec in pages(seen, audience).values()}
        html = {kind: render(specs[kind], "", FR) for kind in ("internship", "student")}
        words = (
            *("à reprendre", "Dites &lt;quelle&gt; version.", "Mme Fournier", "Un &lt;grand&gt; parc."),
            "Modifiée depuis la lecture du 20\u00a0février 2026",
        )
        for word in words:
            assert (word in html["internship"]) is (audience is Audience.TEAM), word
        assert ("Dites &lt;quelle&gt; version." in html["student"]) is (audience is Audience.TEAM)
        assert ("À reprendre" in html["student"]) is (audience is Audience.TEAM)


def test_a_remark_stays_in_the_thread_after_a_second_reading():
    """With the opinion that it bore, what was answered, and what changed since; the jury reads none of it."""
    change = Change(part=SealedPart.TEXT, before=("Un parc.",), after=("Le parc de la mairie.",))
    asked = replace(SAID, competency=None, comment="Quels serveurs ?", fingerprint="v1:0", since=(change,))
    again = replace(
        asked, on=date(2026, 3, 1), opinion=Opinion.RETAINED, comment=None, answered="Ceux de la mairie.", since=()
    )
    html = html_of((asked, again), Audience.TEAM)
    thread = html[html.index("Remarques de l’équipe") :]
    for words in (
        "Ceux de la mairie.",
        "à reprendre",
        "Quels serveurs ?",
        "20\u00a0février 2026",
        "Le parc de la mairie.",
    ):
        assert words in thread, words
    assert html.count("Quels serveurs ?") == 1
    assert "Quels serveurs" not in html_of((asked, again), Audience.JURY)
    assert html_of((asked,), Audience.TEAM).count("Quels serveurs ?") == 1
