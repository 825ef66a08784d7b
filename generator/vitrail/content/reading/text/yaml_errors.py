"""Translation of PyYAML's errors, which speak of the parser's state, into faults of what the author wrote."""

from collections.abc import Callable, Sequence

import yaml

from vitrail.content.reading.text import yaml_fixes as fixes
from vitrail.content.reading.text.slips import slip
from vitrail.content.reading.text.yaml_fixes import YamlFault
from vitrail.ground.regex import regex

_KEY = regex(r" +([^\W\d_][^:\"'#]{0,60}(?<! ))")
"""An indented key just before its colon; in a French text a space would come before the colon."""
_CLOSERS = "\"'])}"


def explain(error: yaml.YAMLError, text: str, written: str, read: Callable[[str], object]) -> YamlFault:
    """Translate a parser's error to a fault, with its fix when there is one.

    Both parsers of PyYAML, whose words differ a little, are understood.

    Args:
        error: what the parser raised.
        text: the text that it parsed.
        written: the same as its author wrote it, line for line.
        read: parses a text to its value; None when it cannot be parsed.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return YamlFault("YAM013", 0, 0)
    lines, own = text.split("\n"), written.split("\n")
    problem, context = error.problem or "", error.context or ""
    opening = error.context_mark or error.problem_mark
    if "quoted scalar" in context:
        wrong_escape = "escape" in problem or "decimal" in problem  # libyaml spells « hexdecimal »
        unclosed = fixes.closed_quote(own, opening.line, opening.column)
        code, mend = (
            ("YAM001.backslash", fixes.literal(own, opening.line)) if wrong_escape else ("YAM003.quote", unclosed)
        )
        return _at(code, opening, mend)
    if "flow" in context:
        sign = _char(lines, opening) or "["
        return _at("YAM003", opening, fixes.closed_bracket(own, opening.line, sign), sign=sign)
    line = lines[error.problem_mark.line] if error.problem_mark.line < len(lines) else ""
    before = line[: error.problem_mark.column + 1]
    if ("block scalar" in context and "tab" in problem) or ("\t" in before and not before.strip()):
        return _at("YAM009.tab", error.problem_mark, fixes.untabbed(own, read))
    if "block scalar" in context:
        return _at("YAM013.block", opening, sign=_char(lines, opening) or "|")
    # a line without a colon is noticed at the start of the next
    mark = opening if "simple key" in context else error.problem_mark
    reserved = slip(own, mark.line) or _reserved(problem, context, mark, lines, own)
    return reserved or _misplaced(problem, mark, lines, own)


def _reserved(problem: str, context: str, mark: yaml.Mark, lines: list[str], own: Sequence[str]) -> YamlFault | None:
    """Explain a sign that means something to YAML where the author wrote text."""
    quoted = fixes.quoted(own, mark.line)
    if "mapping values" in problem:
        return _set_in(mark, own) or _at("YAM001", mark, quoted)
    if "sequence entries" in problem or "mapping keys" in problem:
        return _at("YAM009.dash", mark, fixes.lowered(own, mark.line))
    if "simple key" in context:
        return _at("YAM008", mark, fixes.dashed(own, mark.line), suggestion=fixes.GOES_ON)
    if "directive" in context:
        return _at("YAM001.sign", mark, quoted, sign="%")
    named = any(word in context for word in ("alias", "anchor", "tag"))
    if named or "start any token" in problem or "node content" in problem:
        before = lines[mark.line][: mark.column] if mark.line < len(lines) else ""
        return _at("YAM001.sign", mark, quoted, sign=_char(lines, mark).strip() or before[-1:].strip() or "!")
    return None


def _set_in(mark: yaml.Mark, lines: Sequence[str]) -> YamlFault | None:
    """Explain a key indented further than the one above, which already has a value: a space too many before it."""
    before = lines[mark.line][: mark.column] if mark.line < len(lines) else ""
    key = _KEY.fullmatch(before)
    above = next((line for line in reversed(lines[: mark.line]) if line.strip()), "")
    if key is None or ":" not in above or len(above) - len(above.lstrip(" ")) >= key.start(1):
        return None
    return YamlFault("YAM009", mark.line, key.start(1), {}, fixes.aligned(lines, mark.line))


def _misplaced(problem: str, mark: yaml.Mark, lines: list[str], own: Sequence[str]) -> YamlFault:
    line = lines[mark.line] if mark.line < len(lines) else ""
    if line[: mark.column].rstrip().endswith(tuple(_CLOSERS)) or line[mark.column : mark.column + 1] in {"]", "}"}:
        return _at("YAM003.after", mark, fixes.quoted(own, mark.line))
    if "expected key" in problem or "block end" in problem or "'-' indicator" in problem:
        return _at("YAM009", mark, fixes.aligned(own, mark.line))
    return _at("YAM013", mark)


def _char(lines: list[str], mark: yaml.Mark) -> str:
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


def _at(code: str, mark: yaml.Mark, mend: fixes.Mend | None = None, **values: str | int) -> YamlFault:
    return YamlFault(code, mark.line, mark.column, values, mend)
