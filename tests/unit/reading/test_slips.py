"""What YAML refuses is told where it was written, each key for itself, with its mend."""

import pytest

from vitrail.content.extracts.rewriting import rewritten
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.content.values.key import text_keys
from vitrail.content.values.keys import REALISATION

HEADER = "---\n{}\n---\nUn texte.\n"


def read(header):
    """Read a header as that of a réalisation."""
    return parse_markdown("a.md", HEADER.format(header).encode(), keys=text_keys(REALISATION))


def mended(header):
    """Apply all the mends that are proposed at once."""
    document = read(header)
    raw = rewritten(HEADER.format(header).encode(), [edit for one in document.diagnostics for edit in one.fix.edits])
    return raw.decode().removeprefix("---\n").partition("\n---")[0]


def test_each_key_tells_its_own_fault_at_once():
    """An author who mends one finds no other behind it."""
    header = 'titre: "GLPI\nstatut: soumise\nmode:vécue\ntechnologies: [GLPI, Debian'
    told = [(one.code, one.place.line) for one in read(header).diagnostics]
    assert told == [("YAM003", 2), ("YAM008", 4), ("YAM003", 5)]
    assert mended(header).split("\n")[0] == 'titre: "GLPI"'
    assert not read(mended(header)).diagnostics


def test_what_stands_above_the_fault_is_told_once():
    """The keys that were read before the parser stopped are not read again."""
    told = [(one.code, one.place.line) for one in read("année: &a 1\nstatut: [soumise\nmode: *b").diagnostics]
    assert told == [("YAM021", 2), ("YAM003", 3), ("YAM020", 4)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("titre = GLPI\nstatut = soumise", "titre: GLPI\nstatut: soumise"),
        ("statut: soumise\ntitre = GLPI", "statut: soumise\ntitre: GLPI"),
        ("titre = GLPI\nstatut: soumise", "titre: GLPI\nstatut: soumise"),
        (
            "titre: GLPI\nstage:\n  nom = Mairie\n  du: 01/06/2026",
            "titre: GLPI\nstage:\n  nom: Mairie\n  du: 01/06/2026",
        ),
        ("statut: soumise\ntitre:GLPI", "statut: soumise\ntitre: GLPI"),
        ("compétences:\n  B1.1 J'ai recensé\n  B1.2: fait", "compétences:\n  B1.1: J'ai recensé\n  B1.2: fait"),
    ],
)
def test_a_slip_of_one_line_is_mended_as_it_was_meant(written, meant):
    """An equals sign as in TOML, a colon without its space, a code without its colon."""
    assert read(written).rejected
    assert mended(written) == meant
    assert not read(meant).rejected


@pytest.mark.parametrize("text", ["titre: a = b", "accroche: |\n  x = 1\n  y = 2", "titre: A\naccroche: >\n  si a = b"])
def test_an_equals_sign_inside_a_text_is_text(text):
    """Only a line that YAML refuses is looked at."""
    assert not read(text).diagnostics
