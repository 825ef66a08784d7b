"""What earlier runs wrote down that still holds, found in one look at the lines of all parts.

Every line is believed at first. Those fall that tell of a file, or of an answer, otherwise than the disk and the lines
that are left; until none falls. What is left is right: each of its answers was made from what is left, in the order in
which it would be asked now, and questions that ask each other in a circle have no answer at all.

Most of what falls stands again as soon as the few questions that read what moved have answered as before.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from generator.memo.leaves import TOLD
from generator.memo.lines import Key, PartLine, sources_of

Doubted: TypeAlias = dict[str, tuple[PartLine, set[int]]]
"""Parts with their lines, and those of the ranks of what their answers come from that did not hold."""


def standing(
    lines: Mapping[str, PartLine], known: Mapping[Key, bytes], leaf: Callable[[Key], bytes]
) -> tuple[dict[Key, bytes], Doubted]:
    """Return the digest of every answer that holds, beside those that are ``known``, and what may stand again.

    ``leaf`` says what a file is now. A run knows beside its files what the last one did, until it hears otherwise.

    >>> title = PartLine("", 0, (0, 0), ((".file a.md", b"1"),), {"title": (b"T", 0, None)}, ((),))
    >>> contents = PartLine("", 0, (0, 0), (), {"contents": (b"C", 0, None)}, ((("title", b"T"),),))
    >>> for file in (b"1", b"2"):
    ...     now, doubted = standing({"work": title, "class": contents}, {}, lambda path: file)
    ...     sorted(now), sorted(doubted)
    (['.file a.md', 'contents', 'title'], [])
    (['.file a.md'], ['class'])
    >>> now |= {"title": b"T"}
    >>> stand_again(doubted, {"class": contents}, now), sorted(now)
    ({}, ['.file a.md', 'contents', 'title'])
    """
    sources = sources_of(lines.values())
    now = {key: told[0] for line in lines.values() for key, told in line.answers.items()} | dict(known)
    now |= {key: was if key.startswith(TOLD) else leaf(key) for key, was in sources if key[0] == "." and key not in now}
    wrong = sources - now.items()
    moved = {part for part, line in lines.items() if not wrong.isdisjoint(line.leaves)}
    left = {part: set(range(len(line.imports))) for part, line in lines.items()}
    doubted: Doubted = {}
    while wrong:
        gone: set[Key] = set()
        for part, line in lines.items():
            ranks = left[part]
            if falls := {rank for rank in ranks if part in moved or not wrong.isdisjoint(line.imports[rank])}:
                ranks -= falls
                gone |= {key for key, told in line.answers.items() if told[1] in falls and key not in known}
                if part not in moved:
                    doubted.setdefault(part, (line, set()))[1].update(falls)
        for key in gone:
            now.pop(key, None)
        wrong = {pair for pair in sources if pair[0] in gone}
    return now, doubted


def stand_again(doubted: Doubted, lines: Mapping[str, PartLine], now: dict[Key, bytes]) -> Doubted:
    """Add to what holds ``now`` the answers that come from nothing else any more; return what is left in doubt.

    ``standing`` shows it. A line that was written anew since tells by itself.
    """
    holds = now.items().__contains__
    left = {part: (line, ranks) for part, (line, ranks) in doubted.items() if lines.get(part) is line}
    before = 0
    while before < len(now):
        before = len(now)
        for line, ranks in left.values():
            if stand := {rank for rank in ranks if all(map(holds, line.imports[rank]))}:
                ranks.difference_update(stand)
                now |= {key: told[0] for key, told in line.answers.items() if told[1] in stand and key not in now}
    return {part: doubt for part, doubt in left.items() if doubt[1]}
