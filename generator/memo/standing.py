"""What earlier runs wrote down that still holds, found in one look at the lines of all parts.

Every line is believed at first. Those fall that tell of a file, or of an answer, otherwise than the disk and the lines
that are left; until none falls. What is left is right: each of its answers was made from what is left, in the order in
which it would be asked now, and questions that ask each other in a circle have no answer at all.
"""

from collections.abc import Callable, ItemsView, Iterable, Mapping

from generator.memo.shelf import Key, PartLine


def standing(
    lines: Mapping[str, PartLine], known: Mapping[Key, bytes], leaf: Callable[[Key, bytes], bytes]
) -> dict[Key, bytes]:
    """Return the digest of every answer that holds, beside those that are ``known``.

    ``leaf`` says what a file is now, or what the run was told, given what a line tells of it.

    >>> title = PartLine("", 0, (0, 0), {".file a.md": b"1"}, {"title": (b"T", 0, None)}, ({},))
    >>> contents = PartLine("", 0, (0, 0), {}, {"contents": (b"C", 0, None)}, ({"title": b"T"},))
    >>> for file in (b"1", b"2"):
    ...     sorted(standing({"work": title, "class": contents}, {}, lambda key, was: file))
    ['.file a.md', 'contents', 'title']
    ['.file a.md']
    """
    now = dict(known)
    for line in lines.values():
        for key, told in line.answers.items():
            now.setdefault(key, told[0])
    for line in lines.values():
        for deps in (line.leaves, *line.imports):
            now |= {key: leaf(key, was) for key, was in deps.items() if key not in now and key.startswith(".")}
    held = now.items()
    left = {part: {*range(len(line.imports))} for part, line in lines.items()}
    fallen = {part: ranks for part, ranks in left.items() if not lines[part].leaves.items() <= held}
    falls = True
    while falls:
        for part, ranks in fallen.items():
            left[part] = left[part] - ranks
            gone = (key for key, told in lines[part].answers.items() if told[1] in ranks and key not in known)
            for key in gone:
                now.pop(key, None)
        fallen = {part: ranks for part, line in lines.items() if (ranks := _falling(line, left[part], held))}
        falls = bool(fallen)
    return now


def _falling(line: PartLine, left: Iterable[int], held: ItemsView[Key, bytes]) -> set[int]:
    """Name what the answers of a part come from, of what is left of it, that is not so any more."""
    return {rank for rank in left if not line.imports[rank].items() <= held}
