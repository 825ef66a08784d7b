"""The first day: an empty folder to a site, beside ``mkdocs new`` and Hugo's quick start; what import leaves to do.

Prints the two tables of ``README.md``, « The first day »: ``.venv/bin/python benchmarks/starting.py``.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from openpyxl import Workbook
from PIL import Image

BIN = Path(sys.executable).parent
VITRAIL = str(BIN / "vitrail")
LAYOUTS = Path(__file__).parent / "hugo" / "minimal" / "layouts"
CAPTURE = "Capture d’écran 2026-03-12 à 14.05.33.png"
SCHOOL = ("--nom", "Lycée d'essai", "--forge", "gitlab", "--promotion", "2025-2027", "--session", "2027")
TITLES = (
    "Gérer le patrimoine informatique",
    "Répondre aux incidents et aux demandes d’assistance et d’évolution",
    "Développer la présence en ligne de l’organisation",
    "Travailler en mode projet",
    "Mettre à disposition des utilisateurs un service informatique",
    "Organiser son développement professionnel",
)


def _run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "TZ": "UTC"}
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    return done.stdout


def _clock(name: str, folder: Path, site: str, *commands: tuple[str, ...]) -> Iterator[str]:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    for words in commands:
        _run(folder, *words)
    spent, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pages = sum(b'http-equiv="refresh"' not in path.read_bytes() for path in (folder / site).rglob("*.html"))
    yield f"| {name} | {len(commands)} | {processor:.2f} s | {spent:.1f} s | {pages} |"


def _starts(room: Path) -> Iterator[str]:
    rows = "".join(f"NOM{number:02};Élève;SISR\n" for number in range(1, 13))
    (room / "liste.csv").write_bytes(f"Nom;Prénom;Option\n{rows}".encode("cp1252"))
    for name in ("vitrail", "mkdocs", "hugo"):
        (room / name).mkdir()
    new = (VITRAIL, "new", "ecole", *SCHOOL, "--classe", "../liste.csv")
    yield from _clock("Vitrail, a class of twelve", room / "vitrail", "site", new, (VITRAIL, "build"))
    mkdocs = str(BIN / "mkdocs")
    yield from _clock("MkDocs", room / "mkdocs", "site", (mkdocs, "new", "."), (mkdocs, "build", "--quiet"))
    hugo, post = "hugo", ("new", "content", "content/posts/my-first-post.md")
    copied = ("cp", "-r", str(LAYOUTS), ".")
    yield from _clock(
        "Hugo", room / "hugo", "public", (hugo, "new", "site", ".", "--force"), copied, (hugo, *post), (hugo, "-D")
    )


def _table(folder: Path) -> None:
    """The official workbook, eight rows."""
    book = Workbook()
    page = book.create_sheet("Tableau", 0)
    page.append(
        ["Compétences mises en œuvre\n\nRéalisations", "Période (sous la forme du JJ/MM/AA au JJ/MM/AA)", *TITLES]
    )
    page.append(["Réalisation en cours de formation"])
    for rank in range(8):
        marks = ["X" if (rank + column) % 3 == 0 else None for column in range(6)]
        page.append(
            [
                f"Travail {rank + 1}\n- Procédure {rank + 1}\n- https://forge.example/{rank}",
                "12/01/26 au 06/02/26",
                *marks,
            ]
        )
    book.save(folder / "tableau.xlsx")


def _hugo(folder: Path) -> None:
    """Hugo's TOML, one folder a post, its picture beside it."""
    for rank in range(4):
        post = folder / "posts" / f"projet-{rank}"
        post.mkdir(parents=True)
        Image.new("RGB", (40, 30)).save(post / CAPTURE)
        head = f'+++\ntitle = "Projet {rank}"\ndate = 2026-03-1{rank}\ntags = ["Docker", "Debian"]\n'
        text = f'{head}categories = ["B1.{rank + 1}"]\n+++\n\n## Contexte\n\nUn texte.\n\n![]({CAPTURE})\n'
        (post / "index.md").write_text(text, "utf-8")


def _jekyll(folder: Path) -> None:
    """YAML with the keys of everybody's habits."""
    for rank in range(5):
        head = f"---\ntitle: Mission {rank}\ncontexte: stage\nskills: [B1.1, B2.{rank % 3 + 1}]\nstack: GLPI, Windows\n"
        (folder / f"2026-01-1{rank}-mission.md").write_text(
            f"{head}lien: https://git.example/{rank}\n---\n\nFait.\n", "utf-8"
        )


def _bare(folder: Path) -> None:
    """Texts without any header, whose words are those of the référentiel."""
    for rank, title in enumerate(TITLES[:4]):
        text = f"# Dossier {rank}\n\nPériode : du 5 janvier au 30 janvier 2026\n\nJ'ai appris à {title.lower()}.\n"
        (folder / f"Dossier n°{rank} (final).md").write_text(text, "utf-8")


def _weeks(folder: Path) -> None:
    """A stage told week after week."""
    for rank in range(1, 7):
        (folder / f"Semaine {rank}.md").write_text(
            f"# Semaine {rank}\n\nJ'ai configuré le commutateur {rank}.\n", "utf-8"
        )


PORTFOLIOS: dict[str, Callable[[Path], None]] = {
    "official workbook, 8 rows": _table,
    "Hugo, 4 posts with pictures": _hugo,
    "YAML of many habits, 5 pages": _jekyll,
    "4 bare texts": _bare,
    "6 weeks of a stage": _weeks,
}


def _brought(room: Path) -> Iterator[str]:
    """Count what a person would have typed or copied, and what they still have to."""
    for number, (name, write) in enumerate(PORTFOLIOS.items()):
        school, source = room / f"ecole-{number}", room / f"source-{number}"
        school.mkdir()
        source.mkdir()
        write(source)
        _run(school, VITRAIL, "new", "ecole", *SCHOOL)
        _run(
            school,
            VITRAIL,
            "new",
            "etudiant",
            "2025-2027/moreau-lea",
            "--nom",
            "Moreau",
            "--prenom",
            "Léa",
            "--option",
            "SISR",
        )
        home = school / "portfolios/2025-2027/moreau-lea"
        stage = home / "stages/mairie"
        stage.mkdir(parents=True)
        (stage / "index.md").write_text("---\norganisation: Mairie\ndu: 01/06/2026\nau: 10/07/2026\n---\n", "utf-8")
        table = next(source.glob("*.xlsx"), None)
        words = ("tableau", str(table)) if table else ("markdown", str(source))
        start = time.monotonic()
        said = _run(school, VITRAIL, "import", *words, "moreau-lea")
        spent = time.monotonic() - start
        made = [
            Path(school, line.partition(" : ")[2])
            for line in re.sub("[\u00a0\u202f]", " ", said).splitlines()
            if line.startswith("Écrit")
        ]
        values = sum(map(_values, made))
        left = re.sub("[\u00a0\u202f]", " ", said).partition("Reste à faire")[2].count("\n  ")
        yield f"| {name} | {len(made)} | {values} | {left} | {spent:.1f} s |"


def _values(path: Path) -> int:
    """Values of a file's header, and blocks of its text; a picture or a document is one."""
    if path.suffix != ".md":
        return 1
    _, head, text = path.read_text("utf-8").split("---\n", 2)
    return _leaves(yaml.safe_load(head)) + sum(bool(block.strip()) for block in text.split("\n\n"))


def _leaves(value: object) -> int:
    if isinstance(value, dict):
        return sum(1 if one is None else _leaves(one) for one in value.values())
    return sum(map(_leaves, value)) if isinstance(value, list) else int(value is not None)


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        print("| From an empty folder to a site | commands | processor | clock | pages |\n|---|---:|---:|---:|---:|")
        print(*_starts(room), sep="\n")
        print(
            "\n| Brought by `vitrail import` | files written | values in them | lines left to do | clock |"
            "\n|---|---:|---:|---:|---:|"
        )
        print(*_brought(room), sep="\n")


if __name__ == "__main__":
    main()
