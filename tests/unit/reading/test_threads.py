"""From a claim to what proves it: a code in a heading, « prouve » on a production, the long form for two of them."""

import pytest

from tests.unit.reading.schools import LEA, read, student
from vitrail.content.model.realisation import ProductionState
from vitrail.content.model.state import State
from vitrail.knowledge.coverage.claims import judge

GLPI = f"{LEA}/realisations/glpi.md"
HEAD = "titre: Site\ncontexte: formation\n"
FILES = {f"{LEA}/fichiers/audit-seo.pdf": "%PDF-1.4", f"{LEA}/fichiers/Capture d’écran 2026-03-12 à 14.05.33.png": "x"}


@pytest.fixture(name="linked")
def _linked(tmp_path):
    """Give the réalisation of a front matter, and what was told of it."""

    def linked(front, text="Un vrai texte."):
        found = read(tmp_path, FILES | {GLPI: f"---\n{HEAD}{front}---\n{text}\n"})
        (work,) = student(found).realisations
        return work, [one for one in found.diagnostics if one.place.path == GLPI]

    return linked


def state(work, code):
    """The state of a claim, without any verdict."""
    claim = next(one for one in work.claims if one.competency == code)
    return judge(work, claim, (), None).state


def test_a_code_in_a_heading_is_the_passage_of_its_claim(linked):
    """Several codes too; brackets that hold no code of the référentiel are words, and no id moves."""
    text = "## La maquette (B1.3.2, b1.4)\n\nOui.\n\n## Bilan (RFC2119)\n\nOui.\n\n## Atelier (AP3)\n\nOui.\n"
    work, told = linked("compétences: {B1.3.2: Fait., B1.4: Fait.}\n", text)
    assert [[one.anchor for one in claim.excerpts] for claim in work.claims] == [["la-maquette-b1-3-2-b1-4"]] * 2
    assert not [one for one in told if one.code in {"REF022", "REF023"}]


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("La charte – B1.3.1", ("B1.3.1",)),
        ("B1.3.2 : la mesure", ("B1.3.2",)),
        ("Organisation [B1.4]", ("B1.4",)),
        ("B1.1, B2A.2.1 — les deux", ("B1.1", "B2A.2.1")),
        ("Les deux (B2A.2.1, B3.5A.1)", ("B2A.2.1", "B3.5A.1")),
        ("B1.2", ("B1.2",)),
        ("PHP8.2 : installation", ()),
        ("De la version 2.1 à la 3.4", ()),
        ("Ce que dit B1.2 du parc", ()),
    ],
)
def test_a_title_names_codes_that_are_set_apart(linked, title, codes):
    """At its end or its beginning, as people write them; a version and a code in a sentence are words."""
    work, _ = linked("", f"## {title}\n\nOui.\n")
    assert [section.codes for section in work.body.sections] == [codes]


def test_a_heading_of_a_competency_tells_the_claims_on_its_details(linked):
    """As a verdict on a competency speaks of those beneath it."""
    work, _ = linked("compétences: {B1.3.1: Fait., B1.3.2: Fait., B1.4: Fait.}\n", "## En ligne (B1.3)\n\nOui.\n")
    assert [bool(claim.excerpts) for claim in work.claims] == [True, True, False]


def test_a_production_says_what_it_proves_and_where(linked):
    """A list, one code, or each code with its place; the claim that it names is proved by nothing else."""
    front = (
        "compétences: {B1.1: Fait., B1.2: Fait., B1.4: Fait.}\n"
        "productions:\n"
        "  - {titre: Audit, fichier: fichiers/audit-seo.pdf, prouve: {B1.1: page 2}}\n"
        "  - {titre: Tableau, état: manquante, prouve: B1.2}\n"
    )
    work, _ = linked(front)
    assert work.productions[0].spots("B1.1") == ("page=2",)
    assert [state(work, code) for code in ("B1.1", "B1.2", "B1.4")] == [
        State.JUSTIFIED,
        State.DECLARED,
        State.JUSTIFIED,
    ]


@pytest.mark.parametrize(
    ("written", "title", "spot"),
    [
        ("audit-seo.pdf#page=2", "Audit", "page=2"),
        ("fichiers/audit-seo.pdf#p. 3", "Audit", "page=3"),
        ("Audit", "Audit", ""),
        ("https://video.example/essai#t=1:35", "Vidéo", "seconde=95"),
        ("Vidéo#seconde=95", "Vidéo", "seconde=95"),
        ("fichiers/Capture d’écran 2026-03-12 à 14.05.33.png", "Capture d’écran 2026-03-12 à 14.05.33.png", ""),
    ],
)
def test_a_claim_names_its_proof_by_file_title_or_address(linked, written, title, spot):
    """One that is no production yet becomes one: shown, judged and sealed as the others."""
    front = (
        f'compétences: {{B1.1: {{phrase: Fait., preuve: "{written}", sous: La maquette}}}}\n'
        "productions:\n"
        "  - {titre: Audit, fichier: fichiers/audit-seo.pdf}\n"
        '  - {titre: Vidéo, lien: "https://video.example/essai"}\n'
    )
    work, told = linked(front, "## La maquette (B1.1)\n\nOui.\n")
    assert {one.title: one.spots("B1.1") for one in work.productions if one.proving} == {title: (spot,)}
    assert [one.anchor for one in work.claims[0].excerpts] == ["la-maquette-b1-1"]
    assert work.claims[0].sentence == "Fait."
    assert not told


def test_the_long_form_takes_lists_and_lines_of_its_own(linked):
    """As an editor folds them; a sentence keeps its colon and its hash."""
    front = (
        "compétences:\n  B1.3.2:\n    phrase: J'ai refait : la maquette # deux fois\n"
        "    preuve:\n      - audit-seo.pdf#page=2\n      - audit-seo.pdf#page=4\n    sous: [Avant, Après]\n"
    )
    work, told = linked(front, "## Avant\n\nOui.\n\n## Après\n\nOui.\n")
    (claim,) = work.claims
    assert claim.sentence == "J'ai refait : la maquette # deux fois"
    assert work.productions[0].spots("B1.3.2") == ("page=2", "page=4")
    assert [one.anchor for one in claim.excerpts] == ["avant", "après"]
    assert not told


@pytest.mark.parametrize(
    ("front", "text", "code", "line", "said"),
    [
        ("compétences:\n  B1.1: {phrase: Fait., preuve: audit-sea.pdf}\n", "x", "REF022", 5, "audit-seo.pdf"),
        (
            "compétences:\n  B1.1: {phrase: Fait., sous: La maquete}\n",
            "## La maquette\n\nx",
            "REF022",
            5,
            "La maquette",
        ),
        ("compétences:\n  B1.1: {phrase: Fait., preuve: ../../b.pdf}\n", "x", "REF022", 5, ""),
        ("compétences:\n  B1.3.1: Fait.\n", "## Ici (B1.3.2)\n\nx", "REF023", 7, "B1.3.1"),
        ("compétences:\n  B1.3.1: Fait.\n", "## Ici (B1.3.9)\n\nx", "REF023", 7, "B1.3.1"),
        ("compétences: {B1.1: vu}\nproductions:\n  - {titre: A, prouve: [B1.2]}\n", "x", "REF023", 6, "B1.1"),
        ("compétences:\n  B1.1: {phrase: Fait., preuve: audit-seo.pdf#page=deux}\n", "x", "STR018", 5, "page=deux"),
    ],
)
def test_what_is_named_and_missing_is_told_at_its_place(  # noqa: PLR0913, PLR0917  # a case
    linked, front, text, code, line, said
):
    """With the nearest name; the claim keeps its sentence."""
    work, told = linked(front, text)
    (found,) = [one for one in told if one.code == code]
    assert (found.place.line, found.place.column > 0 or text != "x") == (line, True)
    assert said in f"{found.message} {found.advice}"
    assert work.claims[0].sentence


def test_a_claim_without_the_new_keys_keeps_its_seal(linked):
    """And one that names a proof has another: what was read then did not say it."""
    plain = linked("compétences: {B1.1: Fait.}\nproductions: [fichiers/audit-seo.pdf]\n")[0]
    assert plain.fingerprint == "v1:7e56e44e07483be9d64be0559dab32f547dc847b2e8e5f1cfbb362249803fa84"
    named = linked("compétences: {B1.1: Fait.}\nproductions: [{fichier: fichiers/audit-seo.pdf, prouve: B1.1}]\n")[0]
    text = "## Ici\n\nOui."
    told = linked("compétences: {B1.1: Fait.}\n", text)[0]
    under = linked("compétences: {B1.1: {phrase: Fait., sous: Ici}}\n", text)[0]
    assert named.fingerprint != plain.fingerprint
    assert under.fingerprint != told.fingerprint


def test_a_confidential_production_proves_with_its_reason(linked):
    """What a claim names by its title, though no file is there to read."""
    front = (
        "compétences: {B1.1: {phrase: Fait., preuve: Export}}\n"
        "productions:\n  - {titre: Export, état: confidentielle, raison: Des noms.}\n"
    )
    work, told = linked(front)
    assert work.productions[0].state is ProductionState.CONFIDENTIAL
    assert state(work, "B1.1") is State.JUSTIFIED
    assert not told
