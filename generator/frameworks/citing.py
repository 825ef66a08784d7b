"""A citation as people write it: a code, several on a line, a code and what was done, an official title."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from generator.frameworks.queries import Resolution, resolve, scope
from generator.model.framework import Framework
from generator.values.folding import CODE, fold

MOST = 200
"""Codes of one citation."""
_LONGEST = 2_000
"""Signs of a citation beyond which it is a text."""
_SIGNS = " \t*_`[]•·"
"""What Markdown puts around a code, and what a word processor puts before it."""
_AROUND = f"{_SIGNS}.,;:…!'\"«»"
"""What may surround a title that was copied."""
_CODE = re.compile(rf"(?<![\w.]){CODE}(?!\w|\.\w)")
_LISTED = re.compile(rf"[{re.escape(_SIGNS)}]*(?:(?:[,;/+&\n]|\bet\b|\bou\b)[{re.escape(_SIGNS)}]*)*")
_NEXT = re.compile(r"(?:[,;/+&•\n]|\bet)$")
"""What parts a phrase from the code that follows: without it, the phrase speaks of that code."""
_SAID = re.compile(r"[\s*_`\]]*+(?:[:–—(](?!\d)|(?:[:–—(]|-+)\s|(?![-,/]?\s*\d)[-,/]?)")
"""What parts a code from its phrase; a number that stands right behind may be the end of the code."""

_SPEAKS = re.compile(r"\s*[:–—]|\s-\s")
"""What follows a code that has a phrase of its own."""


Citation: TypeAlias = tuple[str, str]
"""A code that a text cites, and what the text says of it."""


def citations(framework: Framework, cited: str, option: str | None, session: int | None) -> tuple[Citation, ...]:
    """Return what a text cites, at least itself: it may be a code that means nothing, and nothing more is guessed."""
    bare = cited.strip(_SIGNS)
    if len(cited) > _LONGEST or _means(resolution := resolve(framework, cited, option, session)) or resolution.slip:
        return ((cited, ""),)
    if _means(resolve(framework, bare, option, session)):
        return ((bare, ""),)
    title = plain(bare)
    for code in scope(framework, option).asked:
        if plain_title(framework.by_id[code].title) == title:
            return ((code, ""),)
    codes = [*_CODE.finditer(bare)]
    if len(codes) > 1 and all(map(_LISTED.fullmatch, _gaps(bare, codes))):
        return tuple((match[0], "") for match in codes[:MOST])
    known = [match for match in codes if _means(resolve(framework, match[0], option, session))]
    return tuple(_told(bare, known[:MOST])) or ((cited, ""),)


def codes_in(framework: Framework, cited: str, option: str | None, session: int | None) -> int:
    """Count the codes that a text holds."""
    codes = (match[0] for match in _CODE.finditer(cited[:_LONGEST]))
    return sum(_means(resolve(framework, code, option, session)) for code in codes)


def _told(text: str, codes: list[re.Match[str]]) -> Iterator[Citation]:
    """Yield codes, each with the phrase behind it; nothing when one of them is not parted from what it follows."""
    parts: list[Citation] = []
    gaps = _gaps(text, codes)[1:] if codes and not codes[0].start() else []
    for match, gap, following in zip(codes, gaps, (*gaps[1:], None), strict=False):
        said, kept = _SAID.match(gap), gap.rstrip(" \t*_`[·")
        end = _NEXT.search(kept) if following is not None else None
        phrase = kept[said.end() if said else 0 : end.start() if end else None].strip()
        if said is None or not (end or following is None or (phrase and _SPEAKS.match(following))):
            return
        parts.append((match[0], phrase[:-1] if phrase.endswith(")") and "(" not in phrase else phrase))
    yield from parts


def _gaps(text: str, matches: list[re.Match[str]]) -> list[str]:
    """Return what stands before, between and behind some parts of a text."""
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(text)]
    return [text[start:end] for start, end in zip(ends, starts, strict=True)]


def _means(resolution: Resolution) -> bool:
    return bool(resolution.id or resolution.candidates or resolution.out_of_session)


def plain(text: str) -> str:
    """Fold a title, without what a copy puts around it."""
    return fold(text).strip(_AROUND)


plain_title = lru_cache(maxsize=1024)(plain)
"""A class cites the same titles thousands of times."""
