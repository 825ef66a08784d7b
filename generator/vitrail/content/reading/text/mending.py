"""French in YAML: a colon after a space, ``#``, ``@`` or ``«`` in a line of text is text, whatever YAML thinks.

The mend happens before parsing, line by line and only under keys that expect a line of text: the value is put between
quotes, without a word since it is read as it was meant, and every other place in the file keeps its line and column.
Control characters become spaces.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from vitrail.content.reading.text import yaml_fixes as fixes
from vitrail.content.reading.text.quoting import (
    closes,
    comma_end,
    continued_sign,
    is_block,
    is_unbraced,
    opened,
    quote,
    reserved_sign,
)
from vitrail.content.reading.text.undressing import dashed, undressed
from vitrail.content.reading.text.yaml_fixes import YamlFault
from vitrail.content.values.folding import fold, fold_key
from vitrail.content.values.key import TextKeys
from vitrail.content.values.keys import ANY
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_BREAKS = str.maketrans("\u0085\u2028\u2029", "   ")
"""PyYAML counts these as ends of line, editors do not: they would move every place after them."""
_FORBIDDEN = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_MENDED_LINES = 100
"""Lines of control characters for which a fix is proposed: pasted text has a few; more are only reported."""
_GAP = r"[ \t\u00a0\u202f]"
_LINE = regex(
    rf"(?P<indent>{_GAP}*)(?P<dashes>(?:-(?:{_GAP}+|$))*)"
    rf"(?:(?P<key>[^\s#\"'\[\]{{}}&*!|>%@`:,-][^:]*|\"[^\"]*\"{_GAP}*|'[^']*'{_GAP}*):(?P<gap>{_GAP}+|$))?(?P<value>.*)"
)
_FLOW_ENTRY = regex(
    rf"(?<=[{{,])(?P<head>{_GAP}*(?P<key>[^\s{{}}\[\],:\"'][^{{}}\[\],:\"']*):{_GAP}+)(?=[^\s\"'\[{{,}}])"
)
_SPACES = str.maketrans("\t\u00a0\u202f", "   ")


class Mended(Struct, frozen=True):
    """The text to parse, the faults mended, and the shifts of columns in mended lines."""

    text: str
    mends: Sequence[YamlFault]
    """The faults of the mended places."""
    shifts: Mapping[int, Sequence[tuple[int, int]]]
    """Line → (column of the mended text, columns added before it), in order."""

    def original(self, line: int, column: int) -> int:
        """Return the column in the original text of a column of the mended text."""
        moves = self.shifts.get(line, ())
        before = bisect_right(moves, (column, len(self.text)))
        return column - moves[before - 1][1] if before else column


def mend(text: str, keys: TextKeys = ANY) -> Mended:
    """Quote French text, and read invisible characters and safe tabs as the spaces they stand for. Linear time."""
    if "\u2028" in text or "\u2029" in text or "\x85" in text:
        text = text.translate(_BREAKS)
    work = _Mender(text.split("\n"), keys)
    if _FORBIDDEN.search(text):
        work.characters()
    if text.startswith("\t") or "\n\t" in text:
        work.tabs()
    work.walk()
    return Mended("\n".join(work.lines), work.mends, work.shifts)


class _Line(NamedTuple):
    """A value that should be text: where it is, under which key."""

    number: int
    start: int
    value: str
    margin: int
    """Column of its key: lines set in further continue it."""
    key: str
    """As written; empty for an entry of a list."""


class _Mender(Struct):
    """One pass over the lines, with its state: blocks of text, quotes and brackets still open."""

    lines: list[str]
    keys: TextKeys
    mends: list[YamlFault] = []
    shifts: dict[int, list[tuple[int, int]]] = {}
    block: int | None = None
    """Column of the key whose block of text is being passed over."""
    quote: str | None = None
    """Quote that an earlier line left open."""
    brackets: int = 0
    """Brackets and braces that earlier lines left open."""
    done: int = 0
    """First line after the texts that were quoted."""
    inside: tuple[int, bool] | None = None
    """Column of the « compétences: » or list key above, and whether its entries are a list of text."""
    listed: int = -1
    """Column of the bullets of the list above."""

    def characters(self) -> None:
        """Replace control characters, which come with text pasted from a PDF or a word processor, by spaces."""
        for number, line in enumerate(self.lines):
            if match := _FORBIDDEN.search(line):
                self.lines[number] = _FORBIDDEN.sub(" ", line)
                pieces = ((number, sign.start(), number, sign.end(), " ") for sign in _FORBIDDEN.finditer(line))
                few = len(self.mends) < _MENDED_LINES
                mend = fixes.bounded(mark("Mettre une espace à la place"), pieces) if few else None
                self.mends.append(YamlFault("YAM028", number, match.start(), {}, mend))

    def tabs(self) -> None:
        """Replace each leading tab by one space when no line is indented by spaces: the nesting is then certain."""
        if any(line.startswith(" ") and line.strip() for line in self.lines):
            return
        set_in = [number for number, line in enumerate(self.lines) if line.startswith("\t")]
        mend = fixes.two_spaces(self.lines)
        for number in set_in:
            bare = self.lines[number].lstrip("\t")
            self.lines[number] = " " * (len(self.lines[number]) - len(bare)) + bare
        first = next((number for number in set_in if self.lines[number].strip()), None)
        self.mends += [YamlFault("YAM028.tab", first, 0, {}, mend)] if first is not None else []

    def walk(self) -> None:
        for number, line in enumerate(self.lines):
            if number < self.done or self.passed_over(line) or not line.strip() or line.lstrip().startswith("#"):
                continue
            self.lines[number], self.listed = dashed(self.lines, number, self.listed)
            if self.inside and not self.inside[1]:
                self.lines[number], self.shifts[number] = undressed(self.lines[number])
            if match := _LINE.fullmatch(self.lines[number]):
                self.line(number, match)

    def passed_over(self, line: str) -> bool:
        if self.quote:
            if closes(line, self.quote):
                self.quote = None
            return True
        if self.block is not None:
            if not line.strip() or len(line) - len(line.lstrip(" ")) > self.block:
                return True
            self.block = None
        if self.brackets > 0:
            self.brackets += opened(line)
            return True
        return False

    def line(self, number: int, match: re.Match[str]) -> None:
        """Handle one line by its indent, its key and the list or key that it is under."""
        dashes, key, value = match["dashes"], match["key"], match["value"]
        margin = match.end("indent")
        column = match.end("dashes")
        self.spaces(number, match)
        if self.inside and (margin < self.inside[0] or (margin == self.inside[0] and not dashes)):
            self.inside = None
        if self.inside and self.inside[1] and dashes and value + (key or ""):
            self.text(_Line(number, column, self.lines[number][column:], column, ""))
            return
        if key is None:
            self.other(number, match.start("value"), column)
            return
        self.keyed(number, column, fold_key(key.strip("\"' ")), match)

    def spaces(self, number: int, match: re.Match[str]) -> None:
        """Replace no-break spaces and tabs around dashes and after the colon by spaces; a tab that indents stays."""
        line = self.lines[number]
        if "\u00a0" not in line and "\u202f" not in line and "\t" not in match["dashes"]:
            return
        edges = [(0, match.end("indent"), " \u00a0\u202f"), (match.end("indent"), match.end("dashes"), "")]
        if match["key"] is not None:
            edges.append((match.start("gap"), match.end("gap"), ""))
        for start, end, only in edges:
            part = line[start:end]
            plain = part if only and part.strip(only) else part.translate(_SPACES)
            line = line[:start] + plain + line[end:]
        if match["value"].startswith("{") and '"' not in line:
            line = re.sub(":[\u00a0\u202f]", ": ", line)
        self.lines[number] = line

    def keyed(self, number: int, column: int, key: str, match: re.Match[str]) -> None:
        start, value = match.start("value"), match["value"]
        if not value.strip() or value.startswith("# "):  # nothing, or a remark alone
            if key in self.keys.sentences or key in self.keys.lists:
                self.inside = (column, key in self.keys.lists)
            return
        groups = self.keys.groups
        bullets = groups.values() if match["dashes"] and "," in value else ()
        if self.braced(number, start, column + 1, [groups.get(key, ())]) or self.braced(
            number, column, column, bullets
        ):
            return
        if key in self.keys.texts or (self.inside and not self.inside[1] and key not in self.keys.words):
            self.text(_Line(number, start, value, column, match["key"].strip()))
        else:
            self.other(number, start, column)

    def braced(self, number: int, start: int, margin: int, groups: Iterable[Container[str]]) -> bool:
        """Put the missing braces around « titre: Plan, fichier: plan.pdf », unless the line below continues it."""
        line, below = self.lines[number].rstrip(), "".join(self.lines[number + 1 : number + 2])
        text, set_in = line[start:], len(below) - len(below.lstrip(" ")) >= margin
        if set_in or not any(is_unbraced(text, names) for names in groups):
            return False
        self.lines[number] = f"{line[:start]}{{{text}}}"
        self.shifts.setdefault(number, []).append((start + 1, 1))
        return True

    def other(self, number: int, start: int, column: int) -> None:
        """Skip a value that is not known to be text, and record the block, quote or bracket that it opens."""
        value = self.lines[number][start:]
        if value[:1] in {"{", "["}:
            self.flow(number, start)
            self.brackets = max(0, opened(self.lines[number][start:]))
        elif is_block(value):
            self.block = column
        elif value[:1] in {'"', "'"} and not closes(value[1:], value[0]):
            self.quote = value[0]

    def text(self, line: _Line) -> None:
        """Quote a text when YAML would not read it as one, with the lines that continue it."""
        last = self.continued(line) if line.key else line.number
        whole = [line.value.rstrip(), *(below.strip() for below in self.lines[line.number + 1 : last + 1])]
        reserved = reserved_sign(whole[0]) or any(map(continued_sign, whole[1:]))
        if not reserved or (len(whole) > 1 and line.value[0] in "\"'[{|>#"):
            self.other(line.number, line.start, line.margin)
            return
        self.replace(line, last)

    def continued(self, line: _Line) -> int:
        """Return the last line of a text that continues on indented lines; a line like a key or a remark ends it."""
        last = line.number
        for below in range(line.number + 1, len(self.lines)):
            text = self.lines[below]
            bare = text.lstrip(" ")
            if not bare or len(text) - len(bare) <= line.margin or bare[0] in "-#":
                break
            match = _LINE.fullmatch(text)
            if match is None or (match["key"] is not None and not match["key"][-1].isspace()):
                break
            last = below
        return last

    def replace(self, line: _Line, last: int) -> None:
        head = self.lines[line.number][: line.start]
        self.done = last + 1
        before, start = len(self.lines[last].rstrip()), line.start
        if last == line.number:
            self.lines[line.number] = head + quote(line.value.strip())
        else:
            self.lines[line.number] = head + "'" + line.value.rstrip().replace("'", "''")
            for below in range(line.number + 1, last + 1):
                self.lines[below] = self.lines[below].rstrip().replace("'", "''")
            self.lines[last] += "'"
        self.shifts.setdefault(line.number, []).append((start + 1, 1))
        end = len(self.lines[last]) - 1
        self.shifts.setdefault(last, []).append((end, end - before))

    def flow(self, number: int, start: int) -> None:
        """Quote a text inside ``{titre: …, lien: …}``, up to the comma or the brace that ends it."""
        line = self.lines[number]
        out, done, added = [line[:start]], start, 0
        for match in _FLOW_ENTRY.finditer(line, start):
            end = comma_end(line, match.end())
            value = line[match.end() : end].rstrip()
            if fold(match["key"]) not in self.keys.texts or match.start() < done or not reserved_sign(value):
                continue
            quoted = quote(value)
            out += [line[done : match.end()], quoted]
            done, begins = match.end() + len(value), match.end() + added
            added += len(quoted) - len(value)
            moves = ((begins + 1, begins + 1 - match.end()), (done + added - 1, added - 1), (done + added, added))
            self.shifts.setdefault(number, []).extend(moves)
        self.lines[number] = "".join([*out, line[done:]])
