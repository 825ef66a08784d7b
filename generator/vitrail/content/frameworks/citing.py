"""Parses citations as people write them: a code, several on a line, a code with a phrase, an official title."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from vitrail.content.frameworks.queries import Resolution, resolve, scope
from vitrail.content.model.framework import Framework
from vitrail.content.values.folding import CODE, fold, fold_code, grouped, pending
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

MOST = 200
"""Most codes of one citation."""
_LONGEST = 2_000
"""Most signs of a citation: a longer one is a text, and is not parsed."""
_SIGNS = " \t*_`[]•·"
"""Signs that Markdown puts around a code, or a word processor before it."""
_AROUND = f"{_SIGNS}.,;:…!'\"«»"
"""Signs that may surround a title that was copied."""
_CODE = regex(rf"(?<![\w.]){CODE}(?!\w|\.\w)")
_WHOLE = regex(CODE)
_LISTED = regex(rf"[{re.escape(_SIGNS)}]*(?:(?:[,;/+&\n]|\bet\b|\bou\b)[{re.escape(_SIGNS)}]*)*")
_NEXT = regex(r"(?:[,;/+&•\n]|\bet)$")
"""Separator at the end of a phrase, before the next code: without it, the phrase belongs to that next code."""
_SAID = regex(r"[\s*_`\]]*+(?:[:–—(](?!\d)|(?:[:–—(]|-+)\s|(?![-,/]?\s*\d)[-,/]?)")
"""Separator between a code and its phrase; a number right behind it may be the end of the code."""

_SPEAKS = regex(r"\s*[:–—]|\s-\s")
"""Beginning of the text behind a code that has a phrase of its own."""
_LETTERED = regex(r"(?<=\d)[-. ]?[Cc](?=\d)")
"""« B1-C2 » is B1.2."""
_BEFORE = regex(r"^(?:bloc |a )?[a-z]{0,2}\d[\w. ]*?[\])]?[ :.–—-]+(?=[a-z]{3})")
_WORDS = regex(r"\b[^\W\d_]\w*")
_REFUSED = regex("[❌✗✘]")
"""Signs that say no."""
_PHRASE = regex(r"[^\W\d_]{2}")
"""Beginning of a phrase, behind a title and « : »."""
_TICKS = frozenset(
    ("", "x", "oui", "vrai", "true", "ok", "acquis", "acquise", "encoursdacquisition", "partiellement", "idem", "ras")
)
_NO_LETTER = regex(r"[\W\d_]+")
_SHORT = 40
"""Most characters of a tick, with the signs around it."""
_CROSSED = regex(
    r"[\W_]*(?:non|no|faux|false|aucune?|pas|n/?a|sans objet|(?:non|pas(?: encore)?) (?:acquise?|validee?|mobilisee?"
    r"|concernee?|traitee?|abordee?|evaluee?|vue?|faite?|realisee?|travaillee?|applicable)"
    r"(?: (?:dans|pour|pendant|par|en|cette|a ce) [^.;,]{1,40})?)[\W_]*|[❌✗✘]"
)

Citation: TypeAlias = tuple[str, str]
"""A code that a text cites, and the phrase that goes with it."""


def citations(framework: Framework, cited: str, option: str | None, session: int | None) -> tuple[Citation, ...]:
    """Return the codes that a text cites; the text itself, as an unknown code, when none can be told for sure."""
    bare = cited.strip(_SIGNS)
    if len(cited) > _LONGEST or _means(resolution := resolve(framework, cited, option, session)) or resolution.slip:
        return ((cited, ""),)
    if _means(resolve(framework, bare, option, session)):
        return ((bare, ""),)
    holds = codes_in(framework, bare, option, session)
    if code := None if holds else titled(framework, bare, option):
        return ((code, ""),)
    spelt = _LETTERED.sub(".", bare)
    told = citations(framework, spelt, option, session) if spelt != bare else ()
    if told and all(_means(resolve(framework, code, option, session)) for code, _ in told):
        return told
    codes = [*_CODE.finditer(bare)]
    if len(codes) > 1 and all(map(_LISTED.fullmatch, _gaps(bare, codes))):
        return tuple((match[0], "") for match in codes[:MOST])
    known = [match for match in codes if _means(resolve(framework, match[0], option, session))]
    return tuple(_told(bare, known[:MOST])) or ((cited, ""),)


def titled(framework: Framework, text: str, option: str | None) -> str | None:
    """Return the competency whose title a text copies, whole or shortened, behind a code that means nothing here.

    A shortened title has words of one title only, in its order, from the first: « Répondre aux incidents ».
    """
    title, shown = plain(text), scope(framework, option).asked
    if exact := next((code for code in shown if plain_title(framework.by_id[code].title) == title), None):
        return exact
    held = [code for code in shown if shortens(text, framework.by_id[code].title)]
    return held[0] if len(held) == 1 else None


def shortens(text: str, title: str) -> bool:
    """True if a text has some of the words of a title in their order, its first included, and nothing else but marks.

    >>> shortens("C1.2 - Répondre aux incidents ✔", "Répondre aux incidents et aux demandes")
    True
    >>> shortens("Gérer", "Gérer les données"), shortens("Gérer les données : le parc", "Gérer les données")
    (False, False)
    """
    folded = _BEFORE.sub("", plain(text))
    wanted, first = _title_words(title), _WORDS.search(folded)
    if not first or first[0] not in wanted[:1]:
        return False
    said, rest = _WORDS.findall(folded), iter(wanted)
    return (
        len(said) >= min(2, len(wanted))
        and all(word in rest for word in said)
        and not _REFUSED.search(folded)
        and not _PHRASE.search(folded.partition(":")[2])
    )


def ticks(sentence: str, title: str) -> bool:
    """True if the sentence of a claim tells nothing: it copies the title, or is a cross or a degree.

    >>> [ticks(said, "Gérer les données") for said in ("X", "80 %", "Gérer les données", "Trois tables.")]
    [True, True, True, False]
    """
    short = len(sentence) <= _SHORT
    return (short and (_NO_LETTER.sub("", fold(sentence)) in _TICKS or pending(sentence))) or shortens(sentence, title)


def crossed_out(sentence: str) -> bool:
    """True if the sentence of a claim says that the competency was not mobilised.

    >>> crossed_out("Non"), crossed_out("Non sans peine.")
    (True, False)
    """
    return _CROSSED.fullmatch(fold(sentence)) is not None


def hint_for(framework: Framework, cited: str, option: str | None, code: str | None) -> str:
    """Return « Vouliez-vous dire B1.6 « … » ? » for a code; without one, which codes there are around the cited one."""
    if competency := framework.by_id.get(code or ""):
        return mark("Vouliez-vous dire {code} « {title} » ?", code=competency.id, title=competency.title)
    return neighbours(framework, cited, option)


def neighbours(framework: Framework, cited: str, option: str | None) -> str:
    """Say which codes stand where an unknown one was looked for, « B1 va de B1.1 à B1.6 »; empty if it is no code."""
    if not _WHOLE.fullmatch(wanted := fold_code(cited)):
        return ""
    shown = [framework.by_id[code] for code in (scope(framework, option).tree if option else framework.by_id)]
    places = grouped(
        (fold_code(name).rpartition(".")[0], (name, item)) for item in shown for name in (item.id, item.local_id)
    )
    while "." in wanted:
        wanted = wanted.rpartition(".")[0]
        if near := places.get(wanted):
            first, item = near[0]
            above = framework.by_id[item.parent or item.id]
            names = tuple(dict.fromkeys(name for name, _ in near))
            return _write_range(above.id if first == item.id else above.local_id, names)
    return mark("Les codes commencent par {codes}.", codes=tuple(item.id for item in shown if item.parent is None))


def _write_range(above: str, codes: tuple[str, ...]) -> str:
    """Say from where to where codes go, or name them all when some are left out between."""
    first, last = codes[0], codes[-1]
    ranks = [code.rpartition(".")[2] for code in (first, last)]
    if all(map(str.isdecimal, ranks)) and int(ranks[1]) - int(ranks[0]) == len(codes) - 1 > 0:
        return mark("{code} va de {first} à {last}.", code=above, first=first, last=last)
    return mark("{code} contient {codes}.", code=above, codes=codes)


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


@lru_cache(maxsize=1024)
def _title_words(title: str) -> list[str]:
    return _WORDS.findall(plain(title))


plain_title = lru_cache(maxsize=1024)(plain)
"""``plain``, cached: a class cites the same titles thousands of times."""
