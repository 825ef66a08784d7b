"""Which answers of earlier runs still hold, found in one pass over the lines of all parts, without running a question.

All lines are assumed to hold. A line is refuted when it gives a dependency another digest than the disk has, or than
the lines that are not refuted give; until no more are. What is left holds: its answers were made from dependencies that
hold, and questions that depend on each other in a cycle have no answer at all.

Most of the refuted lines hold again once the few questions that read what changed have answered as before
(``verify_again``): that is the early cutoff of incremental builds.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Mapping
from typing import TypeAlias

from vitrail.ground.memo.leaves import TOLD
from vitrail.ground.memo.lines import OF_FILES, Key, Lines, PartLine, numbers_in

Unverified: TypeAlias = dict[str, tuple[PartLine, dict[int, set[int]]]]
"""Part → its line, and the ranks that did not hold, each with the numbers of the dependencies that differ."""


def changed_parts(lines: Lines, now: Mapping[Key, bytes], leaf: Callable[[Key], bytes]) -> frozenset[str]:
    r"""Name the parts that depend on a file whose digest changed; it is in ``now``, else ``leaf`` gives it.

    >>> from vitrail.ground.memo.lines import ToldLine
    >>> lines = Lines()
    >>> lines.put("work", ToldLine(PartLine("", 0, (0, 0), {}), (((".file\0a.md", b"1"),),)))
    >>> changed_parts(lines, {}, lambda file: b"2"), changed_parts(lines, {}, lambda file: b"1")
    (frozenset({'work'}), frozenset())
    """
    unknown = ((number, key, was) for number, (key, was) in enumerate(lines.sources) if now.get(key) != was)
    wrong = {number for number, key, was in unknown if key.startswith(OF_FILES) and leaf(key) != was}
    return frozenset(part for part, line in lines.items() if not wrong.isdisjoint(numbers_in(line.leaves)))


def verify(
    lines: Lines, known: Mapping[Key, bytes], leaf: Callable[[Key], bytes]
) -> tuple[dict[Key, bytes], Unverified]:
    """Return the digests of all answers that hold, with those already ``known``, and what may be verified again.

    ``leaf`` digests a file. Values that are told beside the files count as those of the last run, until told anew.

    >>> from vitrail.ground.memo.lines import ToldLine
    >>> lines = Lines()
    >>> title, contents = (PartLine("", 0, (0, 0), {word: (b"1", 0, None)}) for word in ("title", "contents"))
    >>> lines.put("work", ToldLine(title, (((".file a.md", b"1"),), ())))
    >>> lines.put("class", ToldLine(contents, ((), (("title", b"1"),))))
    >>> for file in (b"1", b"2"):
    ...     now, unverified = verify(lines, {}, lambda path: file)
    ...     sorted(now), sorted(unverified)
    (['.file a.md', 'contents', 'title'], [])
    (['.file a.md'], ['class'])
    >>> now |= {"title": b"1"}
    >>> verify_again(unverified, lines, now), sorted(now)
    ({}, ['.file a.md', 'contents', 'title'])
    """
    now = {key: told[0] for line in lines.values() for key, told in line.answers.items()} | dict(known)
    wrong = set()
    unknown = [(number, key, was) for number, (key, was) in enumerate(lines.sources) if now.get(key) != was]
    for number, key, was in reversed(unknown):  # of several digests of one name, the last is what the last run was told
        if key[0] == "." and key not in now:
            now[key] = was if key.startswith(TOLD) else leaf(key)
        if now.get(key) != was:
            wrong.add(number)
    refuted = {part for part, line in lines.items() if not wrong.isdisjoint(numbers_in(line.leaves))}
    falling: dict[str, Collection[int]] = {part: range(len(lines[part].imports)) for part in refuted}
    unverified: Unverified = {}
    importers = _importers(lines, but=refuted) if wrong else {}
    while wrong:
        again: dict[str, set[int]] = {}
        for number in wrong:
            for part, rank in importers.get(number, ()):
                ranks = unverified.setdefault(part, (lines[part], {}))[1]
                if rank not in ranks:
                    again.setdefault(part, set()).add(rank)
                ranks.setdefault(rank, set()).add(number)
        falling |= again
        gone = {key for part, ranks in falling.items() for key in lines[part].ranked(ranks) if key not in known}
        for key in gone:
            now.pop(key, None)
        falling, wrong = {}, {number for number, (key, _) in enumerate(lines.sources) if key in gone} if gone else set()
    return now, unverified


def verify_again(unverified: Unverified, lines: Lines, now: dict[Key, bytes]) -> Unverified:
    """Add to ``now`` the answers all of whose dependencies hold by now; return what is still unverified.

    ``verify`` shows it. Lines that were written since are left out: their writer has recorded what they say.
    """
    left = {part: (line, dict(ranks)) for part, (line, ranks) in unverified.items() if lines.get(part) is line}
    wrong = set[int]().union(*(numbers for _, ranks in left.values() for numbers in ranks.values()))
    before = -1
    while before < len(now):
        before = len(now)
        wrong = {number for number in wrong if now.get((source := lines.sources[number])[0]) != source[1]}
        for line, ranks in left.values():
            verified = {rank for rank, numbers in ranks.items() if wrong.isdisjoint(numbers)}
            for rank in verified:
                del ranks[rank]
            now |= {key: line.answers[key][0] for key in line.ranked(verified) if key not in now} if verified else {}
    return {part: (line, ranks) for part, (line, ranks) in left.items() if ranks}


def _importers(lines: Lines, but: Container[str]) -> Mapping[int, Collection[tuple[str, int]]]:
    """Return the dependents of each source, by its number: parts, ``but`` some of them, with the rank of answers."""
    importers: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for part, line in lines.items():
        for rank, numbers in enumerate(() if part in but else line.imports):
            importer = part, rank
            for number in numbers_in(numbers):
                importers[number].append(importer)
    return importers
