"""Repositories of students on the disk, and what hostile ones hold."""

import subprocess
from pathlib import Path

from tests.unit.handing.classes import written

HOME = "---\nnom: {last}\nprénom: {first}\noption: SISR\n---\n\nBonjour.\n"
WORK = "---\ntitre: {title}\nstatut: soumise\ncompétences: {{B1.1: J'ai recensé les postes.}}\n---\n\nUn texte.\n"
ALONE = {
    "mkdocs.yml": "site_name: Portfolio\n",
    "portfolios/promotion.yml": "référentiel: fr.bts-sio.2019\nsession: 2027\n",
}


def git(folder, *words, raw=b""):
    """Run git as a student; give what it says."""
    who = ("-c", "user.name=Léa", "-c", "user.email=lea@lycee.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *words], cwd=folder, input=raw, capture_output=True, check=True, timeout=60)
    return done.stdout.decode().strip()


def portfolio(last, first, **more):
    """Give the files of a portfolio alone, with one réalisation and others."""
    own = {"index.md": HOME.format(last=last, first=first), "realisations/glpi.md": WORK.format(title="GLPI"), **more}
    return ALONE | {f"portfolios/{path}": text for path, text in own.items()}


def bare(place, files):
    """Make a repository that a forge holds, with one commit; give its place."""
    Path(place).mkdir(parents=True)
    git(place, "init", "-q", "--bare", "-b", "main")
    push(place, files)
    return place


def push(place, files, *gone):
    """Change files of a repository by one commit."""
    clone = Path(f"{place}.clone")
    if not clone.exists():
        git(clone.parent, "clone", "-q", place, clone)
        git(clone, "symbolic-ref", "HEAD", "refs/heads/main")
    written(clone, files)
    for path in gone:
        (clone / path).unlink()
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", "Travail")
    git(clone, "push", "-q", "origin", "main")


def planted(place, *entries):
    """Add entries to the root of a repository that no working tree could hold: mode, path, content or name."""
    clone = Path(f"{place}.clone")
    for mode, path, content in entries:
        name = content if mode == "160000" else git(clone, "hash-object", "-w", "--stdin", raw=content)
        git(clone, "update-index", "--add", "--cacheinfo", f"{mode},{name},{path}")
    git(clone, "commit", "-qm", "Piège")
    git(clone, "push", "-q", "origin", "main")
