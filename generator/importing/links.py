"""What the links and pictures of a draft mean in the portfolio: its files, its pages, or nothing, which is told."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from generator.importing.draft import Draft, Treatment
from generator.importing.tree import DOCUMENTS, LARGEST, PAGES, PICTURES, Shelving, outside
from generator.importing.ways import Converted, converted, span
from generator.language import Phrase, mark
from generator.markdown.edits import Edit, rewritten
from generator.markdown.events import CLOSE, LEAF, OPEN, Event
from generator.markdown.parsed import Parsed, parse
from generator.markdown.signs import shown
from generator.markdown.syntaxes import syntaxes
from generator.values.folding import fold

_SAYS_NOTHING = frozenset("ici;la;lien;pdf;fichier;document;telecharger;cliquez ici;voir;doc".split(";"))


class _Work(Struct, kw_only=True):
    """A draft whose links are followed."""

    draft: Draft
    shelving: Shelving
    addresses: Mapping[str, Draft]
    parsed: Parsed
    edits: list[Edit] = field(default_factory=list)
    told: list[tuple[int, Treatment, Phrase]] = field(default_factory=list)
    """Byte of the text, and what is said of it."""
    files: list[str] = field(default_factory=list)
    productions: list[tuple[str, str, str]] = field(default_factory=list)

    def follow(self, event: Event, inside: tuple[Event, ...]) -> None:
        """Give a link or picture the target that it has in the portfolio, or keep its words alone."""
        image = event.kind == "image"
        target = event.text.replace("%3E", ">")
        if outside(target) and not target.lower().startswith("file:"):
            if image:
                self.say(event, mark("« {target} » est ailleurs : copiez l'image dans fichiers/.", target=target))
            return
        found = self.shelving.source.find(re.sub(r"^file:/*", "", target, flags=re.IGNORECASE), self.draft.place)
        suffix = PurePosixPath(found or "").suffix.lower()
        if found and found in self.addresses:
            to = posixpath.relpath(self.addresses[found].path, posixpath.dirname(self.draft.path) or ".")
            self.point(event, inside, f"{to}{_anchor(target)}")
        elif found and image and found.endswith("/"):
            there = map(self.file, self.shelving.source.inside(found))
            new = "\n".join(f"![{PurePosixPath(one).stem}]({one})" for one in there)
            self.edits.append(Edit(*span(self.parsed, event.start, event.end), new.encode()))
        elif found and suffix in PICTURES | DOCUMENTS and self.light(found):
            to = self.file(found)
            stem = PurePosixPath(found).stem
            words = "".join(one.text for one in inside if one.edge == LEAF)
            if suffix in DOCUMENTS:
                title = stem if fold(words) in _SAYS_NOTHING else words
                self.productions.append((title, "fichier", f"fichiers/{posixpath.basename(to)}"))
            self.point(event, inside, to, stem, shows=image and suffix in PICTURES)
        else:
            self.point(event, inside, "", PurePosixPath(target.replace("\\", "/")).stem)
            if found and (suffix in PAGES or found.endswith("/")):
                text = mark("« {target} » n'est pas importé : le texte du lien est gardé.", target=target)
            else:
                text = mark("« {target} » n'a pas été trouvé dans la source, ou ne se publie pas.", target=target)
            self.say(event, text)

    def light(self, path: str) -> bool:
        """True if a file is not too big to be published."""
        return self.shelving.source.files[path].stat().st_size <= LARGEST

    def file(self, path: str) -> str:
        """Ask for a file of the source; return the path to it from the draft."""
        name = self.shelving.take(path)
        self.files.append(path)
        return f"{'../' * self.draft.path.count('/')}fichiers/{name}"

    def say(self, event: Event, text: Phrase, fate: Treatment = Treatment.TO_DO) -> None:
        """Note something at the place of an event."""
        self.told.append((event.start, fate, text))

    def point(
        self, event: Event, inside: tuple[Event, ...], target: str, words: str = "", *, shows: bool = False
    ) -> None:
        """Change the target of a link, whose words are left as they are; without a target, they are all that stays."""
        open_end = event.start + (2 if event.kind == "image" else 1)
        words_end = max((one.end for one in inside), default=open_end)
        start, end = span(self.parsed, event.start, event.end)
        begin = span(self.parsed, event.start, open_end)[1]
        close = span(self.parsed, event.start, words_end)[1]
        width, height = event.size
        title = f' "{event.title}"' if event.title else ""
        size = f" ={width}x{height}" if width or height else ""
        opening, closing = ("![" if shows else "[", f"]({target}{title}{size})") if target else ("", "")
        self.edits.append(Edit(start, begin, opening.encode()))
        self.edits.append(Edit(close, end, f"{'' if inside else words}{closing}".encode()))


def with_files(draft: Draft, shelving: Shelving, addresses: Mapping[str, Draft]) -> Draft:
    """Write the text of a draft in our Markdown, with the files and pages of its portfolio; what is not found is told.

    Args:
        draft: its text shows files of the source.
        shelving: what is shown is taken from it.
        addresses: page of the source → the draft that it became.
    """
    text = converted(draft.body)
    for at, phrase in text.said:
        draft = draft.noting(Treatment.CONVERTED, phrase, at + draft.line - 1)
    parsed = parse(text.text)
    if parsed.refused:
        return replace(draft, body=text.text).noting(
            Treatment.TO_DO, mark("Ses liens ne sont pas suivis : {why}", why=parsed.refused)
        )
    work = _Work(draft=draft, shelving=shelving, addresses=addresses, parsed=parsed)
    for event, inside in _links(parsed):
        work.follow(event, inside)
    for found in syntaxes(parsed):
        phrase = mark("« {written} » : {remedy}", written=found.written, remedy=found.remedy)
        work.told.append((found.offset, Treatment.TO_DO, phrase))
    body = shown(rewritten(parsed.first, work.edits)[0].decode())
    known = {value for _, _, value in draft.productions}
    new = {one[2]: one for one in reversed(work.productions) if one[2] not in known}
    files = tuple(dict.fromkeys((*draft.files, *work.files)))
    one = replace(draft, body=body, productions=(*draft.productions, *reversed(new.values())), files=files)
    for offset, fate, phrase in sorted(work.told, key=lambda told: told[0]):
        one = one.noting(fate, phrase, _line(text, parsed, offset) + draft.line - 1)
    for path in files:
        name = f"fichiers/{shelving.names[path]}"
        one = one.noting(Treatment.CONVERTED, mark("« {path} » est {name}.", path=path, name=name))
    return one


def _links(parsed: Parsed) -> Iterator[tuple[Event, tuple[Event, ...]]]:
    """Yield each link and picture with what stands between its brackets."""
    waiting: list[tuple[Event, int]] = []
    for number, event in enumerate(parsed.events):
        if event.kind in {"link", "image"} and event.edge == OPEN:
            waiting.append((event, number))
        elif event.kind in {"link", "image"} and event.edge == CLOSE and waiting:
            opened, at = waiting.pop()
            if opened.text and opened.written in {"inline", "reference"}:
                yield opened, parsed.events[at + 1 : number]


def _line(text: Converted, parsed: Parsed, offset: int) -> int:
    return text.places(parsed.places.origin(offset))[0]


def _anchor(target: str) -> str:
    return re.sub(r"^[^#]*", "", target)
