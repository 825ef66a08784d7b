"""Signs that Markdown and word processors put in YAML: bullets of a list, bold or links of a code."""

from collections.abc import Sequence

from vitrail.ground.regex import regex

_BULLET = regex(r" *[*•·\uf0b7][ \t\u00a0\u202f]+\S")
_DRESSED = regex(r"( *(?:- +)?)[*`\[_]{1,3}(?P<code>[^\W_]*\d[\w.]*?)[*`\]_]{1,3}(?=\s*:(?:\s|$))")
"""« **B1.1** : … », « [[B1.1]]: … », « `B1.1`: … »."""


def dashed(lines: Sequence[str], number: int, listed: int) -> tuple[str, int]:
    """Read a bullet as the dash of a list, where a list may begin: below a key, or below a bullet or a dash.

    Args:
        lines: those of the file.
        number: the one to read.
        listed: the column of the bullets and dashes above, -1 when there are none.

    Returns:
        The line, and the column of its bullets.
    """
    line = lines[number]
    margin = len(line) - len(line.lstrip(" "))
    if not _BULLET.match(line):
        if line.startswith("- ", margin) and listed in {-1, margin}:
            return line, margin
        return line, listed if margin > listed else -1
    above = next((text for text in map(lines.__getitem__, range(number - 1, -1, -1)) if text.strip()), "")
    begins = margin == listed or above.rstrip().endswith(":")
    return (f"{line[:margin]}-{line[margin + 1 :]}", margin) if begins else (line, -1)


def undressed(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Strip the Markdown signs around a key that is a code; also return how its columns move, none after it."""
    match = _DRESSED.match(line)
    if match is None:
        return line, []
    start, end, code = match.end(1), match.end(), match["code"]
    moves = [(start, start - match.start("code")), (start + len(code), 0)]
    return line[:start] + code.ljust(end - start) + line[end:], moves
