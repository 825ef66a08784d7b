"""A Markdown file without keys that a production names is its text: no key is asked for, its readers are its own."""

import pytest

from tests.unit.reading.schools import LEA, read
from tests.unit.reading.test_school import fates
from tests.unit.reading.test_unfinished import HIDDEN
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.content.reading.text.unfinished import keyless

WORK = """\
---
titre: {title}
contexte: formation
{more}productions: [{{titre: P, fichier: fichiers/p.md{kept}}}]
---
Là.
"""
TEXT = f"{LEA}/fichiers/p.md"
SHOWN = {Fate.PUBLISHED, Fate.RESERVED}


def named(tmp_path, text, *works):
    """Read a school where réalisations, each with its keys and those of its production, name a text."""
    made = works or (("", ""),)
    files = {
        f"{LEA}/realisations/w{rank}.md": WORK.format(title=f"W{rank}", more=more, kept=kept)
        for rank, (more, kept) in enumerate(made)
    }
    return read(tmp_path, {**files, TEXT: text})


def readers(reading):
    """Name those who are shown the text."""
    return [audience.name for audience in Audience if fates(reading, audience)[TEXT] in SHOWN]


def codes_of(reading):
    """Give the codes of the faults in the text."""
    return {fault.code for fault in reading.diagnostics if fault.place.path == TEXT}


@pytest.mark.parametrize(
    ("works", "shown"),
    [
        ((("", ""),), ["PUBLIC", "JURY", "TEAM"]),
        ((("visibilité: jury\n", ""),), ["JURY", "TEAM"]),
        ((("", ", visibilité: équipe"),), ["TEAM"]),
        ((("statut: brouillon\n", ""),), ["TEAM"]),
        ((("", ", état: confidentielle, motif: le client"),), ["TEAM"]),
        ((("statut: brouillon\n", ""), ("visibilité: équipe\n", ""), ("", ", visibilité: jury")), ["JURY", "TEAM"]),
    ],
    ids=["publique", "jury", "production réservée", "brouillon", "confidentielle", "plusieurs"],
)
def test_a_text_is_read_by_those_who_read_a_production_that_names_it(tmp_path, works, shown):
    """A draft or a confidential production shows it to nobody; nobody is asked for a header."""
    reading = named(tmp_path, "# Le bastion\n\nInstaller le paquet.\n", *works)
    assert readers(reading) == shown
    assert codes_of(reading) == set()


@pytest.mark.parametrize(
    "text", ["Auteur : Léa\nDate : 12/03/2027\n\nInstaller.\n", "***\nInstaller.\n", "Statut : validé\n"]
)
def test_lines_that_look_like_keys_and_hide_nothing_are_text(tmp_path, text):
    """So begin half the procedures of a firm."""
    reading = named(tmp_path, text)
    assert (readers(reading), codes_of(reading)) == (["PUBLIC", "JURY", "TEAM"], set())


UNDECIDED = {
    **{name: text.format(front="titre: A\nvisibilité: équipe\n") for name, text in HIDDEN.items() if name != "rien"},
    "sans tirets": "titre: A\nvisibilité: équipe\n\nTexte.\n",
    "tirets écartés": "-- -\ntitre: A\nvisibilité: équipe\n---\nTexte.\n",
    "tirets collés": "---titre: A\nstatut: brouillon\n---\nTexte.\n",
    "dessous": "Un titre\n\nvisibilité: équipe\n\nTexte.\n",
    "autre outil": "draft: true\n\nTexte.\n",
    "jamais fermé": "---\ntitre: A\nvisibilité: équipe\nTexte.\n",
    "clé": f"-----BEGIN RSA PRIVATE KEY-----\n{'b3BlbnNzaC1rZXktdjEAAAAABG5v' * 2}\n-----END RSA PRIVATE KEY-----\n",
}
"""What may reserve the text, however it is written, and what no reader gets."""


@pytest.mark.parametrize("text", UNDECIDED.values(), ids=UNDECIDED)
def test_a_text_that_may_be_reserved_is_the_team_s_and_told(tmp_path, text):
    """To be named by a production opens nothing that its author may have closed."""
    reading = named(tmp_path, text)
    assert "PUBLIC" not in readers(reading)
    assert "JURY" not in readers(reading)
    assert codes_of(reading)


def test_a_page_with_keys_keeps_its_readers_and_a_realisation_its_own(tmp_path):
    """Its header says who reads it; a réalisation without one is asked for it, whoever names it."""
    assert readers(named(tmp_path / "a", "---\ntitre: A\nvisibilité: équipe\n---\nTexte.\n")) == ["TEAM"]
    other = f"{LEA}/realisations/autre.md"
    works = {
        f"{LEA}/realisations/a.md": WORK.format(title="A", more="", kept="").replace(
            "fichiers/p.md", "realisations/autre.md"
        ),
        other: "Un texte.\n",
    }
    reading = read(tmp_path / "b", works)
    assert fates(reading, Audience.PUBLIC)[other] is Fate.HIDDEN
    assert "YAM016" in {fault.code for fault in reading.diagnostics if fault.place.path == other}


def test_what_a_text_holds_is_read_as_an_author_s(tmp_path):
    """Personal data of a public one is told, the tutor whom it names is known, its pictures are joined."""
    text = "Tuteur de stage : Yann Kervella\n\nAppeler le 06 12 34 56 78.\n\n![Le rack](rack.png)\n"
    folder = tmp_path / "portfolios"
    reading = named(folder, text)
    assert codes_of(reading) == {"PRV001", "MED002"}
    (student,) = reading.school.cohorts[0].students
    assert (TEXT, "Yann Kervella") in {said for body in student.bodies for said in body.tutors}
    (folder / f"{LEA}/fichiers/rack.png").write_bytes(b"x")
    assert fates(named(folder, text), Audience.PUBLIC)[f"{LEA}/fichiers/rack.png"] is Fate.ATTACHED
    assert "PRV001" not in codes_of(named(folder, text, ("visibilité: jury\n", "")))


@pytest.mark.parametrize("hides", ["visibilité: équipe", "statut: brouillon"])
def test_no_slip_in_a_header_makes_a_text_of_it(hides):
    """Any sign lost, added or replaced, any line lost or moved: what is left is a header, or may still be one."""
    sound = f"---\ntitre: A\n{hides}\nrésumé: b\n---\nTexte.\n"
    lines = sound.split("\n")
    slips = {
        sound[:at] + sign + sound[at + skip :] for at in range(len(sound)) for sign in " —\n:#`-" for skip in (0, 1)
    }
    slips |= {sound[:at] + sound[at + 1 :] for at in range(len(sound))}
    slips |= {"\n".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines))}
    slips |= {"\n".join([lines[at], *lines[:at], *lines[at + 1 :]]) for at in range(len(lines))}
    unread = [text for text in slips if not parse_markdown("a.md", text.encode()).has_front_matter]
    assert len(unread) > 20
    assert [text for text in unread if keyless(text)] == []
