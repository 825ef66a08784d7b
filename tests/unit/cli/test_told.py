"""Commands that make no page of a school read it as a build does: they are told where its own pages are."""

import shutil

import pytest

SAID = ("--par", "M. Exemple", "--le", "12/04/2026")
STAGE = "---\ntype: stage\norganisation: Lambert\npériode: 04/05/2026 au 12/06/2026\n---\n\nMon stage.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("review",),
        ("archive", "2025-2027", "--vers", "DEHORS/archive"),
        ("rendre", "2025-2027/durand-zoe", "--vers", "DEHORS/rendu.zip"),
        ("ready", "2025-2027"),
        ("export", "avis", "2025-2027", "--vers", "DEHORS/avis"),
        ("export", "oral", "2025-2027", "--vers", "DEHORS"),
        ("export", "attestation", "2025-2027/durand-zoe/stages/lambert.md", "--vers", "DEHORS"),
        ("export", "tuteur", "2025-2027/durand-zoe/stages/lambert.md", "--vers", "DEHORS"),
        ("codes", "--etudiant", "2025-2027/durand-zoe"),
    ],
    ids=" ".join,
)
def test_notes_of_the_school_that_say_nothing_of_their_reader_stop_no_command(school, vitrail, words, tmp_path_factory):
    """The same answer as without them, and never an exception; most schools have a folder « docs »."""
    stage = school / "portfolios/2025-2027/durand-zoe/stages/lambert.md"
    stage.parent.mkdir()
    stage.write_text(STAGE, "utf-8")
    evaluations = school / "portfolios/2025-2027/evaluations"
    before, answers = school / "avant", []
    shutil.copytree(evaluations, before)
    for _ in range(2):
        outside = tmp_path_factory.mktemp("dehors")
        answers.append(vitrail(*(word.replace("DEHORS", str(outside)) for word in words))[0])
        shutil.rmtree(evaluations)
        shutil.copytree(before, evaluations)
        shutil.rmtree(outside)
        shutil.rmtree(school / "docs", ignore_errors=True)
    assert answers[0] == answers[1]
