"""A stage is judged with its reports and reviews: one seal covers all that their author told."""

import pytest

from tests.unit.reading.schools import LEA, codes, read, student
from vitrail.content.reading.seals.sealed import dumped, file_name, sealed

HOME = f"{LEA}/stages/mairie/index.md"
WEEK, REVIEW = HOME.replace("index", "semaine-01"), HOME.replace("index", "bilan")
FILES = {
    HOME: (
        "---\norganisation: Mairie\ndu: 05/01/2026\nau: 30/01/2026\ntuteur: {nom: Mme Le Gall}\n"
        "missions: [Inventaire]\n---\nUn parc de 240 postes.\n"
    ),
    WEEK: "---\nsemaine: 1\nactivités: Découverte du parc\ncompétences: [B1.1]\n---\nPremier jour.\n\n![](ecran.png)\n",
    REVIEW: "---\nle: 30/01/2026\nacquis: GLPI\n---\nBilan.\n",
    f"{LEA}/stages/mairie/ecran.png": b"\x89PNG\r\n\x1a\n\0a",
}
NAMES = {"home": HOME, "week": WEEK, "review": REVIEW}
EVALUATIONS = "2025-2027/evaluations/moreau-lea.yml"
VERDICT = (
    "- stage: Mairie\n  par: M. Durand\n  rôle: professeur\n  le: 2026-02-03\n  avis: à reprendre\n  empreinte: {}\n"
)


def stage(folder, **changed):
    """The stage, some of whose files are others."""
    return student(read(folder, FILES | {NAMES[name]: text for name, text in changed.items()})).internships[0]


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("home", "240", "250"),
        ("home", "[Inventaire]", "[Câblage]"),
        ("home", "30/01/2026", "06/02/2026"),
        ("week", "Premier", "Second"),
        ("week", "Découverte", "Visite"),
        ("week", "B1.1", "B1.2"),
        ("review", "GLPI", "Zabbix"),
        ("review", "Bilan.", "Bilan final."),
    ],
)
def test_whatever_its_author_told_moves_the_seal_of_a_stage(tmp_path, file, before, after):
    """In its page, in a report, in a review."""
    text = FILES[NAMES[file]]
    assert before in text
    changed = stage(tmp_path / "b", **{file: text.replace(before, after)})
    assert changed.fingerprint != stage(tmp_path / "a").fingerprint


def test_the_bytes_of_what_a_report_shows_and_a_report_more_move_it(tmp_path):
    """A screenshot replaced under the same name, a week that came since."""
    was = stage(tmp_path / "a").fingerprint
    other = {**FILES, f"{LEA}/stages/mairie/ecran.png": b"\x89PNG\r\n\x1a\n\0b"}
    assert student(read(tmp_path / "b", other)).internships[0].fingerprint != was
    more = {**FILES, WEEK.replace("01", "02"): FILES[WEEK].replace("semaine: 1", "semaine: 2")}
    assert student(read(tmp_path / "c", more)).internships[0].fingerprint != was


def test_papers_and_who_follows_the_stage_do_not(tmp_path):
    """They come at their own time, and have rules of their own."""
    more = "tuteur: {nom: M. Autre}\nconvention: {signée: 05/01/2026}\nvisibilité: jury\nabsences: [{le: 12/01/2026}]"
    home = FILES[HOME].replace("tuteur: {nom: Mme Le Gall}", more)
    assert stage(tmp_path / "a", home=home).fingerprint == stage(tmp_path / "b").fingerprint


def test_a_line_that_goes_from_a_text_to_the_next_moves_it_too(tmp_path):
    """Even one that imitates what stands between two texts of a seal."""
    texts = (("Un.\n\nsemaine-01\n\nDeux.", "Trois."), ("Un.", "Deux.\n\nsemaine-01\n\nTrois."))
    prints = {
        stage(
            tmp_path / str(n),
            home=FILES[HOME].replace("Un parc de 240 postes.", home),
            week=FILES[WEEK].replace("Premier jour.\n\n![](ecran.png)", week),
        ).fingerprint
        for n, (home, week) in enumerate(texts)
    }
    assert len(prints) == 2


def test_a_verdict_on_a_stage_knows_what_changed_in_a_report(tmp_path):
    """And its subject is the folder, however its name was typed."""
    before = stage(tmp_path / "then")
    texts = {path: text.rpartition("---\n")[2] for path, text in FILES.items() if isinstance(text, str)}
    kept = dumped(sealed(before, texts.__getitem__))
    files = {
        **FILES,
        WEEK: FILES[WEEK].replace("Premier jour", "Premier vrai jour"),
        EVALUATIONS: VERDICT.format(before.fingerprint),
        EVALUATIONS.replace(".yml", f".scelles/{file_name('mairie', before.fingerprint)}"): kept,
    }
    reading = read(tmp_path / "now", files)
    (verdict,) = student(reading).verdicts
    assert verdict.subject == "stages/mairie"
    ((change,),) = (verdict.since,)
    assert (change.before, change.after) == (("Premier jour.",), ("Premier vrai jour.",))
    assert "EVA" not in " ".join(codes(reading))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("- stage: mairy\n", "REF007"),
        ("- stage: mairie\n  compétence: B1.1\n", "EVA001"),
        ("- stage: mairie\n  réalisation: glpi\n", "STR040"),
    ],
)
def test_a_verdict_on_no_stage_on_a_code_of_one_or_on_two_works_is_told(tmp_path, words, code):
    """A stage is judged whole; of two subjects the réalisation stays."""
    said = f"{words}  par: M. Durand\n  rôle: professeur\n  le: 2026-02-03\n  avis: retenue\n"
    assert code in codes(read(tmp_path, {**FILES, EVALUATIONS: said}))
