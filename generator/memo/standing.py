"""What earlier runs wrote down that still holds, found in one look at the lines of all parts.

Every line is believed at first. Those fall that tell of a file, or of an answer, otherwise than the disk and the lines
that are left; until none falls. What is left is right: each of its answers was made from what is left, in the order in
which it would be asked now, and questions that ask each other in a circle have no answer at all.

Most of what falls stands again as soon as the few questions that read what moved have answered as before.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from generator.memo.leaves import TOLD
from generator.memo.shelf import Key, PartLine

Doubted: TypeAlias = list[tuple[str, PartLine, int]]
"""Parts with their lines, and what some of their answers come from (a rank of the line), which did not hold."""


def standing(
    lines: Mapping[str, PartLine], known: Mapping[Key, bytes], leaf: Callable[[Key], bytes]
) -> tuple[dict[Key, bytes], Doubted]:
    """Return the digest of every answer that holds, beside those that are ``known``, and what may stand again.

    ``leaf`` says what a file is now. A run knows beside its files what the last one did, until it hears otherwise.

    >>> title = PartLine("", 0, (0, 0), {".file a.md": b"1"}, {"title": (b"T", 0, None)}, ({},))
    >>> contents = PartLine("", 0, (0, 0), {}, {"contents": (b"C", 0, None)}, ({"title": b"T"},))
    >>> for file in (b"1", b"2"):
    ...     now, doubted = standing({"work": title, "class": contents}, {}, lambda path: file)
    ...     sorted(now), [part for part, _, _ in doubted]
    (['.file a.md', 'contents', 'title'], [])
    (['.file a.md'], ['class'])
    >>> now |= {"title": b"T"}
    >>> stand_again(doubted, {"class": contents}, now), sorted(now)
    ([], ['.file a.md', 'contents', 'title'])
    """
    now = _as_told(lines, known, leaf)
    held = now.items()
    moved = {part for part, line in lines.items() if not line.leaves.items() <= held}
    left = [(part, line, rank) for part, line in lines.items() for rank in range(len(line.imports))]
    doubted: Doubted = []
    falls = True
    while falls:
        waiting, left, falls = left, [], False
        for entry in waiting:
            part, line, rank = entry
            if part not in moved and line.imports[rank].items() <= held:
                left.append(entry)
                continue
            falls = True
            for key in [key for key, told in line.answers.items() if told[1] == rank and key not in known]:
                now.pop(key, None)
            if part not in moved:
                doubted.append(entry)
    return now, doubted


def stand_again(doubted: Doubted, lines: Mapping[str, PartLine], now: dict[Key, bytes]) -> Doubted:
    """Add to what holds ``now`` the answers that come from nothing else any more; return what is left in doubt.

    ``standing`` shows it. A line that was written anew since tells by itself.
    """
    held, before = now.items(), len(doubted) + 1
    doubted = [entry for entry in doubted if lines.get(entry[0]) is entry[1]]
    while len(doubted) < before:
        before, waiting, doubted = len(doubted), doubted, []
        for entry in waiting:
            _, line, rank = entry
            if line.imports[rank].items() <= held:
                now |= {key: told[0] for key, told in line.answers.items() if told[1] == rank and key not in now}
            else:
                doubted.append(entry)
    return doubted


def _as_told(
    lines: Mapping[str, PartLine], known: Mapping[Key, bytes], leaf: Callable[[Key], bytes]
) -> dict[Key, bytes]:
    """Return the digest of every answer as the lines tell it, and of all that these come from in the end."""
    now = {key: told[0] for line in lines.values() for key, told in line.answers.items()} | dict(known)
    for line in lines.values():
        for deps in (line.leaves, *line.imports):
            if not deps.keys() <= now.keys():
                fresh = {key: was for key, was in deps.items() if key not in now and key.startswith(".")}
                now |= {key: was if key.startswith(TOLD) else leaf(key) for key, was in fresh.items()}
    return now
