"""Nothing unread decides in silence: a choice that cannot be read is told, and is the safest value or none."""

import pytest
from msgspec import NODEFAULT, UNSET

from tests.unit.reading.schools import COHORT, LEA, write
from vitrail.building.making.checking import check
from vitrail.content.model.audience import Visibility
from vitrail.content.model.source import Source
from vitrail.content.values import keys
from vitrail.content.values.fields import Fields
from vitrail.content.values.folding import fold_key
from vitrail.content.values.key import Keys, Kind, _fields
from vitrail.site.project import Project

TABLES = {name: table for name, table in vars(keys).items() if isinstance(table, Keys)}
CHOICES = {Kind.CHOICE, Kind.CHOICES, Kind.FLAG, Kind.VISIBILITY}
ROWS = [(name, row.name) for name, table in TABLES.items() for row in table if row.kind in CHOICES]
SAYS_NOTHING = (None, (), False, NODEFAULT)
"""Defaults that ask for nothing, and show nothing."""


def read(table, name, word):
    """Read a mapping of one key: its faults, and what it fills."""
    faults = []
    fields = Fields(data={fold_key(name): word}, source=Source(path="a.md"), faults=faults, table=table)
    row = table[name]
    value = fields.values().get(row.to, UNSET) if row.to else fields.value(row)
    return [one for one in faults if name in one.values.values()], value


@pytest.mark.parametrize(("table", "name"), ROWS)
def test_a_choice_that_cannot_be_read_is_told_and_is_taken_for_what_asks_nothing(table, name):
    """Whatever its row: a new one with a default of its own says what is safe."""
    row, held = TABLES[table][name], TABLES[table].record
    told, value = read(TABLES[table], name, "zqxwk")
    assert len(told) == 1
    assert "zqxwk" in told[0].message
    if row.kind is Kind.VISIBILITY:
        assert value is Visibility.TEAM
    elif row.unread is not UNSET:
        assert value == row.unread
    elif row.to:
        assert value in (UNSET, ())
        assert _fields(held)[row.to][1] in SAYS_NOTHING


@pytest.mark.parametrize(("table", "name"), [pair for pair in ROWS if TABLES[pair[0]][pair[1]].kind is not Kind.FLAG])
def test_a_slip_of_the_finger_is_told_with_the_word_that_was_meant(table, name):
    """Two letters exchanged, as people type."""
    row = TABLES[table][name]
    words = (
        [str(member.value) for member in row.of or ()]
        or list(map(str, dict.fromkeys(row.words.values())))
        or ["publique", "équipe"]
    )
    words = [word for word in words if len(word) > 4]
    for word in words:
        slipped = f"{word[:2]}{word[3]}{word[2]}{word[4:]}"
        if slipped != word:
            told, _ = read(TABLES[table], name, slipped)
            assert [word in one.advice for one in told] == [True], slipped


HOME = "---\nnom: Moreau\nprénom: Léa\noption: SISR\n{student}---\nBonjour.\n"
STAGE = "---\norganisation: {{nom: Mairie}}\ndu: 01/06/2026\nau: 26/06/2026\n{stage}---\nTexte.\n"
WORK = (
    "---\ntitre: A\npériode: 02/06/2026 au 05/06/2026\ncompétences: {{B1.1: Fait.}}\nstage: mairie\n{work}"
    "productions: [{{titre: P, fichier: fichiers/p.txt{proof}}}]\n---\nTexte.\n"
)
READ = {
    ("student", "voie: {}\n"): ("scolaire", "apprentissage", "formation continue", "expérience"),
    ("student", "forme: {}\n"): ("ccf", "ponctuelle"),
    ("stage", "pays: {}\n"): ("FR", "Portugal", "PT"),
    ("stage", "qualité: {}\n"): ("étudiant stagiaire",),
    ("work", "mode: {}\n"): ("vécue", "observée"),
    ("work", "contexte: {}\n"): ("formation", "stage", "personnel"),
    ("proof", ", état: {}"): ("en ligne", "confidentielle, raison: Des noms"),
    ("school", "zone: {}\n"): ("A", "B", "C"),
    ("school", "type: {}\n"): ("public", "CFA"),
}
"""Where a choice is written → words that can be read."""


def told(root, where, line):
    """The codes that are told of a school where a line is written."""
    parts = dict.fromkeys(("student", "stage", "work", "proof", "school"), "") | {where: line}
    files = {
        "etablissement.yml": f"nom: Lycée\n{parts['school']}",
        "2025-2027/promotion.yml": COHORT,
        f"{LEA}/index.md": HOME.format(**parts),
        f"{LEA}/stages/mairie/index.md": STAGE.format(**parts),
        f"{LEA}/realisations/a.md": WORK.format(**parts),
        f"{LEA}/fichiers/p.txt": "x",
    }
    project = Project(root=root, portfolios=write(root / "portfolios", files), site=root / "site")
    return {(one.code, one.place.path, one.place.line) for one in check(project).diagnostics}


@pytest.mark.parametrize(("where", "line"), READ)
@pytest.mark.parametrize("word", ["zqxwk", "candidat sur dossier", "Frnace"])
def test_what_cannot_be_read_accuses_of_nothing_that_a_reading_of_it_would_not(tmp_path, where, line, word):
    """« voie: candidat sur dossier » was a « scolaire » who had no stage; the fault itself is told, once."""
    found = told(tmp_path, where, line.format(word))
    choice = {one for one in found if one[0] == "STR020"}
    readings = [told(tmp_path, where, line.format(known)) for known in READ[where, line]]
    assert len(choice) == 1
    assert found - choice <= set.intersection(*readings)
