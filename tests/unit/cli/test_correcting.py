"""``vitrail check --corriger``: what mends itself, and nothing else."""

import json
import os
import shutil
from pathlib import Path

import pytest

from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.doors.editing.correcting import corrections
from vitrail.ground.diagnostics import known_codes
from vitrail.site.outputs.writing import UnwrittenError
from vitrail.site.project import Project

EXAMPLES = Path(__file__).parents[2] / "portfolios" / "corriger"
CODES = sorted(path.name for path in EXAMPLES.iterdir())
ELSEWHERE = {"EVA001"}
"""Codes whose example is not the file of one student."""
SIGNS = str.maketrans({"⇥": "\t", "⏎": "\n", "␋": "\x0b", "⇐": "\u202e", "␣": " "})
CLASS = Path("portfolios/2025-2027")
HOME = "---\nnom: Moreau\nprénom: Léa\noption: SISR\n---\n\nBonjour.\n"
COHORT = """\
référentiel: fr.bts-sio.2019
session: 2027
années: {première: {du: 01/09/2025, au: 03/07/2026}, seconde: {du: 01/09/2026, au: 30/06/2027}}
équipe: [{nom: M. Durand, rôle: professeur}]
"""
DAY = ("--date", "2026-09-15")
WORK = """\
---
titre: Inventaire du parc
période: 01/06/2026 au 26/06/2026
contexte: formation
mode: vécu
tecnologies: [GLPI, Debian]   # deux outils
compétences:
  B1.1: Inventaire automatique des postes.
---

Un inventaire à l'école.
"""


def _school(root, students=()):
    """Write a school of one class, whose students have a home page."""
    (root / CLASS).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    (root / CLASS / "promotion.yml").write_text(COHORT, "utf-8")
    (root / "portfolios/organisations").mkdir()
    (root / "portfolios/organisations/mairie-de-valmont.md").write_text("---\nnom: Mairie de Valmont\n---\n", "utf-8")
    for student in ("lefevre-hugo", *students):
        (root / CLASS / student).mkdir()
        (root / CLASS / student / "index.md").write_text(HOME, "utf-8")
    return root


def _folder(code):
    """The folder of the student who holds the example of a code."""
    return code.lower().replace(".", "-")


@pytest.fixture
def here(empty):
    """A school whose one work has a key that is misspelt."""
    _school(empty)
    work = empty / CLASS / "lefevre-hugo/realisations/parc.md"
    work.parent.mkdir()
    work.write_text(WORK, "utf-8")
    return work


@pytest.fixture(scope="module")
def mended(tmp_path_factory):
    """The examples, a student each, as they are mended by the command: (what was said, before and after)."""
    from click.testing import CliRunner

    from vitrail.doors.cli import main

    root = _school(tmp_path_factory.mktemp("exemples"), map(_folder, CODES))
    for code in CODES:
        shutil.copytree(EXAMPLES / code / "avant", root / CLASS / _folder(code), dirs_exist_ok=True)
    there = Path.cwd()
    os.chdir(root)
    try:
        said = [CliRunner().invoke(main, ["check", *words, *DAY], catch_exceptions=False).stdout for words in (
            ("--format", "json"), ("--corriger", "--format", "json"), ("--corriger", "--essai"),
        )]  # fmt: skip
    finally:
        os.chdir(there)
    return root, json.loads(said[0])["diagnostics"], json.loads(said[1])["diagnostics"], said[2]


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_code_is_mended_to_the_byte(code, mended):
    """The fault is heard once, with its mend; afterwards its file is the other one, and the fault is gone."""
    root, before, after, _ = mended
    own = f"{CLASS.as_posix()}/{_folder(code)}/"
    assert any(one["code"] == code[:6] and one["fix"]["safe"] for one in before if one["path"].startswith(own))
    for path in (EXAMPLES / code / "apres").rglob("*.*"):
        assert (root / own / path.relative_to(EXAMPLES / code / "apres")).read_bytes() == path.read_bytes()
    assert not [one for one in after if one["path"].startswith(own) and one["code"] == code[:6]]


@pytest.mark.parametrize("code", CODES)
def test_the_documentation_says_of_a_code_what_becomes_of_it(code):
    """What it shows is in the example, before and after."""
    before, after = known_codes()[code].mends.translate(SIGNS).split(" → ")
    for side, words in (("avant", before), ("apres", after)):
        texts = [path.read_text("utf-8") for path in (EXAMPLES / code / side).rglob("*.md")]
        assert any(words in text for text in texts)


def test_thirty_codes_and_more_mend_themselves_and_each_has_its_example():
    """None is promised that is not shown."""
    promised = {code.id for code in known_codes().values() if code.mends}
    assert promised == {*CODES} | ELSEWHERE
    assert len(promised) >= 30


def test_a_second_run_has_nothing_to_do(mended):
    """What is mended stays as it is."""
    assert "Rien ici ne se corrige seul" in mended[3]


def test_a_trial_shows_the_lines_and_writes_nothing(here, vitrail):
    """As git shows them."""
    before = here.read_bytes()
    code, said = vitrail("check", "--fix", "--dry-run", *DAY)
    assert code == 0
    assert "-tecnologies: [GLPI, Debian]   # deux outils" in said
    assert "+technologies: [GLPI, Debian]   # deux outils" in said
    assert "1 constat se corrigerait dans 1 fichier" in said
    assert here.read_bytes() == before


@pytest.mark.parametrize(
    "way",
    [
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.decode().encode("utf-16"),
        lambda raw: raw.decode().encode("cp1252"),
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: raw.replace("à l'école".encode(), "à l'école".encode() + b" \xe9"),
    ],
    ids=["CRLF", "BOM", "UTF-16", "Latin-1", "no last newline", "two encodings"],
)
def test_every_other_byte_stays(way, here, vitrail):
    """Ends of line, mark, encoding, remarks."""
    raw = way(WORK.encode())
    here.write_bytes(raw)
    vitrail("check", "--corriger", *DAY)
    assert here.read_bytes() == way(WORK.replace("tecnologies", "technologies").encode())


def test_nothing_is_written_through_a_link(here, vitrail, tmp_path_factory):
    """Wherever it leads."""
    real = tmp_path_factory.mktemp("ailleurs") / "parc.md"
    inside = here.with_name("autre.txt")
    for target in (real, inside):
        target.write_text(WORK, "utf-8")
        here.unlink()
        here.symlink_to(target)
        vitrail("check", "--corriger", *DAY)
        assert target.read_text("utf-8") == WORK


def test_the_folder_of_the_portfolios_may_be_a_link_itself(here, vitrail):
    """It is what was asked for."""
    portfolios = here.parents[3]
    portfolios.symlink_to(portfolios.rename(portfolios.with_name("classeur")))
    vitrail("check", "--corriger", *DAY)
    assert "tecnologies" not in here.read_text("utf-8")


def test_what_is_not_asked_about_is_left_alone(here, vitrail):
    """The faults of another student are another's."""
    other = here.parents[2] / "autre" / "realisations" / "parc.md"
    other.parent.mkdir(parents=True)
    other.write_text(WORK, "utf-8")
    vitrail("check", "--corriger", here, *DAY)
    assert "tecnologies" in other.read_text("utf-8")
    assert "tecnologies" not in here.read_text("utf-8")


def _project(root):
    portfolios = root / "portfolios"
    return Project(root=root, portfolios=portfolios, site=root / "site", site_name="École", audience=Audience.TEAM)


def _verdict(work):
    """Write a verdict that seals a work as it is."""
    [found] = read_school(work.parents[3]).school.everyone[0][1].realisations
    said = ("- réalisation: parc", "rôle: professeur", "avis: retenue", "par: M. Durand", "le: 01/09/2026")
    return "\n  ".join((*said, f"empreinte: {found.fingerprint}\n"))


def test_a_file_that_changed_since_it_was_read_is_not_written(here):
    """What its author typed meanwhile stays."""
    with corrections(_project(here.parents[4])) as found:
        here.write_text(WORK + "Une phrase de plus.\n", "utf-8")
        with pytest.raises(UnwrittenError):
            found.write()
    assert here.read_text("utf-8").endswith("Une phrase de plus.\n")


def test_who_may_read_is_not_for_a_machine_to_say(here, vitrail):
    """A status and a visibility that are misspelt hide their page until their author has chosen."""
    here.write_text(
        WORK.replace("mode: vécu", "statut: soumis3\nvisibilité: publiqe").replace("tecno", "techno"), "utf-8"
    )
    before = here.read_bytes()
    _, said = vitrail("check", "--format", "json", *DAY)
    assert [one["fix"]["safe"] for one in json.loads(said)["diagnostics"] if one["code"] == "STR018"] == [False, False]
    vitrail("check", "--corriger", *DAY)
    assert here.read_bytes() == before


def test_a_verdict_keeps_what_it_has_judged(here, vitrail):
    """A mend that would change a sealed work is left to its author; spaces that change no word are not."""
    here.write_text(WORK.replace("  B1.1", "\tB1.1"), "utf-8")
    verdicts = here.parents[2] / "evaluations" / "lefevre-hugo.yml"
    verdicts.parent.mkdir()
    verdicts.write_text(_verdict(here), "utf-8")
    vitrail("check", "--corriger", *DAY)
    text = here.read_text("utf-8")
    assert "\n  B1.1: Inventaire" in text
    assert "tecnologies: " in text


def test_a_renamed_file_takes_its_verdicts_along(here, vitrail):
    """The one file that holds what a verdict sealed says where it comes from."""
    here.write_text(WORK.replace("tecno", "techno"), "utf-8")
    verdicts = here.parents[2] / "evaluations" / "lefevre-hugo.yml"
    verdicts.parent.mkdir()
    verdicts.write_text(_verdict(here), "utf-8")
    renamed = here.rename(here.with_name("inventaire.md"))
    said = vitrail("check", *DAY)[1]
    assert "EVA001" in said
    assert "1 constat peut se corriger seul" in said
    vitrail("check", "--corriger", *DAY)
    assert renamed.read_text("utf-8").startswith("---\nvient de: parc\ntitre: ")
    assert "EVA001" not in vitrail("check", *DAY)[1]


@pytest.mark.parametrize("words", [("--essai",), ("--corriger", "--depuis", "HEAD")])
@pytest.mark.usefixtures("here")
def test_options_that_do_not_go_together_are_a_wrong_command(words, vitrail):
    """A trial of nothing, and a request, whose files are not those of this folder."""
    assert vitrail("check", *words)[0] == 2


def test_a_header_that_is_read_again_may_have_anything_to_say(here, vitrail):
    """Its own faults were silent while it was not read: they are no new ones."""
    here.write_text("———\ntitre: Inventaire du parc\nstatut: soumise\n---\n\nUn inventaire.\n", "utf-8")
    assert "peuvent se corriger seuls" in vitrail("check", *DAY)[1]
    said = vitrail("check", "--corriger", *DAY)[1]
    assert "1 constat corrigé dans 1 fichier" in said
    assert here.read_text("utf-8").startswith("---\ntitre")
    assert "corriger seul" not in said


def test_what_a_verdict_keeps_as_it_is_is_not_mended(here, vitrail):
    """A mend that would break its seal is refused."""
    evaluations = here.parents[2] / "evaluations"
    evaluations.mkdir()
    (evaluations / "lefevre-hugo.yml").write_text(_verdict(here), "utf-8")
    before = here.read_bytes()
    assert "Rien ici ne se corrige seul" in vitrail("check", "--corriger", *DAY)[1]
    assert here.read_bytes() == before


def test_all_that_one_way_of_writing_is_mended_at_once(here, vitrail):
    """Bullets of a word processor come by the dozen: one of them mended would leave as many faults."""
    here.write_text(
        WORK.replace("tecno", "techno") + "\nVu :\n\n• un\n•\u00a0deux\n\nPuis [TOC] et :\n\n• trois\n", "utf-8"
    )
    vitrail("check", "--corriger", *DAY)
    assert here.read_text("utf-8").endswith("\nVu :\n\n- un\n- deux\n\nPuis [TOC] et :\n\n- trois\n")
