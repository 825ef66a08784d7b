"""What earlier runs wrote down that still holds, found in one look at the lines of all parts.

Every line is believed at first. Those fall that tell of a file, or of an answer, otherwise than the disk and the lines
that are left; until none falls. What is left is right: each of its answers was made from what is left, in the order in
which it would be asked now, and questions that ask each other in a circle have no answer at all.

Most of what falls stands again as soon as the few questions that read what moved have answered as before.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from generator.memo.leaves import TOLD
from generator.memo.lines import OF_FILES, Key, Lines, PartLine, numbers_in

Doubted: TypeAlias = dict[str, tuple[PartLine, set[int]]]
"""Parts with their lines, and those of the ranks of what their answers come from that did not hold."""


def moved(lines: Lines, now: Mapping[Key, bytes], leaf: Callable[[Key], bytes]) -> frozenset[str]:
    r"""Name the parts that come from a file that is not what it was, as is known ``now`` or as ``leaf`` says.

    >>> from generator.memo.lines import ToldLine
    >>> lines = Lines()
    >>> lines.put("work", ToldLine(PartLine("", 0, (0, 0), {}), (((".file\0a.md", b"1"),),)))
    >>> moved(lines, {}, lambda file: b"2"), moved(lines, {}, lambda file: b"1")
    (frozenset({'work'}), frozenset())
    """
    unknown = ((number, key, was) for number, (key, was) in enumerate(lines.sources) if now.get(key) != was)
    wrong = {number for number, key, was in unknown if key.startswith(OF_FILES) and leaf(key) != was}
    return frozenset(part for part, line in lines.items() if not wrong.isdisjoint(numbers_in(line.leaves)))


def standing(
    lines: Lines, known: Mapping[Key, bytes], leaf: Callable[[Key], bytes]
) -> tuple[dict[Key, bytes], Doubted]:
    """Return the digest of every answer that holds, beside those that are ``known``, and what may stand again.

    ``leaf`` says what a file is now. A run knows beside its files what the last one did, until it hears otherwise.

    >>> from generator.memo.lines import ToldLine
    >>> lines = Lines()
    >>> title, contents = (PartLine("", 0, (0, 0), {word: (b"1", 0, None)}) for word in ("title", "contents"))
    >>> lines.put("work", ToldLine(title, (((".file a.md", b"1"),), ())))
    >>> lines.put("class", ToldLine(contents, ((), (("title", b"1"),))))
    >>> for file in (b"1", b"2"):
    ...     now, doubted = standing(lines, {}, lambda path: file)
    ...     sorted(now), sorted(doubted)
    (['.file a.md', 'contents', 'title'], [])
    (['.file a.md'], ['class'])
    >>> now |= {"title": b"1"}
    >>> stand_again(doubted, lines, now), sorted(now)
    ({}, ['.file a.md', 'contents', 'title'])
    """
    now = {key: told[0] for line in lines.values() for key, told in line.answers.items()} | dict(known)
    wrong = set()
    for number, (key, was) in reversed([*enumerate(lines.sources)]):  # what was told last is what the last run knew
        if now.get(key) != was:
            if key[0] == "." and key not in now:
                now[key] = was if key.startswith(TOLD) else leaf(key)
            if now.get(key) != was:
                wrong.add(number)
    left = {part: set(range(len(line.imports))) for part, line in lines.items()}
    fallen = {part for part, line in lines.items() if not wrong.isdisjoint(numbers_in(line.leaves))}
    doubted: Doubted = {}
    while wrong:
        gone: set[Key] = set()
        right = wrong.isdisjoint
        for part, line in lines.items():
            if not (ranks := left[part]) or (part not in fallen and right(numbers_in(b"".join(line.imports)))):
                continue
            falls = {rank for rank in ranks if part in fallen or not right(numbers_in(line.imports[rank]))}
            ranks -= falls
            gone |= {key for key, told in line.answers.items() if told[1] in falls and key not in known}
            if part not in fallen:
                doubted.setdefault(part, (line, set()))[1].update(falls)
        for key in gone:
            now.pop(key, None)
        wrong = {number for number, (key, _) in enumerate(lines.sources) if key in gone} if gone else set()
    return now, doubted


def stand_again(doubted: Doubted, lines: Lines, now: dict[Key, bytes]) -> Doubted:
    """Add to what holds ``now`` the answers that come from nothing else any more; return what is left in doubt.

    ``standing`` shows it. A line that was written anew since tells by itself.
    """
    left = {part: (line, ranks) for part, (line, ranks) in doubted.items() if lines.get(part) is line}
    wrong = {number for number, (key, was) in enumerate(lines.sources) if now.get(key) != was} if left else set()
    before = -1
    while before < len(now):
        before, right = len(now), wrong.isdisjoint
        for line, ranks in left.values():
            if stand := {rank for rank in ranks if right(numbers_in(line.imports[rank]))}:
                ranks.difference_update(stand)
                now |= {key: told[0] for key, told in line.answers.items() if told[1] in stand and key not in now}
        wrong = {number for number in wrong if now.get((source := lines.sources[number])[0]) != source[1]}
    return {part: doubt for part, doubt in left.items() if doubt[1]}
