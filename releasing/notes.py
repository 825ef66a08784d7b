"""The notes of a version: what changed, sums, licences, what ``pip-audit`` says of what we pin."""

import shutil
import subprocess
import sys
from pathlib import Path

from releasing.licences import carried, line_of
from vitrail import __version__

ROOT = Path(__file__).parents[1]
_PATIENCE = 300


def notes(out: Path) -> str:
    """Return the notes of what is in a folder, whose sums are in its SHA256SUMS."""
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8").partition(f"## {__version__}")[2].partition("\n## ")[0]
    sums = (out / "SHA256SUMS").read_text("utf-8")
    licences = "".join(f"- {line_of(one.metadata)}\n" for one in carried("vitrail"))
    return (
        f"# Vitrail {__version__}\n\n{changes.partition(chr(10))[2].strip()}\n\n## SHA-256\n\n```text\n{sums}```\n\n"
        f"## Licences de ce qui est installé\n\n{licences}\n## pip-audit\n\n```text\n{audit()}\n```\n"
    )


def audit() -> str:
    """Return what pip-audit says of the pinned versions; that it could not be asked is said too."""
    if shutil.which("pip-audit", path=str(Path(sys.executable).parent)) is None:
        return "non vérifié : pip-audit n'est pas installé (pip install pip-audit)"
    command = (
        str(Path(sys.executable).parent / "pip-audit"),
        "--progress-spinner",
        "off",
        "--no-deps",
        "--disable-pip",
    )
    try:
        done = subprocess.run(
            (*command, "-r", str(ROOT / "constraints.txt")),
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return "non vérifié : pip-audit n'a pas répondu"
    said = (done.stdout + done.stderr).strip()
    skipped = said.count("could not be audited")
    if skipped:  # it ends well all the same, with « No known vulnerabilities found »
        return f"non vérifié : {skipped} paquets n'ont pas pu être demandés\n{said}"
    answered = done.returncode == 0 or "vulnerabilit" in said
    return said if answered else f"non vérifié : pip-audit n'a pas pu demander ({said.rpartition(chr(10))[2]})"
