"""The invented school of the benchmark, before it is written in anybody's format.

Deterministic: a student's files depend on the student's rank and on nothing else, so that the same réalisation can be
weighed in a school of 1 and in a school of 800.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from vocabulary import (
    ADJECTIVES,
    CODES,
    FILLERS,
    FIRST_NAMES,
    HEADINGS,
    HOSTS,
    LAST_NAMES,
    LINKS,
    NOUNS,
    SNIPPETS,
    TECHNOLOGIES,
    TUTORS,
    VERBS,
)

CLASS_SIZE = 40
CLAIMS = 4
OPTIONS = ("SISR", "SLAM")
PICTURE_EVERY = 5
"""One réalisation in so many shows a picture."""
THANKS_EVERY = 4
"""One réalisation in so many thanks the tutor, by name."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One student and the student's réalisations."""

    folder: str
    """``<promotion>/<student>``."""
    first_name: str
    last_name: str
    option: str
    tutor: str
    """Who welcomed them: first name, then surname."""
    host: str
    evidence: tuple[Evidence, ...]


def school(students: int, each: int) -> Iterator[Author]:
    """Invent the students one after the other."""
    for rank in range(students):
        yield _author(rank, each)


def _author(rank: int, each: int) -> Author:
    first = FIRST_NAMES[rank % len(FIRST_NAMES)]
    last = LAST_NAMES[(rank // len(FIRST_NAMES) + rank) % len(LAST_NAMES)]
    surname = TUTORS[rank % len(TUTORS)].replace("-", " ")
    return Author(
        folder=f"promotion-{rank // CLASS_SIZE + 1:02d}/{_slug(last)}-{_slug(first)}-{rank:03d}",
        first_name=first,
        last_name=last.replace("-", " "),
        option=OPTIONS[rank % len(OPTIONS)],
        tutor=f"{FIRST_NAMES[(rank + 7) % len(FIRST_NAMES)]} {surname}",
        host=f"{HOSTS[rank % len(HOSTS)]} {rank // len(HOSTS) + 1}",
        evidence=tuple(_evidence(Random(f"vitrail/{rank}/{number}"), number, surname) for number in range(each)),
    )


def _evidence(chance: Random, number: int, tutor: str) -> Evidence:
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
        body=_body(chance, picture) + ("" if number % THANKS_EVERY else f"\nMerci à M. {tutor} pour ses conseils.\n"),
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
