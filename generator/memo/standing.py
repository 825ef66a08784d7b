"""What earlier runs wrote down that still holds, found in one look at the lines of all parts.

Every line is believed at first. Those fall that tell of a file, or of an answer, otherwise than the disk and the lines
that are left; until none falls. What is left is right: each of its answers was made from what is left, in the order in
which it would be asked now, and questions that ask each other in a circle have no answer at all.

Most of what falls stands again as soon as the few questions that read what moved have answered as before.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Mapping
from typing import TypeAlias

from generator.memo.leaves import TOLD
from generator.memo.lines import OF_FILES, Key, Lines, PartLine, numbers_in

Doubted: TypeAlias = dict[str, tuple[PartLine, dict[int, set[int]]]]
"""Parts with their lines, and the ranks that did not hold, each with the numbers of what was otherwise."""


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
    unknown = [(number, key, was) for number, (key, was) in enumerate(lines.sources) if now.get(key) != was]
    for number, key, was in reversed(unknown):  # what was told last is what the last run knew
        if key[0] == "." and key not in now:
            now[key] = was if key.startswith(TOLD) else leaf(key)
        if now.get(key) != was:
            wrong.add(number)
    fallen = {part for part, line in lines.items() if not wrong.isdisjoint(numbers_in(line.leaves))}
    falls: dict[str, Collection[int]] = {part: range(len(lines[part].imports)) for part in fallen}
    doubted: Doubted = {}
    importers = _importers(lines, but=fallen) if wrong else {}
    while wrong:
        again: dict[str, set[int]] = {}
        for number in wrong:
            for part, rank in importers.get(number, ()):
                ranks = doubted.setdefault(part, (lines[part], {}))[1]
                if rank not in ranks:
                    again.setdefault(part, set()).add(rank)
                ranks.setdefault(rank, set()).add(number)
        falls |= again
        gone = {key for part, ranks in falls.items() for key in lines[part].ranked(ranks) if key not in known}
        for key in gone:
            now.pop(key, None)
        falls, wrong = {}, {number for number, (key, _) in enumerate(lines.sources) if key in gone} if gone else set()
    return now, doubted


def stand_again(doubted: Doubted, lines: Lines, now: dict[Key, bytes]) -> Doubted:
    """Add to what holds ``now`` the answers that come from nothing else any more; return what is left in doubt.

    ``standing`` shows it. A line that was written anew since tells by itself.
    """
    left = {part: (line, dict(ranks)) for part, (line, ranks) in doubted.items() if lines.get(part) is line}
    wrong = set[int]().union(*(numbers for _, ranks in left.values() for numbers in ranks.values()))
    before = -1
    while before < len(now):
        before = len(now)
        wrong = {number for number in wrong if now.get((source := lines.sources[number])[0]) != source[1]}
        for line, ranks in left.values():
            stand = {rank for rank, numbers in ranks.items() if wrong.isdisjoint(numbers)}
            for rank in stand:
                del ranks[rank]
            now |= {key: line.answers[key][0] for key in line.ranked(stand) if key not in now} if stand else {}
    return {part: doubt for part, doubt in left.items() if doubt[1]}


def _importers(lines: Lines, but: Container[str]) -> Mapping[int, Collection[tuple[str, int]]]:
    """Return who comes from each source, by its number: parts, ``but`` some of them, and ranks of their answers."""
    importers: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for part, line in lines.items():
        for rank, numbers in enumerate(() if part in but else line.imports):
            importer = part, rank
            for number in numbers_in(numbers):
                importers[number].append(importer)
    return importers
