"""Conversion of other tools' syntaxes to Markdown, outside code; each conversion is reported."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from vitrail.content.markdown.edits import Edit, Pass, Places, rewritten
from vitrail.content.markdown.parsed import Parsed, parse
from vitrail.content.markdown.signs import prepared, shown
from vitrail.doors.importing.tree import PICTURES
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

_LONGEST = 300
"""Most characters of a quotation."""
_ATTRIBUTE = regex(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ALERTS = {"danger": "CAUTION", "error": "CAUTION", "info": "NOTE", "tip": "TIP", "success": "TIP"}
_KINDS = frozenset({"tip", "important", "warning", "caution", "question", "example", "quote", "abstract", "bug"})
"""Words for a framed block that we know; another tool's others, « circle-info », are names of pictures or of styles."""

Group: TypeAlias = Callable[[int], str]


class _Way(NamedTuple):
    pattern: str
    new: Callable[[Group], str | None]
    """Makes the replacement from the groups of the match; None leaves the match as it is."""


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): "".join(ways) for name, *ways in _ATTRIBUTE.findall(text)}


def _picture(text: str) -> str | None:
    attributes = _attributes(text)
    target = next((attributes[name] for name in ("src", "url", "path", "file", "image") if attributes.get(name)), "")
    words = next((attributes[name] for name in ("alt", "description", "caption", "title") if attributes.get(name)), "")
    title = attributes.get("title", "")
    return f"![{words}](<{target}>" + (f' "{title}")' if title not in {"", words} else ")") if target else None


def _gallery(text: str) -> str | None:
    folder = _attributes(text).get("dir") or _attributes(text).get("match", "").rstrip("*")
    return f"![](<{folder.rstrip('/')}/>)" if folder else None


def _alert(kind: str, body: str) -> str:
    name = _ALERTS.get(kind.lower(), kind.upper() if kind.lower() in _KINDS else "NOTE")
    return "\n".join((f"> [!{name}]", *(f"> {line}".rstrip() for line in body.strip("\n").split("\n"))))


def _folded(title: str, body: str) -> str:
    words = " ".join(re.sub(r"<[^<>]*>", "", title).split()).replace('"', "'")
    return "\n".join((f'??? note "{words}"', "", *(f"    {line}".rstrip() for line in body.strip("\n").split("\n"))))


def _wiki(shows: str, name: str, anchor: str, words: str) -> str:
    """Convert a link of Obsidian: a picture is shown, an embedded page or document becomes a link."""
    anchor = "" if anchor.startswith("#^") else anchor and "#" + re.sub(r"[^\w]+", "-", anchor[1:].lower()).strip("-")
    picture = shows and any(name.lower().endswith(suffix) for suffix in PICTURES)
    words = "" if picture and re.fullmatch(r"\d+(?:x\d+)?", words) else words or ("" if picture else name or anchor)
    return f"{'!' if picture else ''}[{words}](<{name}{anchor}>)"


_OPEN, _SHUT = r"\{\{[<%][ \t]*", r"[ \t]*[>%]\}\}"
_CALLED = r"(?:notice|alert|admonition|callout|hint)"
_BLOCKS = (
    _Way(
        rf"(?s){_OPEN}highlight[ \t]+(\w*)[^{{}}\n]*{_SHUT}\n?((?:(?!{_OPEN}highlight).)*?)\n?"
        rf"{_OPEN}/[ \t]*highlight{_SHUT}",
        lambda of: f"```{of(1)}\n{of(2)}\n```",
    ),
    _Way(
        r"(?s)\{%-?\s*highlight\s+(\w*)[^{}\n]*%\}\n?((?:(?!\{%-?\s*highlight).)*?)\n?\{%-?\s*endhighlight\s*-?%\}",
        lambda of: f"```{of(1)}\n{of(2)}\n```",
    ),
    _Way(
        rf"(?s){_OPEN}{_CALLED}[ \t]*\"?(\w*)[^{{}}\n]*{_SHUT}((?:(?!{_OPEN}{_CALLED}).)*?){_OPEN}/{_CALLED}{_SHUT}",
        lambda of: _alert(of(1), of(2)),
    ),
    _Way(
        r"(?m)((?:^>.*\n){1,200})\{:?[ \t]*\.prompt-(\w+)[ \t]*\}",
        lambda of: f"> [!{_ALERTS.get(of(2), of(2).upper())}]\n{of(1)}",
    ),
    _Way(r"(?m)^[*-] .*\n\{:toc\}", lambda _: ""),
    _Way(r"(?is)<aside\b[^<>\n]*>((?:(?!<aside).)*?)</aside>", lambda of: _alert("", of(1).strip())),
    _Way(
        r"(?is)<details\b[^<>\n]*>\s*<summary>((?:(?!<details).)*?)</summary>((?:(?!<details).)*?)</details>",
        lambda of: _folded(of(1), of(2)),
    ),
)
_TARGETS = (
    _Way(r"\{\{-?\s*['\"]([^'\"{}\n]+)['\"]\s*\|[^{}\n]*\}\}", lambda of: of(1)),
    _Way(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}", lambda _: ""),
    _Way(r"\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}", lambda of: of(1)),
    _Way(rf"{_OPEN}(?:rel)?ref[ \t]+[\"']?([^\"'{{}}\n]+?)[\"']?{_SHUT}", lambda of: of(1)),
)
_REST = (
    _Way(rf"{_OPEN}figure\s+([^{{}}]*?){_SHUT}", lambda of: _picture(of(1))),
    _Way(rf"{_OPEN}gallery\s+([^{{}}]*?){_SHUT}", lambda of: _gallery(of(1))),
    _Way(
        rf"{_OPEN}youtube[ \t]+(?:id=)?\"?([\w-]+)\"?{_SHUT}", lambda of: f"<https://www.youtube.com/watch?v={of(1)}>"
    ),
    _Way(r"\{%-?\s*include\s+\S+\s+([^{}]*?)-?%\}", lambda of: _picture(of(1))),
    _Way(r"(?i)<img\s([^<>]*?)/?>", lambda of: _picture(of(1))),
    _Way(r"(?im:^\[\[?_?toc_?\]?\]$)", lambda _: ""),
    _Way(r"(?i)</?(?:div|center|span|figure|figcaption|section|p)\b[^<>\n]*>", lambda _: ""),
    _Way(rf"{_OPEN}/?[ \t]*rawhtml{_SHUT}|\{{%-?\s*(?:end)?raw\s*-?%\}}\n?", lambda _: ""),
    _Way(r"\{:[^{}\n]{1,200}\}|(?<=\))[ ]?\{[ ]?(?:[.#][\w-]|[\w-]{1,30}=)[^{}\n]{0,200}\}", lambda _: ""),
    _Way(
        r"(!?)\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]",
        lambda of: _wiki(of(1), of(2).strip(), of(3), of(4).strip()),
    ),
    _Way(r"(?m)[ \t]?%%[^%]{1,2000}%%|[ \t]\^[\w-]{1,40}$", lambda _: ""),
    _Way(r"(?<![=\w])==([^\s=][^=\n]{0,200})==(?![=\w])", lambda of: f"<mark>{of(1)}</mark>"),
    _Way(r"(?<![\w$`])\$([^\s$](?=[^$\n]*[\\^_={}])[^$\n]{0,200})\$(?![\w$])", lambda of: f"`{of(1)}`"),
)


def converted(text: str) -> tuple[str, Places, list[tuple[int, Phrase]]]:
    """Convert a text in three passes: blocks first, so that their code is code, then link targets, then the rest.

    Return it with the map of its places to those before, and the changes with their lines.
    """
    first = source = shown(prepared(text)).encode()
    passes: list[Pass] = []
    said: list[tuple[int, Phrase]] = []
    for ways in (_BLOCKS, _TARGETS, _REST):
        edits = list(_edits(source.decode(), ways))
        places = Places(first, passes)
        taken = 0
        for edit in sorted(edits):
            if edit.start >= taken:
                taken = edit.end
                said.append((places(edit.start)[0], _telling(source[edit.start : edit.end], edit.new)))
        source, done = rewritten(source, edits)
        passes.append(done)
    return source.decode(), Places(first, passes), sorted(said, key=lambda change: change[0])


def _telling(before: bytes, after: bytes) -> Phrase:
    old, new = (" ".join(text.decode().split())[:_LONGEST] for text in (before, after))
    return mark("« {old} » devient « {new} ».", old=old, new=new) if new else mark("« {old} » est retiré.", old=old)


def _edits(text: str, ways: tuple[_Way, ...]) -> Iterator[Edit]:
    """Yield the edits of a pass: patterns match the text with code masked, replacements use the text itself."""
    masked = _masked(text)
    for way in ways:
        character = byte = 0
        for match in re.finditer(way.pattern, masked):
            byte += len(text[character : match.start()].encode())
            character = match.start()

            def group(number: int, match: re.Match[str] = match) -> str:
                return text[match.start(number) : match.end(number)] if match.start(number) >= 0 else ""

            new = way.new(group)
            if new is not None:
                yield Edit(byte, byte + len(group(0).encode()), new.encode())


def _masked(text: str) -> str:
    """Return a text of the same length with NUL characters in place of code."""
    parsed = parse(text)
    raw, out, done = text.encode(), [], 0
    for event in parsed.events:
        if event.kind in {"code", "fence"}:
            start, end = span(parsed, event.start, event.end)
            if start >= done:
                out += [raw[done:start].decode(), "\0" * len(raw[start:end].decode())]
                done = end
    return "".join((*out, raw[done:].decode()))


def span(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """Map a range of bytes of the parsed text to the range in the text given to ``parse``."""
    first = parsed.places.origin(start)
    return first, max(first, parsed.places.origin(end - 1) + 1)
