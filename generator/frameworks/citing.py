"""Parses citations as people write them: a code, several on a line, a code with a phrase, an official title."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from generator.frameworks.queries import Resolution, resolve, scope
from generator.model.framework import Framework
from generator.values.folding import CODE, fold

MOST = 200
"""Most codes of one citation."""
_LONGEST = 2_000
"""Most signs of a citation: a longer one is a text, and is not parsed."""
_SIGNS = " \t*_`[]•·"
"""Signs that Markdown puts around a code, or a word processor before it."""
_AROUND = f"{_SIGNS}.,;:…!'\"«»"
"""Signs that may surround a title that was copied."""
_CODE = re.compile(rf"(?<![\w.]){CODE}(?!\w|\.\w)")
_LISTED = re.compile(rf"[{re.escape(_SIGNS)}]*(?:(?:[,;/+&\n]|\bet\b|\bou\b)[{re.escape(_SIGNS)}]*)*")
_NEXT = re.compile(r"(?:[,;/+&•\n]|\bet)$")
"""Separator at the end of a phrase, before the next code: without it, the phrase belongs to that next code."""
_SAID = re.compile(r"[\s*_`\]]*+(?:[:–—(](?!\d)|(?:[:–—(]|-+)\s|(?![-,/]?\s*\d)[-,/]?)")
"""Separator between a code and its phrase; a number right behind it may be the end of the code."""

_SPEAKS = re.compile(r"\s*[:–—]|\s-\s")
"""Beginning of the text behind a code that has a phrase of its own."""


Citation: TypeAlias = tuple[str, str]
"""A code that a text cites, and the phrase that goes with it."""


def citations(framework: Framework, cited: str, option: str | None, session: int | None) -> tuple[Citation, ...]:
    """Return the codes that a text cites; the text itself, as an unknown code, when none can be told for sure."""
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
    """Yield codes, each with the phrase behind it; none at all when a code or a phrase has no separator."""
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
    """Return the parts of a text before, between and behind some matches."""
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(text)]
    return [text[start:end] for start, end in zip(ends, starts, strict=True)]


def _means(resolution: Resolution) -> bool:
    return bool(resolution.id or resolution.candidates or resolution.out_of_session)


def plain(text: str) -> str:
    """Fold a title, without the signs that surround a copy."""
    return fold(text).strip(_AROUND)


plain_title = lru_cache(maxsize=1024)(plain)
"""``plain``, cached: a class cites the same titles thousands of times."""
