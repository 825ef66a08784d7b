"""Corpora for the benchmark: the same invented school, written for Vitrail, for Hugo and for MkDocs and Zensical.

Deterministic: a student's files depend on the student's rank and on nothing else, so that the same réalisation can be
weighed in a school of 1 and in a school of 800.

    python benchmarks/corpus.py FOLDER --students 40 --each 25
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw
from vocabulary import (
    ADJECTIVES,
    CODES,
    FILLERS,
    FIRST_NAMES,
    HEADINGS,
    LAST_NAMES,
    LINKS,
    NOUNS,
    SNIPPETS,
    TECHNOLOGIES,
    VERBS,
)

CLASS_SIZE = 40
CLAIMS = 4
PICTURE_EVERY = 5
"""One réalisation in so many shows a picture."""


MONTHS = (1, 2, 3, 4, 5, 9, 10, 11)
"""When a réalisation may begin, so that it lies in one of the class's two school years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One réalisation, before it is written in anybody's format."""

    slug: str
    title: str
    months: tuple[int, int]
    claims: tuple[tuple[str, str], ...]
    technologies: tuple[str, ...]
    picture: str | None
    body: str
    own_production: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One student and the student's réalisations."""

    folder: str
    """``<promotion>/<student>``."""
    first_name: str
    last_name: str
    evidence: tuple[Evidence, ...]


def school(students: int, each: int) -> Iterator[Author]:
    """Invent the students one after the other."""
    for rank in range(students):
        yield _author(rank, each)


def _author(rank: int, each: int) -> Author:
    first = FIRST_NAMES[rank % len(FIRST_NAMES)]
    last = LAST_NAMES[(rank // len(FIRST_NAMES) + rank) % len(LAST_NAMES)]
    return Author(
        folder=f"promotion-{rank // CLASS_SIZE + 1:02d}/{_slug(last)}-{_slug(first)}-{rank:03d}",
        first_name=first,
        last_name=last.replace("-", " "),
        evidence=tuple(_evidence(Random(f"vitrail/{rank}/{number}"), number) for number in range(each)),
    )


def _evidence(chance: Random, number: int) -> Evidence:
    month = chance.choice(MONTHS)
    picture = f"schema-{number:02d}.png" if number % PICTURE_EVERY == 0 else None
    title = f"{chance.choice(NOUNS)} {chance.choice(ADJECTIVES)} {chance.choice(LINKS)} {chance.choice(NOUNS)}"
    return Evidence(
        slug=f"{number:02d}-{_slug(title)}",
        title=title.capitalize(),
        months=(month, month + 1),
        claims=tuple((code, _sentence(chance)) for code in sorted(chance.sample(CODES, CLAIMS))),
        technologies=tuple(chance.sample(TECHNOLOGIES, 3)),
        picture=picture,
        body=_body(chance, picture),
        own_production=picture is not None,
    )


def _body(chance: Random, picture: str | None) -> str:
    """350 to 700 words: an introduction, then sections of prose, some with a list, a table, code or a picture."""
    wanted = chance.randint(350, 700)
    blocks = [_paragraph(chance)]
    extras = [_list, _table, _code, _list]
    chance.shuffle(extras)
    for rank, heading in enumerate(chance.sample(HEADINGS, len(HEADINGS))):
        if sum(len(block.split()) for block in blocks) >= wanted:
            break
        blocks += [f"## {heading}", _paragraph(chance)]
        if rank < len(extras):
            blocks.append(extras[rank](chance))
        if rank == 1 and picture:
            blocks.append(f"![{_sentence(chance)}](../fichiers/{picture})")
    return "\n\n".join(blocks) + "\n"


def _sentence(chance: Random) -> str:
    words = ["j'ai", chance.choice(VERBS)]
    for _ in range(chance.randint(2, 4)):
        words += [chance.choice(("le", "un", "chaque")), chance.choice(NOUNS), chance.choice(ADJECTIVES)]
        words.append(chance.choice(LINKS if chance.randrange(3) else FILLERS))
    words.append(chance.choice(("un", "chaque")))
    words.append(chance.choice(NOUNS))
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def _paragraph(chance: Random) -> str:
    sentences = [_sentence(chance) for _ in range(chance.randint(3, 6))]
    if chance.randrange(2):
        sentences.insert(1, f"Voir **{chance.choice(NOUNS)}** et `{chance.choice(NOUNS)}.conf`.")
    if not chance.randrange(4):
        sentences.append(f"La [documentation](https://exemple.example/{chance.choice(NOUNS)}) le confirme.")
    return " ".join(sentences)


def _list(chance: Random) -> str:
    return "\n".join(f"- {_sentence(chance)}" for _ in range(chance.randint(3, 6)))


def _table(chance: Random) -> str:
    rows = [f"| {chance.choice(NOUNS)} | {chance.choice(ADJECTIVES)} | {chance.randint(1, 400)} |" for _ in range(5)]
    return "\n".join(["| Élément | État | Nombre |", "|---|---|---:|", *rows])


def _code(chance: Random) -> str:
    language, text = chance.choice(SNIPPETS)
    filled = text.format(a=_slug(chance.choice(NOUNS)), b=_slug(chance.choice(NOUNS)), n=chance.randint(2, 40))
    return f"```{language}\n{filled}\n```"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(plain.replace("'", " ").split())


def write_vitrail(root: Path, authors: list[Author]) -> None:
    """Write the school as Vitrail reads it."""
    _write(root / "mkdocs.yml", "site_name: Lycée\ntheme: {name: vitrail}\nplugins: [vitrail]\ndocs_dir: portfolios\n")
    base = root / "portfolios"
    _write(base / "etablissement.yml", "format: 1\nnom: Lycée du banc d'essai\ndate de référence: 15/03/2027\n")
    for cohort in sorted({author.folder.split("/")[0] for author in authors}):
        _write(
            base / cohort / "promotion.yml",
            "référentiel: fr.bts-sio.2019\nsession: 2027\nannées:\n"
            "  première: {du: 01/09/2025, au: 03/07/2026}\n  seconde: {du: 01/09/2026, au: 30/06/2027}\n"
            "équipe:\n  - {nom: M. Durand, rôle: professeur, matières: [SISR]}\n",
        )
    for rank, author in enumerate(authors):
        head = f"nom: {author.last_name}\nprénom: {author.first_name}\noption: {('SISR', 'SLAM')[rank % 2]}"
        _write(base / author.folder / "index.md", f"---\n{head}\nvoie: scolaire\n---\n\nMon portfolio.\n")
        for item in author.evidence:
            _write(base / author.folder / "realisations" / f"{item.slug}.md", _vitrail_page(item))
    _pictures(base, authors)


def _vitrail_page(item: Evidence) -> str:
    first, last = item.months
    lines = [
        "---",
        f"titre: {item.title}",
        f"période: 05/{first:02d}/2026 au 20/{last:02d}/2026",
        "contexte: formation",
        "mode: vécue",
        "compétences:",
        *(f"  {code}: {json.dumps(sentence, ensure_ascii=False)}" for code, sentence in item.claims),
        f"technologies: [{', '.join(item.technologies)}]",
    ]
    if item.picture:
        lines += ["productions:", f"  - {{titre: Schéma, fichier: fichiers/{item.picture}}}"]
    return "\n".join([*lines, "statut: soumise", "---", "", item.body])


def write_peer(root: Path, authors: list[Author], *, home: str) -> None:
    """Write the same content for a generator of documentation; ``home`` is the name of a folder's own page."""
    _write(root / home, "---\ntitle: Lycée du banc d'essai\n---\n\nLes portfolios du lycée.\n")
    for author in authors:
        name = f"{author.first_name} {author.last_name}"
        _write(root / author.folder / home, f"---\ntitle: {name}\n---\n\nMon portfolio.\n")
        for item in author.evidence:
            _write(root / author.folder / "realisations" / f"{item.slug}.md", _peer_page(item))
    _pictures(root, authors)


def _peer_page(item: Evidence) -> str:
    tags = ", ".join(f'"{code}"' for code, _ in item.claims)
    claims = "\n".join(f"- {code} : {sentence}" for code, sentence in item.claims)
    head = f"---\ntitle: {item.title}\ndate: 2026-{item.months[0]:02d}-05\ntags: [{tags}]\n---"
    technologies = ", ".join(item.technologies)
    return f"{head}\n\n{item.body}\n## Compétences\n\n{claims}\n\nTechnologies : {technologies}.\n"


def _pictures(root: Path, authors: list[Author]) -> None:
    for author in authors:
        for item in author.evidence:
            if item.picture:
                _picture(root / author.folder / "fichiers" / item.picture, Random(author.folder + item.slug))


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


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def write_all(folder: Path, students: int, each: int) -> None:
    """Write the three trees, unless a finished earlier run left them."""
    done = folder / "complete"
    if done.exists():
        return
    authors = list(school(students, each))
    write_vitrail(folder / "vitrail", authors)
    write_peer(folder / "hugo" / "content", authors, home="_index.md")
    write_peer(folder / "mkdocs" / "docs", authors, home="index.md")
    done.touch()


def main() -> None:
    """Write one corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=40)
    parser.add_argument("--each", type=int, default=25)
    asked = parser.parse_args()
    write_all(asked.folder, asked.students, asked.each)


if __name__ == "__main__":
    main()
