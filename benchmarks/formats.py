"""The invented school, written as each program reads it.

python benchmarks/formats.py FOLDER --students 40 --each 25
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml
from corpus import Author, Evidence, school
from PIL import Image, ImageDraw
from vocabulary import NOUNS

HERE = Path(__file__).parent
FRAMEWORK = HERE.parent / "generator" / "vitrail" / "content" / "frameworks" / "data" / "sio-2019.yml"
_YEAR = 2026


def write_vitrail(root: Path, authors: list[Author], *, named: bool = True) -> None:
    """Write the school as Vitrail reads it; unless ``named``, the same without anybody declared as a tutor."""
    _write(root / "mkdocs.yml", "site_name: Lycée\ntheme: {name: vitrail}\nplugins: [vitrail]\n")
    base = root / "portfolios"
    _write(base / "etablissement.yml", "format: 1\nnom: Lycée du banc d'essai\ndate de référence: 15/03/2027\n")
    for cohort in _cohorts(authors):
        _write(
            base / cohort / "promotion.yml",
            "référentiel: fr.bts-sio.2019\nsession: 2027\nannées:\n"
            "  première: {du: 01/09/2025, au: 03/07/2026}\n  seconde: {du: 01/09/2026, au: 30/06/2027}\n"
            "équipe:\n  - {nom: M. Durand, rôle: professeur, matières: [SISR]}\n",
        )
    for author in authors:
        head = f"nom: {author.last_name}\nprénom: {author.first_name}\noption: {author.option}"
        _write(base / author.folder / "index.md", f"---\n{head}\nvoie: scolaire\n---\n\nMon portfolio.\n")
        tutor = f"tuteur: {{nom: {author.tutor}, fonction: responsable informatique}}\n" if named else ""
        _write(
            base / author.folder / "stages" / "un" / "index.md",
            f"---\nordre: 1\norganisation: {{nom: {author.host}}}\ndu: 01/06/2026\nau: 26/06/2026\n"
            f"{tutor}---\n\nUn mois.\n",
        )
        for item in author.evidence:
            _write(base / author.folder / "realisations" / f"{item.slug}.md", _vitrail_page(item))


def _vitrail_page(item: Evidence) -> str:
    first, last = item.months
    lines = [
        "---",
        f"titre: {item.title}",
        f"période: 05/{first:02d}/{_YEAR} au 20/{last:02d}/{_YEAR}",
        "contexte: formation",
        "mode: vécue",
        "compétences:",
        *(f"  {code}: {_quoted(sentence)}" for code, sentence in item.claims),
        f"technologies: [{', '.join(item.technologies)}]",
    ]
    if item.picture:
        lines += ["productions:", f"  - {{titre: Schéma, fichier: fichiers/{item.picture}}}"]
    return "\n".join([*lines, "statut: soumise", "---", "", item.body])


def write_documentation(root: Path, authors: list[Author], *, home: str) -> None:
    """Write it for a generator that knows titles and tags; ``home`` is the name of a folder's own page."""
    _write(root / home, "---\ntitle: Lycée du banc d'essai\n---\n\nLes portfolios du lycée.\n")
    for author in authors:
        name = f"{author.first_name} {author.last_name}"
        _write(root / author.folder / home, f"---\ntitle: {name}\n---\n\nMon portfolio.\n")
        for item in author.evidence:
            _write(root / author.folder / "realisations" / f"{item.slug}.md", _tagged_page(item))


def _tagged_page(item: Evidence) -> str:
    tags = ", ".join(f'"{code}"' for code, _ in item.claims)
    claims = "\n".join(f"- {code} : {sentence}" for code, sentence in item.claims)
    head = f"---\ntitle: {item.title}\ndate: {_YEAR}-{item.months[0]:02d}-05\ntags: [{tags}]\n---"
    technologies = ", ".join(item.technologies)
    return f"{head}\n\n{item.body}\n## Compétences\n\n{claims}\n\nTechnologies : {technologies}.\n"


def write_portfolio(root: Path, authors: list[Author]) -> None:
    """Write it for Hugo's portfolio layout: its front matter carries what ours carries."""
    base = root / "content"
    _write(base / "_index.md", "---\ntitle: Lycée du banc d'essai\n---\n\nLes portfolios du lycée.\n")
    for cohort in _cohorts(authors):
        _write(base / cohort / "_index.md", f"---\ntitle: {cohort}\ntype: promotion\n---\n")
    for author in authors:
        head = f"title: {author.first_name} {author.last_name}\ntype: etudiant\noption: {author.option}\nvoie: scolaire"
        outputs = "outputs: [html, bilan, synthese]"
        _write(base / author.folder / "_index.md", f"---\n{head}\n{outputs}\n---\n\nMon portfolio.\n")
        for item in author.evidence:
            _write(base / author.folder / "realisations" / f"{item.slug}.md", _portfolio_page(item))
    _write(root / "data" / "referentiel.json", json.dumps(framework(), ensure_ascii=False, indent=1))


def _portfolio_page(item: Evidence) -> str:
    first, last = item.months
    lines = [
        "---",
        f"title: {item.title}",
        f"date: {_YEAR}-{first:02d}-05",
        f"fin: {_YEAR}-{last:02d}-20",
        "contexte: formation",
        "mode: vécue",
        f"competences: [{', '.join(code for code, _ in item.claims)}]",
        "preuves:",
        *(f"  - {{code: {code}, phrase: {_quoted(sentence)}}}" for code, sentence in item.claims),
        f"technologies: [{', '.join(item.technologies)}]",
    ]
    if item.picture:
        lines += ["productions:", f"  - {{titre: Schéma, fichier: fichiers/{item.picture}}}"]
    return "\n".join([*lines, "statut: soumise", "---", "", item.body])


def framework() -> list[dict[str, Any]]:
    """List the référentiel flat, as Hugo's data: each competency with its level, options and leaves."""
    data = yaml.safe_load(FRAMEWORK.read_text("utf-8"))
    everyone = [option["id"] for option in data["options"]]
    return [node for bloc in data["items"] for node in _nodes(bloc, everyone, bloc["id"], 1)]


def _nodes(item: Mapping[str, Any], options: list[str], bloc: str, level: int) -> Iterator[dict[str, Any]]:
    mine = item.get("options", options)
    below = [list(_nodes(child, mine, bloc, level + 1)) for child in item.get("children", ())]
    leaves = [leaf for branch in below for leaf in branch[0]["leaves"]] or [item["id"]]
    yield {
        "code": item["id"], "label": item["title"], "level": level, "bloc": bloc, "options": mine, "leaves": leaves
    }  # fmt: skip
    for branch in below:
        yield from branch


def write_pictures(roots: tuple[Path, ...], authors: list[Author]) -> None:
    """Draw each picture once; the other trees get a hard link to it."""
    first, *others = roots
    for author in authors:
        for item in author.evidence:
            if item.picture:
                place = Path(author.folder, "fichiers", item.picture)
                _picture(first / place, Random(author.folder + item.slug))
                for root in others:
                    (root / place).parent.mkdir(parents=True, exist_ok=True)
                    os.link(first / place, root / place)


def _picture(path: Path, chance: Random) -> None:
    """A diagram of boxes and lines, 900 × 560, different for each réalisation."""
    image = Image.new("RGB", (900, 560), "white")
    pen = ImageDraw.Draw(image)
    places = [(chance.randint(10, 720), chance.randint(10, 480)) for _ in range(9)]
    pen.line(places, fill="dimgray", width=3)
    for x, y in places:
        shade = (chance.randint(120, 255), chance.randint(120, 255), chance.randint(120, 255))
        pen.rectangle((x, y, x + 150, y + 60), fill=shade, outline="black", width=2)
        pen.text((x + 10, y + 20), chance.choice(NOUNS), fill="black")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, compress_level=1)


def write_all(folder: Path, students: int, each: int) -> None:
    """Write the trees, unless an earlier run of this very code left them finished."""
    done, version = folder / "complete", _version()
    if done.exists() and done.read_text("utf-8") == version:
        return
    shutil.rmtree(folder, ignore_errors=True)
    authors = list(school(students, each))
    write_vitrail(folder / "vitrail", authors)
    write_vitrail(folder / "vitrail-unnamed", authors, named=False)
    write_documentation(folder / "hugo" / "content", authors, home="_index.md")
    write_portfolio(folder / "hugo-portfolio", authors)
    write_portfolio(folder / "hugo-as-is", authors)
    write_documentation(folder / "mkdocs" / "docs", authors, home="index.md")
    write_documentation(folder / "zensical" / "docs", authors, home="index.md")
    hugo = (f"{layout}/content" for layout in ("hugo", "hugo-portfolio", "hugo-as-is"))
    places = ("vitrail/portfolios", "vitrail-unnamed/portfolios", *hugo, "mkdocs/docs", "zensical/docs")
    write_pictures(tuple(folder / place for place in places), authors)
    done.write_text(version, "utf-8")


def _version() -> str:
    """Hash of what the corpora are made by, so that a change here is never measured on yesterday's files."""
    made_by = (HERE / "corpus.py", HERE / "vocabulary.py", HERE / "formats.py", FRAMEWORK)
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()


def _cohorts(authors: list[Author]) -> list[str]:
    return sorted({author.folder.split("/")[0] for author in authors})


def _quoted(text: str) -> str:
    """A string as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> None:
    """Write one corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--each", type=int, default=25)
    asked = parser.parse_args()
    write_all(asked.folder, asked.students, asked.each)


if __name__ == "__main__":
    main()
