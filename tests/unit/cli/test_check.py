"""``vitrail check``: what it says, of which files, how it ends (docs/publier.md)."""

import json

import msgspec
import pytest
from click.testing import CliRunner

from tests.unit.extracts.documents import pdf
from vitrail.doors.cli import main
from vitrail.ground.diagnostics.report import CheckReport

LEA = "portfolios/2025-2027/durand-zoe"
WORK = f"{LEA}/realisations/glpi.md"
DAY = ("--date", "2026-05-12")


def spoil(school, path=WORK):
    """Cite a competency that does not exist."""
    file = school / path
    file.write_text(file.read_text("utf-8").replace("compétences:", "compétences:\n  B9.9: Rien.", 1), "utf-8")


@pytest.mark.usefixtures("school")
def test_a_school_without_erreur_ends_with_0(vitrail):
    """Advice and warnings do not stop a student."""
    assert vitrail("check", *DAY)[0] == 0


def test_an_erreur_ends_with_1_and_says_where(school, vitrail):
    """File, line and column, the code, the sentence."""
    spoil(school)
    code, said = vitrail("check", *DAY)
    assert code == 1
    assert f"{WORK}:" in said
    assert "REF001" in said


def test_strict_counts_avertissements_too(school, vitrail):
    """A class may ask for a clean slate (decision 0006)."""
    (school / WORK).write_text("---\ntitre: T\ncontexte: formation\ncompétences: {B1.1: Fait.}\n---\nTexte.\n", "utf-8")
    assert vitrail("check", *DAY)[0] == 0
    assert vitrail("check", "--strict", *DAY)[0] == 1


def test_paths_limit_what_is_said_and_how_it_ends(school, vitrail):
    """A student is answered on their own files: another's erreur is not theirs."""
    spoil(school)
    code, said = vitrail("check", "portfolios/2025-2027/martin-ali", *DAY)
    assert code == 0
    assert "durand-zoe" not in said
    for path in (WORK, LEA, "2025-2027/durand-zoe", "portfolios", school / WORK):
        assert vitrail("check", path, *DAY)[0] == 1, path


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nulle-part", "n’existe pas"),
        ("portfolios/nulle-part", "n’existe pas"),
        ("mkdocs.yml", "n’est pas dans"),
        ("/etc", "n’est pas dans"),
        ("portfolios/..", "n’est pas dans"),
        ("Zoé Durand", "vouliez-vous dire 2025-2027/durand-zoe"),
        ("zoe", "vouliez-vous dire 2025-2027/durand-zoe"),
    ],
)
def test_a_path_that_is_not_of_the_portfolios_is_a_wrong_command(vitrail, path, why):
    """Saying « rien à signaler » of a mistyped path would be a lie."""
    code, said = vitrail("check", path)
    assert code == 2
    assert path in said
    assert why in said


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("words", [("--format", "xml"), ("--date", "hier"), ("--date", "2026-13-45"), ("--nope",)])
def test_a_wrong_option_ends_with_2(vitrail, words):
    """As every command does."""
    assert vitrail("check", *words)[0] == 2


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("command", ["check", "build", "serve", "review"])
def test_without_portfolios_every_command_ends_with_2_and_says_what_to_type(vitrail, command):
    """The first thing that a newcomer meets."""
    code, said = vitrail(command)
    assert code == 2
    assert "vitrail new ecole" in said


def test_json_follows_its_published_schema_and_its_counts_add_up(school, vitrail):
    """Programs read this: every file is in one state, every fault in one severity."""
    spoil(school)
    code, said = vitrail("check", "--format", "json", *DAY)
    assert code == 1
    report = msgspec.json.decode(said, type=CheckReport)
    assert report.date == "2026-05-12"
    assert sum(report.ledger.values()) == report.files
    assert sum(report.counts.values()) == len(report.diagnostics)
    assert json.loads(said)["diagnostics"][0].keys() >= {"code", "severity", "path", "line", "column", "message"}


def test_the_date_decides_what_is_late(school, vitrail):
    """``--date`` moves the clock: a period not begun is told before, not after; both spellings of a day are read."""
    (school / WORK).write_text(
        "---\ntitre: T\npériode: 12/01/2026 au 06/02/2026\ncontexte: formation\n---\nTexte.\n", "utf-8"
    )
    assert "EXA012" in vitrail("check", WORK, "--date", "2025-12-01")[1]
    assert "EXA012" not in vitrail("check", WORK, "--date", "01/06/2026")[1]


def test_a_fault_and_its_consequence_are_told_once(school, vitrail):
    """An empty file is empty: it is not blamed for each key; an unreadable period is not missing besides."""
    (school / WORK).write_bytes(b"")
    said = vitrail("check", WORK, *DAY)[1]
    assert "YAM017" in said
    assert not [code for code in ("EXA004", "EXA006") if code in said]
    (school / WORK).write_text("---\ntitre: T\npériode: 12:30\n---\nTexte.\n", "utf-8")
    said = vitrail("check", WORK, *DAY)[1]
    assert "DAT005" in said
    assert "n'a pas de période" not in said.replace("’", "'")
    assert "ne cite aucune compétence" in said


def test_colours_are_for_a_terminal_alone(school, monkeypatch):
    """A file or another program gets the bare words; so does who asked for none."""
    spoil(school)
    bare = CliRunner().invoke(main, ["check", *DAY]).output
    assert "  erreur REF001  " in bare
    assert "  \x1b[31m\x1b[1merreur\x1b[0m REF001  " in CliRunner().invoke(main, ["check", *DAY], color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert CliRunner().invoke(main, ["check", *DAY], color=True).output == bare


STAGE = (
    "---\norganisation: {nom: Cabinet Delmas, ville: Brest}\ndu: 01/06/2026\nau: 26/06/2026\n"
    "tuteur: {nom: Solveig Kerbrat}\n---\nTexte.\n"
)


def test_what_some_readers_will_not_get_is_said_before_any_build(school, vitrail):
    """The page, the line, the column, the value, and for whom; it is advice, since nothing is lost."""
    stage = school / LEA / "stages/mairie/index.md"
    stage.parent.mkdir(parents=True)
    stage.write_text(STAGE, "utf-8")
    page = school / WORK
    page.write_text(page.read_text("utf-8") + "\nMerci à Solveig\nKerbrat pour son aide.\n", "utf-8")
    said = vitrail("check", WORK, *DAY)[1]
    assert f"{WORK}:16:9\n" in said
    assert "Remplacé pour le public et le jury" in said
    assert "solveig kerbrat" in said.lower()


def test_a_refused_attachment_is_said_of_the_page_that_shows_it(school, vitrail):
    """`check` on the page, on its folder or on the file itself; not on another student's."""
    (school / LEA / "fichiers").mkdir()
    (school / LEA / "fichiers/IMG_2041.HEIC").write_bytes(b"\0\0\0\x24ftypheic" + b"\0" * 40)
    page = school / WORK
    page.write_text(page.read_text("utf-8") + "\n![Le poste](../fichiers/IMG_2041.HEIC)\n", "utf-8")
    for path in (WORK, LEA, f"{LEA}/fichiers", f"{LEA}/fichiers/IMG_2041.HEIC", "portfolios"):
        assert "MED009" in vitrail("check", path, *DAY)[1], path
        assert vitrail("check", "--strict", path, *DAY)[0] == 1, path
    assert "MED009" not in vitrail("check", "portfolios/2025-2027/martin-ali", *DAY)[1]


def test_check_renders_what_it_is_asked_and_nothing_else(school, vitrail):
    """A text that cannot be rendered is told of its own page, with or without a memory."""
    page = school / WORK
    page.write_text(page.read_text("utf-8") + "\n" + "> " * 2000 + "fin\n", "utf-8")
    assert "MED010" not in vitrail("check", "portfolios/2025-2027/martin-ali", *DAY)[1]
    for _ in range(2):
        code, said = vitrail("check", *DAY)
        assert code == 1
        assert said.count("MED010") == 1
    page.write_text(page.read_text("utf-8").replace("> " * 2000, ""), "utf-8")
    assert "MED010" not in vitrail("check", *DAY)[1]


def test_drafts_are_counted_at_the_end(school, vitrail):
    """Nobody wonders why the public does not see them; a school without drafts is not told of them."""
    assert "brouillon" not in vitrail("check", *DAY)[1]
    for name in ("un", "deux"):
        (school / LEA / f"realisations/{name}.md").write_text("---\ntitre: T\nstatut: brouillon\n---\n", "utf-8")
    assert vitrail("check", *DAY)[1].endswith("\n2 brouillons, que le public ne voit pas.\n")
    assert "brouillon" not in vitrail("check", "portfolios/2025-2027/martin-ali", *DAY)[1]


def test_the_json_counts_the_files_for_each_audience(school, vitrail):
    """What a build for them counts."""
    (school / LEA / "realisations/un.md").write_text("---\ntitre: T\nstatut: brouillon\n---\n", "utf-8")
    report = json.loads(vitrail("check", "--format", "json", *DAY)[1])
    assert report["audiences"].keys() == {"public", "jury", "equipe"}
    assert {sum(counts.values()) for counts in report["audiences"].values()} == {report["files"]}
    assert report["audiences"]["public"]["masquée"] == report["audiences"]["equipe"]["masquée"] + 1
    assert report["ledger"] == report["audiences"]["equipe"]


def test_a_check_that_keeps_nothing_searches_the_pdf_whose_line_ends_git_changed(school, vitrail, monkeypatch):
    """It was searched where no file is: « elle ne peut pas être lue », although a build publishes it."""
    changed = pdf("Bonjour").replace(b"\n", b"\r\n")
    (school / LEA / "fichiers").mkdir(exist_ok=True)
    (school / LEA / "fichiers" / "notes.pdf").write_bytes(changed)
    page = school / WORK
    page.write_text(page.read_text("utf-8") + "\n[notes](../fichiers/notes.pdf)\n", "utf-8")
    (school / LEA / "stages" / "x").mkdir(parents=True)
    (school / LEA / "stages" / "x" / "index.md").write_text(
        "---\ndu: 01/06/2026\nau: 26/06/2026\ntuteur: {nom: Gwenn Le Bihan}\n---\nUn stage.\n", "utf-8"
    )
    kept = json.loads(vitrail("check", "--format", "json", *DAY)[1])
    monkeypatch.setattr("vitrail.building.making.works.os.access", lambda *_: False)
    alone = json.loads(vitrail("check", "--format", "json", *DAY)[1])
    assert alone == kept
    assert "notes.pdf" not in json.dumps(alone["diagnostics"])


def test_a_check_that_may_write_nothing_still_answers(school, vitrail, monkeypatch):
    """A school checked out read-only, or a full disk: the memory is lost, never the answer."""
    spoil(school)
    monkeypatch.setattr("vitrail.building.publishing.store.Store.put", _full)
    code, said = vitrail("check", *DAY)
    assert code == 1
    assert "REF001" in said


def _full(*_):
    raise OSError(28, "No space left on device")


def test_a_frame_of_another_site_gets_one_message_with_what_to_do(school, vitrail):
    """As YouTube gives it to paste: a link and a capture, not « écrivez-la en Markdown »."""
    page = school / WORK
    frame = (
        '<iframe width="560" height="315" src="https://www.youtube.com/embed/dQw4?si=1" title="YouTube video player" '
        'frameborder="0" allow="accelerometer; autoplay" referrerpolicy="strict-origin" allowfullscreen></iframe>'
    )
    before = json.loads(vitrail("check", "--format", "json", WORK, *DAY)[1])["diagnostics"]
    page.write_text(page.read_text("utf-8") + f"\n{frame}\n", "utf-8")
    after = json.loads(vitrail("check", "--format", "json", WORK, *DAY)[1])["diagnostics"]
    (told,) = [one for one in after if one not in before]
    assert told["code"] == "MED018"
    assert "lien" in told["advice"]


def test_a_check_does_not_mind_what_stands_where_a_site_would(school, vitrail):
    """Another engine's site, which a build refuses to take the place of."""
    (school / "site").mkdir()
    (school / "site/notes.txt").write_text("à moi")
    assert vitrail("check")[0] in {0, 1}
    assert vitrail("build")[0] == 2


def test_a_proof_at_a_page_that_its_file_has_not_is_told(school, vitrail):
    """On the day of the oral it would open elsewhere; the last page is one, and what has no pages is not counted."""
    (school / LEA / "fichiers").mkdir(exist_ok=True)
    (school / LEA / "fichiers/audit.pdf").write_bytes(pdf("Une page."))
    (school / LEA / "fichiers/notes.txt").write_text("Une ligne.\n", "utf-8")
    text = (
        "---\ntitre: T\ncontexte: formation\ncompétences:\n  B1.1: {phrase: Fait., preuve: audit.pdf#page=2}\n"
        "  B1.2: Fait.\n  B1.4: {phrase: Fait., preuve: notes.txt#page=9}\n"
        "productions:\n  - {titre: Audit, fichier: fichiers/audit.pdf, prouve: {B1.2: page 1}}\n---\nTexte.\n"
    )
    (school / WORK).write_text(text, "utf-8")
    told = [
        one
        for one in json.loads(vitrail("check", "--format", "json", *DAY)[1])["diagnostics"]
        if one["code"] == "REF022"
    ]
    assert [(one["path"], one["line"]) for one in told] == [(WORK, 5)]
    assert "aucune page de « Audit », qui en a 1." in " ".join(told[0]["message"].split())
    (school / WORK).write_text(text.replace("page=2", "page=1"), "utf-8")
    assert "REF022" not in vitrail("check", *DAY)[1]
