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
    assert vitrail("review", school / "portfolios/2025-2027/martin-ali")[1].startswith("0 avis scellé.\n")
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
    assert code == 1
    assert "UTF-8" in said
    assert judged.read_bytes() == raw


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_cannot_be_sealed_keeps_nothing_beside_it(judged, vitrail, encoding):
    """Nobody commits the text of a verdict that bears no seal; the file is named with its class."""
    line = "- {réalisation: glpi, par: M. Exemple, rôle: professeur, le: 2026-03-12, avis: retenue}\n"
    judged.write_bytes(line.encode(encoding))
    code, said = vitrail("review")
    assert code == 1  # a step that seals, then commits, stops here
    assert "0 avis scellé." in said
    assert said.startswith("2025-2027/evaluations/durand-zoe.yml")
    assert list(judged.parent.iterdir()) == [judged]


@pytest.mark.usefixtures("judged")
def test_a_path_that_is_nowhere_is_a_wrong_command(vitrail):
    """Exit 2, as for every command."""
    assert vitrail("review", "nulle-part.yml")[0] == 2


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("glpi", "glpy", "EVA001"),
        ("M. Exemple", "M. Inconnu", "EVA005"),
        ("avis: retenue", "avis: bof", "EVA010"),
        ("  le: 2026-03-12\n", "", "EVA010"),
        ("réalisation: glpi\n", "niveau: 3\n", "EVA010"),  # an opinion on nothing, as one part of two that were merged
        ("le: 2026-03-12", "le: à compléter", "EVA010"),
        ("rôle: professeur", "rôle: jury", "EVA010"),
    ],
)
def test_what_is_left_aside_is_told_with_its_reason(judged, vitrail, old, new, code):
    """« 0 avis scellé. » alone would leave the teacher guessing; the file stays as it is."""
    judged.write_text(ENTRY.replace(old, new), "utf-8")
    ended, said = vitrail("review")
    assert ended == int("erreur" in said)  # what is left aside is for a person to mend
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


KEPT = "portfolios/2025-2027/evaluations/durand-zoe.scelles"
WORK = "portfolios/2025-2027/durand-zoe/realisations/glpi.md"


@pytest.mark.usefixtures("judged")
def test_what_was_read_is_kept_beside_the_verdict(school, vitrail):
    """One file a version, named after the réalisation and its seal; lost or altered, it is written again."""
    vitrail("review")
    (kept,) = (school / KEPT).iterdir()
    seal = (school / EVALUATIONS).read_text("utf-8").partition("empreinte: v1:")[2][:64]
    assert kept.name == f"glpi-{seal[:16]}.json"
    raw = kept.read_bytes()
    for spoil in (kept.unlink, lambda: kept.write_bytes(raw[:-9])):
        spoil()
        assert vitrail("review") == (0, "0 avis scellé.\n1 avis était déjà scellé.\n")
        assert kept.read_bytes() == raw


def test_two_verdicts_on_one_text_keep_it_once(judged, school, vitrail):
    """Thirty claims of a réalisation are not thirty copies of it."""
    judged.write_text(ENTRY + ENTRY.replace("B1.1.1", "B1.1"), "utf-8")
    assert vitrail("review")[1].startswith("2 avis scellés.\n")
    assert len(list((school / KEPT).iterdir())) == 1


def test_a_file_saved_meanwhile_is_refused(judged, vitrail, monkeypatch):
    """Between the reading and the writing: the line numbers are no longer those that were read."""
    from vitrail.doors.cli.verdicts import review

    honest = review.keep

    def meanwhile(*words):
        judged.write_text("# relu\n" + ENTRY, "utf-8")
        return honest(*words)

    monkeypatch.setattr(review, "keep", meanwhile)
    code, said = vitrail("review")
    assert code == 1
    assert "a changé pendant la commande" in said
    assert judged.read_text("utf-8") == "# relu\n" + ENTRY


def test_a_work_saved_meanwhile_is_not_sealed(judged, school, vitrail, monkeypatch):
    """Its seal would cover what nobody read."""
    from vitrail.doors.cli.verdicts import review

    honest = review.keep

    def meanwhile(*words):
        (school / WORK).write_text("---\ntitre: Autre\n---\nAutre.\n", "utf-8")
        return honest(*words)

    monkeypatch.setattr(review, "keep", meanwhile)
    assert "a changé pendant la commande" in vitrail("review")[1]
    assert judged.read_text("utf-8") == ENTRY
    assert not (school / KEPT).exists()


def test_verdicts_of_two_files_are_sealed_each_in_its_own(judged, vitrail):
    """``durand-zoe.yml`` and ``durand-zoe.yaml`` speak of one student."""
    other = judged.with_suffix(".yaml")
    other.write_text("# autre\n\n" + ENTRY, "utf-8")
    assert vitrail("review")[1] == "2 avis scellés.\n"
    assert judged.read_text("utf-8").count("empreinte") == other.read_text("utf-8").count("empreinte") == 1


def test_with_nothing_to_seal_the_command_says_what_to_do(school, vitrail):
    """A teacher's first try."""
    (school / EVALUATIONS).unlink()
    code, told = vitrail("review")
    assert code == 0
    assert "vitrail desk" in told


def test_an_erreur_left_in_the_evaluations_is_a_failure(school, vitrail):
    """A script that seals must know that something was left aside."""
    (school / EVALUATIONS).write_text("- réalisation: glpi\n  avis: [\n", "utf-8")
    assert vitrail("review")[0] == 1
