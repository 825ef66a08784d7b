"""The files of ``docs/`` that come from the code, and the function that makes each."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from vitrail.content.extracts.formats import FORMATS
from vitrail.content.reading.frameworks import load_shipped
from vitrail.content.values import guides
from vitrail.doors.documentation import lexicon, rooms, stages
from vitrail.ground.diagnostics import handbook as diagnostics
from vitrail.ground.diagnostics import report
from vitrail.ground.regex import regex
from vitrail.site.hosting.keys import KEYS
from vitrail.site.pages.states import COVERED, SIGNS

_FILLS = {"full": "plein", "medium": "moyen", "light": "clair", "plain": "verre nu"}
_PATTERNS = {"none": "–", "hatched": "hachures", "dotted": "bord pointillé"}
BLOCK = regex(r"(<!-- produit : (\w+) -->\n).*?(?=<!-- fin -->)", re.DOTALL)
"""What is written again in a page that people write."""
_ROOT = Path(__file__).parents[4]


def stage_schools() -> tuple[str, ...]:
    """List the mini schools about stages (``tests/portfolios/stages``) by name."""
    folder = _ROOT / "tests" / "portfolios" / "stages"
    return tuple(sorted(item.name for item in folder.iterdir() if item.is_dir() and item.name != "base"))


def _filled(name: str, blocks: Mapping[str, str]) -> str:
    """Return a page with its generated blocks replaced by ``blocks``."""
    page = (_ROOT / "docs" / name).read_text("utf-8")
    return BLOCK.sub(lambda block: f"{block[1]}{blocks[block[2]]}\n", page)


def _signs() -> str:
    rows = (
        (sign.word, _FILLS[sign.fill], _PATTERNS[sign.pattern], "oui" if sign.covers else "non", sign.meaning)
        for sign in (*SIGNS.values(), COVERED)
    )
    return stages.table(("État", "Remplissage", "Motif", "Couvre", "Ce qu'il veut dire"), rows)


def _host_keys() -> str:
    rows = ((f"`{key.name}`", key.effect.value, key.says) for key in KEYS.values())
    return stages.table(("Clé", "Effet", "Ce qu'elle fait, ou pourquoi elle ne fait rien"), rows)


def _lexicon() -> Mapping[str, str]:
    framework = load_shipped()["fr.bts-sio.2019"]
    return lexicon.blocks(framework, _ROOT / "tests" / "lexicon" / "evaluation.yml")


def _formats() -> str:
    rows = (
        ("`" + "`, `".join(f".{suffix}" for suffix in suffixes.split()) + "`", read)
        for suffixes, read in FORMATS.items()
    )
    return stages.table(("Fichiers", "Ce qui en est lu"), rows)


PAGES: Mapping[str, Callable[[], str]] = {
    "diagnostics.md": lambda: diagnostics.page(stages.quotes(load_shipped())),
    "stages.md": lambda: _filled("stages.md", stages.blocks(load_shipped(), stage_schools())),
    "lexique.md": lambda: _filled("lexique.md", _lexicon()),
    "mkdocs.md": lambda: _filled("mkdocs.md", {"cles": _host_keys()}),
    "signes.md": lambda: _filled("signes.md", {"signes": _signs()}),
    "securite.md": lambda: _filled("securite.md", {"formats": _formats()}),
    "images/rooms.svg": lambda: rooms.picture(_ROOT),
    "schemas/check-2.json": report.json_schema,
    **{f"schemas/{name}.json": partial(guides.schema, name) for name in guides.SCHEMAS},
    **{name: partial(guides.guide, _ROOT / "docs" / name) for name in ("ecrire.md", "referentiels.md")},
}
"""File of ``docs/`` → function that returns its text; a test asserts that each committed file is current."""
UNTRACKED = frozenset({"diagnostics.md"})
"""Pages of which git follows none: what they hold is said by a command, ``vitrail explain``."""
