"""The title and the prose of a page: the facts that are kept of its text, and the private data found in it."""

import hashlib
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.secrets import secrets
from vitrail.content.markdown import OPEN, Event, Parsed, parse
from vitrail.content.markdown.events import READ
from vitrail.content.markdown.headings import Heading, bare, headings
from vitrail.content.markdown.links import links
from vitrail.content.markdown.veiled import heard, is_diagram
from vitrail.content.model.source import Body, Section
from vitrail.content.reading.schemas.overlooked import tutors_said
from vitrail.content.reading.text.unfinished import says_nothing
from vitrail.content.values.document import Document
from vitrail.content.values.folding import CODE
from vitrail.content.values.lengths import NAME, fitted
from vitrail.content.values.words import vocabulary
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

_SIGNS = (
    regex(r"\d\d[ .\u00a0-]?(?:\d\d[ .\u00a0-]?\d\d|2[ab])"),
    regex(r"n[ée]e?(?:\(e\)|[.·]e)? le|naissance"),
    regex(r"@[^\n]*"),
)
"""Apart, each begins with one sign, which is searched fast; joined, they would be tried at every character."""

_TRACES = {
    "PRV001": r"(?i)(?:\bn[ée]e?(?:\(e\)|[.·]e)? le|\bdate de naissance)[\s:*_|]*\d{1,2}(?:er)?[ /.-]",
    "PRV001.phone": r"(?<![\w./-])(?:\+33|0033|0)\s?(?:\(0\)\s?)?[1-9](?:[ .\u00a0-]?\d\d){4}(?![\w/-])"
    r"|(?i:\bcandidat\W{1,9})\d{8,}",
    "PRV001.email": r"(?<![\w./@:])[\w.+-]+@(?![\w.-]*\b(?:example|invalid|localhost|test|local|lan|internal|intra)\b)"
    r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b",
    "PRV001.insurance": r"(?<!\d)[12][ .]?\d\d[ .]?(?:0[1-9]|1[0-2])[ .]?(?:\d\d|2[AB])[ .]?\d{3}[ .]?\d{3}"
    r"(?:[ .]?\d\d)?(?!\d)",
}
PATTERNS = tuple((code, regex(pattern)) for code, pattern in _TRACES.items())
"""Code of a diagnostic, and the pattern that it reports."""

_DRAWING, _LETTER, _EACH = 2_000, 10, 100
"""Cost of a diagram, of a letter of it and of one « & », in blocks of text: five hundred diagrams fill a portfolio."""
MAX_LINKS = 1_000
"""Links, pictures and references of one page that are followed: a long réalisation has thirty."""
_BRACKETS = regex(r"\(([^()]{2,80})\)$")
_CODES = r"((?:[A-Z]\d[A-Z]?(?:\.\d+[A-Z]?)+(?:, ?| et | / )?)+)"
_BESIDE = regex(rf"^{_CODES}(?:\s?[-–—:](?=\s)|$)|(?:(?<=\s)[-–—:]\s?|\[){_CODES}\]?$")
"""A title that is, begins or ends with codes, set apart: « B1.3.2 : la mesure », « La charte – B1.3.1 »."""
_CODE = regex(rf"(?<![\w.-]){CODE}(?![\w.-])")
"""A possible code of a competency, in the brackets that end a heading."""
_LONGEST_TITLE = NAME + 1
"""Characters of a heading that are kept: one more than a title may have, so that a longer one is reported."""


def read_body(document: Document) -> Body:
    """Extract from a text the facts that rules and pages need, so that they need not parse it again."""
    text = document.text
    parsed = parse(text)
    titles = headings(parsed)
    empty = bare(parsed, titles)
    return Body(
        path=document.source.path,
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        line=document.text_line,
        words=0 if says_nothing(text) else _words(parsed) if not parsed.refused else len(text.split()),
        vocabulary=vocabulary(heard(parsed)),
        sections=tuple(_section(document, parsed, heading) for heading in titles),
        bare_heading=(
            (empty.title[:_LONGEST_TITLE], document.text_line + parsed.places(empty.start)[0] - 1) if empty else None
        ),
        links=links(parsed, document.text_line)[:MAX_LINKS],
        tutors=tuple((document.source.path, name) for name in tutors_said(text)),
        nodes=len(parsed.events) + sum(map(_drawn, parsed.events)),
    )


def _drawn(event: Event) -> int:
    """Return the cost of a diagram, in blocks of text; 0 for any other event. Each « & » may stand for many arrows."""
    return _DRAWING + _LETTER * len(event.text) + _EACH * event.text.count("&") if is_diagram(event) else 0


def _section(document: Document, parsed: Parsed, heading: Heading) -> Section:
    """Return the anchor and the line of a heading, and the codes in it: « La maquette (B1.3.2, B1.4) »."""
    named = _BRACKETS.search(heading.title) or _BESIDE.search(heading.title)
    return Section(
        title=heading.title[:_LONGEST_TITLE],
        anchor=heading.anchor,
        line=document.text_line + parsed.places(heading.start)[0] - 1,
        codes=tuple(_CODE.findall("".join(filter(None, named.groups())))) if named else (),
    )


def _words(parsed: Parsed) -> int:
    """Count the words of a text, code included, and its pictures."""
    return sum(
        len(event.text.split()) if event.kind in READ else 1
        for event in parsed.events
        if event.kind in READ or (event.kind == "image" and event.edge == OPEN)
    )


class Traces(Struct, frozen=True, kw_only=True):
    """The private data found in a file."""

    key: Diagnostic | None = None
    """The first private key or token: a page that holds one is for the team alone."""
    told: tuple[Diagnostic, ...] = ()
    """Personal data and passwords, one of each kind a line: reported only of files that the public may read."""


def traces(document: Document) -> Traces:
    """Find text that looks like a key, a password or personal data; in front matter, the first two only."""
    leaks = tuple(_secrets(document))
    passwords = {place.line: place for place, key in leaks if not key}.values()
    name = document.source.path.rpartition("/")[2]
    keys = (Diagnostic.at("PRV016", place, target=name, where=_line(place)) for place, key in leaks if key)
    told = (Diagnostic.at("PRV004", place, where=_line(place)) for place in passwords)
    return Traces(key=next(keys, None), told=(*_personal(document), *told))


def _line(place: Place) -> Phrase:
    return mark("ligne {line}", line=place.line)


def _personal(document: Document) -> Iterator[Diagnostic]:
    folded = document.text.casefold()  # folding makes and takes no newline: lines keep their numbers
    lines: list[str] = []
    for number in _numbers(folded, suspects(folded)):
        lines = lines or document.text.split("\n")
        place = Place(path=document.source.path, line=document.text_line + number)
        for code, pattern in PATTERNS:
            if match := pattern.search(lines[number][:_LONGEST_LINE]):
                yield Diagnostic.at(code, replace(place, column=match.start() + 1))


def _secrets(document: Document) -> Iterator[tuple[Place, bool]]:
    """Yield the place of each secret, and whether it is a key."""
    for text, first in ((document.above, document.above_line), (document.text, document.text_line)):
        for secret in secrets(text):
            line, column = first + text.count("\n", 0, secret.start), secret.start - text.rfind("\n", 0, secret.start)
            yield Place(path=document.source.path, line=line, column=column), secret.key


def suspects(folded: str) -> list[int]:
    """Return the offsets, in a case-folded text, of signs that any match of the patterns contains, on the same line.

    A hundred times faster than to try the patterns: most pages are dismissed here.
    """
    return [match.start() for signs in _SIGNS for match in signs.finditer(folded)]


def _numbers(text: str, offsets: list[int]) -> Iterator[int]:
    """Yield the numbers, from 0, of the lines of some offsets, each once and in order."""
    number = done = 0
    told = -1
    for offset in sorted(offsets):
        number += text.count("\n", done, offset)
        done = offset
        if number > told:
            yield number
            told = number


_LONGEST_LINE = 2000
"""Characters of a line that are searched: enough for any paragraph, and a bound on time."""


def title_of(written: str | None, faults: list[Diagnostic], body: Body, slug: str) -> str:
    """Return the title written, else the first heading, else the file's name in words."""
    if written:
        return written
    title, reason = fitted(next((section.title for section in body.sections if section.title), ""), NAME)
    if reason:
        place = Place(path=body.path, line=body.line)
        faults.append(Diagnostic.at("STR035", place, key="titre", reason=reason))
    return title or readable(slug)


def readable(slug: str) -> str:
    """Turn a file's name into words: « mise-en-place » is « Mise en place »."""
    words = slug.rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return fitted(words[:1].upper() + words[1:] or slug, NAME)[0]
