"""The reading of a source's files: texts, tableaux, other documents, and the drafts that they make."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.extract import extract
from vitrail.content.extracts.papers import paper_shown
from vitrail.content.markdown.headings import headings
from vitrail.content.markdown.parsed import parse
from vitrail.content.values.folding import fold
from vitrail.doors.importing.cards import GATHERS
from vitrail.doors.importing.citing import Owner, proposals
from vitrail.doors.importing.documents.aside import kept_apart
from vitrail.doors.importing.documents.texts import SAVED, WORDS, read_piece, suffix_of
from vitrail.doors.importing.documents.versions import bare, without_versions
from vitrail.doors.importing.draft import UNKNOWN, Draft, SourceText, Treatment
from vitrail.doors.importing.headers import SourcePage
from vitrail.doors.importing.links import targets
from vitrail.doors.importing.markup import unescaped
from vitrail.doors.importing.pages import HEADS, named_by, read_draft
from vitrail.doors.importing.periods import days, period, said_in
from vitrail.doors.importing.stages import HOMES, aside
from vitrail.doors.importing.tables.workbook import NotATableError, NothingTakenError, read_workbook
from vitrail.doors.importing.tree import PICTURES, SourceFolder
from vitrail.doors.importing.ways import converted
from vitrail.ground.language import mark, nmark

_SHORT = 90
"""Most characters of a line that may be a title."""
_TABLES = frozenset({".xlsx", ".ods", ".docx", ".csv", ".tsv", ".md"})
_SEVERAL = 2
"""Fewest headings of one level that split a page into works."""


class SourceReading(Struct, kw_only=True):
    """The reading of one source."""

    source: SourceFolder
    reader: Owner
    days: Mapping[str, tuple[str, str]]
    """Path → first and last day of the file, by its commits in git."""
    copies: dict[str, str] = {}
    """Copy that is left aside → the file that is kept in its place."""
    said: dict[str, str] = {}
    """Document → its words."""

    def single(self, places: Collection[str], chosen: Collection[str] = ()) -> list[str]:
        """Return the files without copies and older versions, which are reported; ``chosen`` files always stay."""
        paths = {place: path for place in places if isinstance(path := self.source.files[place], Path)}
        kept, copies, notes = without_versions(paths, chosen)
        self.copies |= copies
        self.source.notes += notes
        return kept

    def texts(self, places: Collection[str]) -> dict[str, SourcePage]:
        """Read texts, and add their embedded pictures to the source; the words of menus are reported once."""
        pages: dict[str, SourcePage] = {}
        told: set[str] = set()
        for place in places:
            path = self.source.files[place]
            if not isinstance(path, Path):
                continue
            text = read_piece(place, path)
            if text.page:
                pages[place] = text.page
            if text.cards:
                self.source.note(place, mark("Ses fiches sont lues une à une."), Treatment.CONVERTED)
            pages |= {card.path.as_posix(): card for card in text.cards}
            if text.trouble:
                self.source.note(place, text.trouble)
            for words in text.around:
                if words not in told:
                    said = mark("Menu, marge ou pied de page, laissé de côté : « {words} ».", words=words)
                    if suffix_of(place) in WORDS:
                        said = mark(
                            "Commentaire, haut ou pied de page, qui reste dans le document : « {words} ».", words=words
                        )
                    self.source.note(place, said, Treatment.KEPT)
            told.update(text.around)
            for name, raw in text.pictures.items():
                self.source.add(name, raw)
        return pages

    def pages(self, places: Collection[str]) -> dict[str, SourcePage]:
        """Read the texts that may be pages; those that are no piece of a portfolio are reported.

        A page alone is split at its titles, and so is a site's home page that links to no other page: each is a
        whole portfolio.
        """
        pages = self.texts(places)
        for place in [name for name in pages if self._whole(name, pages)]:
            if len(parts := _sections(pages[place])) > 1:
                self.source.note(place, mark("Page unique, coupée à ses titres."), Treatment.CONVERTED)
                del pages[place]
                for number, part in enumerate(parts, start=1):
                    name = f"{place}/{number} {part.heading.replace('/', '-')}"
                    pages[name] = replace(part, path=PurePosixPath(name))
        for place, page in list(pages.items()):
            if why := aside(page, self.reader, pages):
                self.source.note(place, why, Treatment.KEPT)
                del pages[place]
        return pages

    def _whole(self, place: str, pages: Mapping[str, SourcePage]) -> bool:
        home = suffix_of(place) in SAVED and fold(PurePosixPath(place).stem) in HOMES
        return len(pages) == 1 or (home and pages.keys() & self.shown({place: pages[place]}) <= {place})

    def shown(self, pages: Mapping[str, SourcePage]) -> set[str]:
        """Return the files of the source that pages link to or show."""
        return {
            file
            for place, page in pages.items()
            for file in targets(SourceText(text=page.body, place=place), self.source)
        }

    def rows(self, places: Collection[str]) -> Iterator[Draft]:
        """Remove the tableaux de synthèse from the source, and yield their rows as drafts."""
        for place in places:
            path = self.source.files[place]
            if suffix_of(place) not in _TABLES or not isinstance(path, Path):
                continue
            try:
                table = read_workbook(place, path.read_bytes(), self.reader)
            except NothingTakenError as error:
                self.source.note(place, error.phrase)
                self.source.drop(place)
                continue
            except NotATableError:
                continue
            self.source.drop(place)
            read = nmark("tableau : {n} réalisation lue.", "tableau : {n} réalisations lues.",
                         len(table.drafts))  # fmt: skip
            self.source.note(place, read, Treatment.CONVERTED)
            self.source.notes += table.notes
            yield from table.drafts

    def look(self, places: Collection[str], linked: Collection[str]) -> None:
        """Extract the words of documents; drop personal papers, and unlinked files that do not open."""
        for place in places:
            path = self.source.files.get(place)
            if suffix_of(place) in PICTURES or not isinstance(path, Path):
                continue
            document = extract(place, path.read_bytes())
            self.said[place] = "\n".join(piece.text for piece in document.pieces if not piece.spot.member)
            if kind := paper_shown(document):
                self.source.note(place, kept_apart(kind), Treatment.KEPT)
                self.source.drop(place)
            elif document.trouble and place not in linked:
                self.source.note(
                    place, mark("cette pièce ne se lit pas ({why}) : laissée de côté.", why=document.trouble)
                )
                self.source.drop(place)

    def draft(self, place: str, inside: tuple[str, ...], pages: Mapping[str, SourcePage]) -> Draft:
        """Make the draft of a work: its first text gives keys and title, the others and the pictures follow."""
        documents = [path for path in inside if path not in pages and suffix_of(path) not in PICTURES]
        texts = {path: pages[path] for path in inside if path in pages}
        texts |= self.texts(_once(path for path in documents if suffix_of(path) in WORDS))
        lead, *others = texts or (place,)
        folder = place not in inside
        page = texts.get(lead, SourcePage(path=PurePosixPath(lead), line=0))
        watch = lead in texts and not folder and any(fold(part).startswith("veille") for part in page.path.parts)
        kind = None if lead in pages or watch else "realisations"
        draft = read_draft(page, self.reader, kind=kind, title=_title(place, texts.values()) if folder else "")
        draft.place = place if folder else lead
        draft.passages = [*draft.passages[: len(texts)], *(_passage(other, texts[other]) for other in others)]
        draft.shown = [path for path in inside if suffix_of(path) in PICTURES]
        self.attach(draft, documents, others)
        said = (*(converted(text.body)[0] for text in texts.values()), *(self.said.get(name, "") for name in documents))
        return self.completed(draft, f"{place}/index" if folder else lead, inside, "\n".join(said))

    def attach(self, draft: Draft, documents: list[str], others: Collection[str]) -> None:
        """Add the documents to the draft's productions: of one in two formats, the PDF."""
        pdfs = {_stem(place) for place in documents if suffix_of(place) == ".pdf"}
        for place in documents:
            if place in others:
                draft.note(mark("texte de « {name} » repris.", name=place), Treatment.CONVERTED)
            if draft.kind != "realisations":
                draft.note(
                    mark("« {name} » : cette page n'a pas de productions, son texte seul est repris.", name=place)
                )
            elif suffix_of(place) != ".pdf" and _stem(place) in pdfs:
                why = mark("« {name} » : son PDF est la production, lui a donné son texte.", name=place)
                draft.note(why, Treatment.KEPT)
            else:
                draft.attached.append(place)

    def completed(self, draft: Draft, path: str, inside: tuple[str, ...], words: str) -> Draft:
        """Add missing facts: days, from the text, the file's name or git; and competencies proposed from the words."""
        if draft.week is not None and "du" not in draft.keys:
            draft.keys |= {key: day for key, day in zip(("du", "au"), days(said_in(words)), strict=True) if day}
        known = [self.days[place] for place in inside if place in self.days]
        span = (
            " au ".join(dict.fromkeys((min(first for first, _ in known), max(last for _, last in known))))
            if known
            else ""
        )
        ways = (
            said_in(words) if draft.kind == "realisations" else "",
            period(named_by(PurePosixPath(path))[1]),
            period(span),
        )
        for key in ("période", "date"):
            if draft.keys.get(key) == UNKNOWN:
                draft.keys[key] = next(filter(None, ways), UNKNOWN)
        if draft.kind == "realisations":
            proposed = proposals(draft.title, words, self.reader)
            draft.proposed = {code: why for code, why in proposed if code not in draft.codes}
        return draft


def _title(folder: str, texts: Iterable[SourcePage]) -> str:
    """Return the title of a folder: its name, or the beginning of a text with the full title (« AP1 - GLPI »)."""
    title = named_by(PurePosixPath(folder, "index"))[0]
    words = set(re.findall(r"[a-z]{4,}", fold(title)))
    for text in texts:
        head, first = text.heading, text.body.lstrip().partition("\n")[0]
        if head and not HEADS.fullmatch(fold(head)) and words <= set(re.findall(r"[a-z]{4,}", fold(head))):
            return head
        if len(first) <= _SHORT and re.match(rf"{re.escape(fold(title))}\b.", fold(first)):
            return unescaped(first)
    return title


def _passage(place: str, page: SourcePage) -> SourceText:
    """Return a text to put after another, under its own title."""
    head = f"## {page.heading or bare(PurePosixPath(place).stem)}\n\n"
    return SourceText(text=f"{head}{page.body.lstrip()}", place=place, line=page.line and page.line - 2)


def _once(places: Iterable[str]) -> list[str]:
    """Return the documents, of one in two formats only the first."""
    return list({_stem(place): place for place in reversed(list(places))}.values())[::-1]


def _stem(place: str) -> str:
    return fold(place.rpartition(".")[0])


def _sections(page: SourcePage) -> list[SourcePage]:
    """Split a page that gathers works, by one of its titles; any other page is returned alone."""
    titles = (fold(heading.title) for heading in headings(parse(page.body)) if heading.top)
    return list(_cut_up(page)) if any(map(GATHERS.fullmatch, titles)) else [page]


def _cut_up(page: SourcePage) -> Iterator[SourcePage]:
    """Yield the parts of a page under titles of one level; the text above the first has the title of the page."""
    parsed = parse(page.body)
    tops = [heading for heading in headings(parsed) if heading.title and heading.top]
    levels = Counter(heading.level for heading in tops)
    level = min((level for level, count in levels.items() if count >= _SEVERAL), default=0)
    starts = [
        (parsed.source[: heading.start].count(b"\n"), heading.title) for heading in tops if heading.level <= level
    ]
    lines = page.body.split("\n")
    above = "\n".join(lines[: starts[0][0] if starts else None])
    if above.strip():
        yield replace(page, heading=page.heading or page.path.stem, body=above)
    for (start, title), end in zip(starts, [*(line for line, _ in starts[1:]), len(lines)], strict=False):
        body = "\n".join(lines[start + 1 : end])
        line = page.line and page.line + start + 1
        part = replace(page, under=page.heading, heading=title, body=body, line=line, keys={})
        yield from _cut_up(part) if GATHERS.fullmatch(fold(title)) else (part,)
