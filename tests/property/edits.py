"""What happens to a file of a school while it is written: lines that move, numbers, words, names, folders."""

import re


def _lines(change):
    def edit(path, rank):
        lines = path.read_text("utf-8", "surrogateescape").split("\n")
        change(lines, rank % len(lines))
        path.write_text("\n".join(lines), "utf-8", "surrogateescape")

    return edit


def _swap(lines, rank):
    other = (rank + 1) % len(lines)
    lines[rank], lines[other] = lines[other], lines[rank]


def _count(lines, rank):
    lines[rank] = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), lines[rank])


def _word(lines, rank):
    lines[rank] = re.sub(r"\w{4,}", "nouveau", lines[rank], count=1)


def _visible(lines, rank):
    lines.insert(1, ("visibilité: jury", "visibilité: équipe", "visibilité: public")[rank % 3])


EDITS = {
    "swap": _lines(_swap),
    "count": _lines(_count),
    "word": _lines(_word),
    "cut": _lines(lambda lines, rank: lines.pop(rank)),
    "space": _lines(lambda lines, rank: lines.__setitem__(rank, lines[rank] + "  ")),
    "visible": _lines(_visible),
    "delete": lambda path, _: path.unlink(),
    "rename": lambda path, _: path.rename(path.with_name(f"autre-{path.name}")),
    "folder": lambda path, _: (
        path.parent.name == "portfolios" or path.parent.rename(path.parent.with_name(f"autre-{path.parent.name}"))
    ),
}
