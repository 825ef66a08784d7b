"""Small schools written on the spot: a mapping path → text becomes a folder, then a reading."""

from pathlib import Path

from vitrail.content.reading.school import Reading, read_school

COHORT = """\
référentiel: fr.bts-sio.2019
session: 2027
années: {première: {du: 01/09/2025, au: 03/07/2026}, seconde: {du: 01/09/2026, au: 30/06/2027}}
équipe: [{nom: M. Durand, rôle: professeur}]
échelle: [découverte, avec aide, en autonomie, maîtrise]
"""
HOME = "---\nnom: Moreau\nprénom: Léa\noption: SISR\n---\nBonjour.\n"
REALISATION = """\
---
titre: GLPI
période: 01/06/2026 au 26/06/2026
contexte: formation
compétences:
  B1.1: Inventaire automatique.
---
Un vrai texte.
"""
LEA = "2025-2027/moreau-lea"


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def read(root: Path, files: dict[str, str | bytes], *, base: bool = True) -> Reading:
    """Read a school of one class with one student, and what the test adds or replaces."""
    start: dict[str, str | bytes] = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME} if base else {}
    return read_school(write(root, start | files))


def codes(reading: Reading) -> list[str]:
    """The codes told, in file order."""
    return [one.code for one in reading.diagnostics]


def student(reading: Reading):
    """The first student."""
    return reading.school.cohorts[0].students[0]
