"""``vitrail review``: verdicts get the fingerprint of what was read, and nothing else of the file changes."""

import pytest

EVALUATIONS = "portfolios/2025-2027/evaluations/durand-zoe.yml"
ENTRY = """\
- réalisation: glpi
  compétence: B1.1.1
  par: M. Exemple
  rôle: professeur
  le: 2026-03-12
  avis: retenue
"""


@pytest.fixture
def judged(school):
    """One verdict that was not sealed yet."""
    path = school / EVALUATIONS
    path.write_text(ENTRY, "utf-8")
    return path


def test_a_verdict_is_sealed_once(judged, vitrail):
    """A second review finds nothing to do."""
    assert vitrail("review") == (0, "1 avis scellé.\n")
    text = judged.read_text("utf-8")
    assert "empreinte: " in text
    assert "".join(line for line in text.splitlines(keepends=True) if "empreinte" not in line) == ENTRY
    assert vitrail("review") == (0, "0 avis scellé.\n1 avis était déjà scellé.\n")
    assert judged.read_text("utf-8") == text


@pytest.mark.usefixtures("judged")
def test_paths_limit_what_is_sealed(vitrail, school):
    """A teacher seals the file that was read, not a colleague's."""
    assert vitrail("review", school / "portfolios/2025-2027/martin-ali")[1] == "0 avis scellé.\n"
    assert vitrail("review", EVALUATIONS)[1] == "1 avis scellé.\n"


def test_a_byte_order_mark_and_windows_lines_stay(judged, vitrail):
    """The file is the teacher's: its form is kept."""
    judged.write_bytes(b"\xef\xbb\xbf" + ENTRY.replace("\n", "\r\n").encode())
    assert vitrail("review")[1] == "1 avis scellé.\n"
    raw = judged.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf- r")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 7


def test_another_encoding_is_told_and_left_alone(judged, vitrail):
    """Vitrail reads UTF-16, and does not rewrite it."""
    judged.write_bytes(ENTRY.encode("utf-16"))
    raw = judged.read_bytes()
    code, said = vitrail("review")
    assert code == 0
    assert "UTF-8" in said
    assert judged.read_bytes() == raw


@pytest.mark.usefixtures("judged")
def test_a_path_that_is_nowhere_is_a_wrong_command(vitrail):
    """Exit 2, as for every command."""
    assert vitrail("review", "nulle-part.yml")[0] == 2


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("glpi", "glpy", "EVA001"),
        ("M. Exemple", "M. Inconnu", "EVA005"),
        ("avis: retenue", "avis: bof", "EVA006"),
        ("  le: 2026-03-12\n", "", "EVA010"),
    ],
)
def test_what_is_left_aside_is_told_with_its_reason(judged, vitrail, old, new, code):
    """« 0 avis scellé. » alone would leave the teacher guessing; the file stays as it is."""
    judged.write_text(ENTRY.replace(old, new), "utf-8")
    ended, said = vitrail("review")
    assert ended == 0
    assert said.startswith("0 avis scellé.\n")
    assert f"{EVALUATIONS}:" in said
    assert code in said
    assert "empreinte" not in judged.read_text("utf-8")
    assert code not in vitrail("review", "portfolios/2025-2027/martin-ali")[1]


def test_nobody_is_sent_to_seal_what_cannot_be(judged, vitrail):
    """EVA007 proposes « vitrail review » only where it would do something."""
    assert "EVA007" in vitrail("check")[1]
    for old, new in (("glpi", "glpy"), ("M. Exemple", "M. Inconnu")):
        judged.write_text(ENTRY.replace(old, new), "utf-8")
        assert "EVA007" not in vitrail("check")[1]
