"""Find secrets in a text: keys and tokens, which machines generate, and values that look like passwords."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, Implementation
from msgspec import Struct

from vitrail.ground.regex import regex

RULES: Final = Path(__file__).with_name("secrets.toml")
_BEFORE, _AFTER = 160, 400
"""Characters before and after a keyword in which its rule's pattern is searched."""
_TRIES: Final = 1_000
"""Occurrences of one keyword that are examined in one text, at most: a bound on time."""
_NONE: Final = regex(r"(?i)ex[ea]mple|x{3}|\*{3}|•|…|\.\.\.|votre|your|change.?me|[<>]|\$\{|\{\{|%\(|^https?:")
"""Placeholders for a secret."""
_NAMED: Final = regex(r"(?i)[$%{].*|(?!.*\d\d)[\w-]*(?:pass(?!w0rd)(?:word|wd|e)?|secret|token|mdp)[\w-]*")
"""A variable, or a word for what it holds; one with two digits, « Motdepasse2026 », is a beginner's password."""
_REFERENCE: Final = regex(
    r"\d[\d.,:/-]*\w{0,3}|[A-Z]\d(?:\.\d+)*|[\w-]+(?:[./:\\]+[\w-]+)+|sha-?\d+|md5|aes-?\d+|wpa\d(?:-\w+)*|ipv\d",
    re.IGNORECASE,
)
"""A number, a competency's code, a path, an algorithm: not a password."""
_LETTER, _DIGIT = regex(r"[A-Za-z]"), regex(r"\d")
_SIGN: Final = regex(r"[!@#$%&?*+^~]")
_DISTINCT: Final = 10
"""Different characters in a token, at least."""


class Secret(Struct, frozen=True, kw_only=True):
    """The place of a secret in the text; its value is never repeated."""

    start: int
    key: bool
    """Whether it is a key or a token; else a password."""


class _Rule(Struct, frozen=True, kw_only=True):
    pattern: str
    key: bool
    check: Callable[[str], bool]


_compiled: Final = cache(re.compile)
"""Compiles a rule's pattern on its first use: most schools' texts have the keywords of few rules."""


def secrets(text: str) -> Iterator[Secret]:
    """Yield the secrets of a text in order, at most one per place."""
    by_line: dict[int, Secret] = {}
    for rule, begins, ends in _places(text):
        start = _match(rule, text, begins, ends)
        if start is not None and (start not in by_line or rule.key):
            by_line[start] = Secret(start=start, key=rule.key)
    yield from (by_line[start] for start in sorted(by_line))


def _match(rule: _Rule, text: str, begins: int, ends: int) -> int | None:
    """Return the offset of a rule's secret near one of its keywords, or None."""
    near = _compiled(rule.pattern).finditer(text, max(0, begins - _BEFORE), ends + _AFTER)
    match = next((match for match in near if match.end() > begins), None)
    if not match:
        return None
    named = match.groupdict()
    quoted, value = named.get("quoted"), named.get("value")
    if not (_typed(quoted) if quoted else rule.check(value or match[0])):
        return None
    return match.start("quoted") if quoted else match.start("value") if value else match.start()


def _places(text: str) -> Iterator[tuple[_Rule, int, int]]:
    """Yield each keyword's occurrences with its rule, all sought at once, in bytes, whose lower case keeps offsets."""
    raw = text.encode("utf-8", "surrogatepass")
    automaton, rules = _words()
    tries: Counter[int] = Counter()
    place = begins = 0
    for number, start, _ in sorted(automaton.find_matches_as_indexes(raw.lower(), overlapping=True), key=itemgetter(1)):
        tries[number] += 1
        if tries[number] <= _TRIES:
            begins += len(raw[place:start].decode("utf-8", "surrogatepass"))
            place = start
            length, rule = rules[number]
            yield rule, begins, begins + length


@cache
def _words() -> tuple[BytesAhoCorasick, tuple[tuple[int, _Rule], ...]]:
    """Return an automaton of the rules' keywords, and for each keyword its length and its rule."""
    checks = {"none": _some, "loose": _typed, "strict": _strange, "random": _random}
    pairs: list[tuple[str, _Rule]] = []
    for kind, rows in tomllib.loads(RULES.read_text("utf-8")).items():
        for row in rows:
            check = _varied if kind == "key" else checks[row["check"]]
            rule = _Rule(pattern=row["pattern"], key=kind == "key", check=check)
            pairs += ((word, rule) for word in row["words"])
    automaton = BytesAhoCorasick([word.encode() for word, _ in pairs], implementation=Implementation.DFA)
    return automaton, tuple((len(word), rule) for word, rule in pairs)


def _some(value: str) -> bool:
    """True for any value that is not a placeholder."""
    return not _NONE.search(value)


def _varied(value: str) -> bool:
    """True if a value has enough different characters: « ghp_0000… » is not a token."""
    return _some(value) and len(set(value)) >= _DISTINCT


def _typed(value: str) -> bool:
    """True if a value may be a chosen password: letters, with a digit or a sign among them."""
    bare = value.rstrip(".,;:!?)")
    signed = bool(_SIGN.search(value))
    mixed = _LETTER.search(bare) and (_DIGIT.search(bare) or signed)
    return bool(mixed) and _some(value) and not _NAMED.fullmatch(bare) and (signed or not _REFERENCE.fullmatch(bare))


def _strange(value: str) -> bool:
    """True if a value is unlikely to be an identifier: a sign, or digits among letters of both cases."""
    both = value.lower() != value and value.upper() != value
    signed = bool(_SIGN.search(value.rstrip("!?")))
    return _typed(value) and (signed or (both and bool(_DIGIT.search(value))))


def _random(value: str) -> bool:
    """True if a value looks random: at least three digits, with letters of both cases or in hexadecimal."""
    digits = len(_DIGIT.findall(value))
    both = value.lower() != value and value.upper() != value
    return _varied(value) and digits >= 3 and (both or bool(re.fullmatch(r"[0-9a-f]{32,}", value)))  # noqa: PLR2004
