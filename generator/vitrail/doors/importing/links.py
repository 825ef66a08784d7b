"""Resolution of a draft's links and pictures to files and pages of the portfolio; others are reported."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from vitrail.content.markdown.edits import Edit, rewritten
from vitrail.content.markdown.events import LEAF, Event
from vitrail.content.markdown.headings import anchor_of, loosened
from vitrail.content.markdown.links import linked
from vitrail.content.markdown.parsed import Parsed, parse
from vitrail.content.markdown.signs import shown
from vitrail.content.markdown.syntaxes import syntaxes
from vitrail.content.reading.disk.lookup import leads_out
from vitrail.content.values.folding import fold
from vitrail.doors.importing.documents.texts import PAGES, SAVED
from vitrail.doors.importing.documents.versions import bare
from vitrail.doors.importing.draft import Draft, SourceText, Treatment
from vitrail.doors.importing.tree import DOCUMENTS, PICTURES, Shelving, SourceFolder
from vitrail.doors.importing.ways import converted, span
from vitrail.ground.language import Phrase, mark

_SAYS_NOTHING = frozenset("ici;la;lien;pdf;fichier;document;telecharger;cliquez ici;voir;doc".split(";"))


def targets(passage: SourceText, source: SourceFolder) -> Iterator[str]:
    """Yield the files of the source that a text links to or shows."""
    for event, _ in linked(parse(converted(passage.text)[0])):
        path = _meant(event, passage, source) or ""
        yield from source.inside(path) if path.endswith("/") else filter(None, (path,))


def _meant(event: Event, passage: SourceText, source: SourceFolder) -> str | None:
    target = event.text.replace("%3E", ">")
    if not target or (leads_out(target, image=event.kind == "image") and not target.lower().startswith("file:")):
        return None
    return source.find(re.sub(r"^file:/*", "", target, flags=re.IGNORECASE), passage.place)


class _Work(Struct, kw_only=True):
    """The state of the rewriting of a text's links."""

    draft: Draft
    passage: SourceText
    shelving: Shelving
    addresses: Mapping[str, Draft]
    parsed: Parsed
    edits: list[Edit] = []
    told: list[tuple[int, Phrase]] = []
    """Byte of the text, and the note about it."""
    productions: list[tuple[str, str, str]] = []

    def follow(self, event: Event, inside: tuple[Event, ...]) -> None:
        """Rewrite a link or a picture with its target in the portfolio; without one, keep its words alone."""
        image = event.kind == "image"
        target = event.text.replace("%3E", ">")
        if leads_out(target, image=image) and not target.lower().startswith("file:"):
            if image:
                away = mark("« {target} » est ailleurs : copiez l'image dans fichiers/.", target=target)
                self.told.append((event.start, away))
            return
        path = _meant(event, self.passage, self.shelving.source)
        suffix = PurePosixPath(path or "").suffix.lower()
        if path and path in self.addresses:
            page = self.addresses[path]
            to = posixpath.relpath(page.path, posixpath.dirname(self.draft.path) or ".")
            anchor = target.partition("#")[1:]
            whole = loosened(anchor[1]) == loosened(anchor_of(page.title))  # the anchor is that of the page's title
            self.point(event, inside, to if whole else "".join((to, *anchor)))
        elif path and image and path.endswith("/"):
            there = (_address(file, self.draft, self.shelving) for file in self.shelving.source.inside(path))
            new = "\n".join(f"![{PurePosixPath(address).stem}]({address})" for address in there)
            self.edits.append(Edit(*span(self.parsed, event.start, event.end), new.encode()))
        elif path and suffix in PICTURES | DOCUMENTS:
            to, stem = _address(path, self.draft, self.shelving), PurePosixPath(path).stem
            words = "".join(inner.text for inner in inside if inner.edge == LEAF)
            if suffix in DOCUMENTS:
                title = stem if fold(words) in _SAYS_NOTHING else words
                self.productions.append((title, "fichier", f"fichiers/{posixpath.basename(to)}"))
            self.point(event, inside, to, stem, shows=image and suffix in PICTURES)
        else:
            self.point(event, inside, "", PurePosixPath(target.replace("\\", "/")).stem)
            if path and (suffix in {*PAGES, *SAVED} or path.endswith("/")):
                text = mark("« {target} » n'est pas importé : le texte du lien est gardé.", target=target)
            else:
                text = mark("« {target} » n'a pas été trouvé dans la source, ou ne se publie pas.", target=target)
            self.told.append((event.start, text))

    def point(
        self, event: Event, inside: tuple[Event, ...], target: str, words: str = "", *, shows: bool = False
    ) -> None:
        """Record the edits that change the target of a link and keep its words; without a target, only these stay."""
        open_end = event.start + (2 if event.kind == "image" else 1)
        words_end = max((inner.end for inner in inside), default=open_end)
        start, end = span(self.parsed, event.start, event.end)
        begin = span(self.parsed, event.start, open_end)[1]
        close = span(self.parsed, event.start, words_end)[1]
        width, height = event.size
        title = f' "{event.title}"' if event.title else ""
        size = f" ={width}x{height}" if width or height else ""
        opening, closing = ("![" if shows else "[", f"]({target}{title}{size})") if target else ("", "")
        self.edits.append(Edit(start, begin, opening.encode()))
        self.edits.append(Edit(close, end, f"{'' if inside else words}{closing}".encode()))


def with_files(draft: Draft, shelving: Shelving, addresses: Mapping[str, Draft]) -> None:
    """Write the text of a draft in our Markdown, with links to its portfolio's files and pages; report missing ones.

    The files that it shows get their names from ``shelving``; ``addresses``: page of the source → its draft.
    """
    texts = [_written(draft, passage, shelving, addresses) for passage in draft.passages]
    for place in draft.attached:
        address = _address(place, draft, shelving).removeprefix("../")
        draft.produce([(bare(PurePosixPath(place).stem), "fichier", address)])
    for place in draft.shown:
        words = re.sub(r"[\[\]]", " ", PurePosixPath(place).stem)
        texts.append(f"![{words}]({_address(place, draft, shelving)})")
    if any(texts) or draft.kind != "realisations":
        draft.body = "\n\n".join(filter(None, (text.strip("\n") for text in texts)))
    for path in draft.files:
        name = f"fichiers/{shelving.names[path]}"
        draft.note(mark("« {path} » est {name}.", path=path, name=name), Treatment.CONVERTED)


def _address(place: str, draft: Draft, shelving: Shelving) -> str:
    """Name a file of the source in ``fichiers/``, and return its path from the draft."""
    name = shelving.take(place)
    draft.files = list(dict.fromkeys((*draft.files, place)))
    return f"{'../' * draft.path.count('/')}fichiers/{name}"


def _written(draft: Draft, passage: SourceText, shelving: Shelving, addresses: Mapping[str, Draft]) -> str:
    """Return a text with its links rewritten."""
    body, places, said = converted(passage.text)

    def at(line: int) -> str:
        return f"{passage.place}:{line + passage.line - 1}" if passage.line else passage.place

    for line, phrase in said:
        draft.note(phrase, Treatment.CONVERTED, at(line))
    parsed = parse(body)
    if parsed.refused:
        draft.note(mark("Ses liens ne sont pas suivis : {why}", why=parsed.refused))
        return body
    work = _Work(draft=draft, passage=passage, shelving=shelving, addresses=addresses, parsed=parsed)
    for event, inside in linked(parsed):
        if event.text and event.written in {"inline", "reference"}:
            work.follow(event, inside)
    for syntax in syntaxes(parsed):
        work.told.append(
            (syntax.offset, mark("« {written} » : {remedy}", written=syntax.written, remedy=syntax.remedy))
        )
    if draft.kind:  # a free page has no productions: its links stay in its text
        draft.produce(work.productions)
    for offset, phrase in sorted(work.told, key=lambda told: told[0]):
        draft.note(phrase, at=at(places(parsed.places.origin(offset))[0]))
    return shown(rewritten(parsed.first, work.edits)[0].decode())
