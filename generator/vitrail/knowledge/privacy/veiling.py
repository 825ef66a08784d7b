"""Replace private names in all the texts of a school, for one audience: same pages, same counts, other words."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.markdown import parse
from vitrail.content.markdown.headings import anchored
from vitrail.content.markdown.veiled import foreign, met
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.names import Name
from vitrail.content.model.realisation import Claim, Excerpt, Realisation
from vitrail.content.model.said import resaid, said
from vitrail.content.model.school import School
from vitrail.content.model.source import Body, Section, Written
from vitrail.content.model.student import Student
from vitrail.content.reading.text.parse import Split, parts
from vitrail.content.values.words import Phrase, humps, known, parted, words
from vitrail.ground.diagnostics import Place
from vitrail.knowledge.privacy.veil import Veil, veil_of
from vitrail.knowledge.privacy.veils import Veils

Item = TypeVar("Item", bound=Written)


class Met(Struct, frozen=True, kw_only=True):
    """A private name that was found in a file read by an audience."""

    place: Place
    value: str
    """The value as declared."""
    declarer: str
    """Place of its declaration."""
    replaced: bool
    """Whether it is replaced; else it stays, in a portfolio that shares no host with the one that declares it."""


class Sighting(NamedTuple):
    """A place of a name in a file."""

    line: int
    column: int
    phrase: Phrase
    body: bool
    """Whether it is in the text; else in the front matter."""
    stays: bool
    """Whether it is left as it is, though it may call the person."""


_REMEMBERED = 4096
_FOUND: dict[tuple[bytes, tuple[Name, ...]], tuple[Sighting, ...]] = {}
"""Digest of a file and names sought → sightings; a cache of the last files."""


class _Portfolio(Struct, frozen=True, kw_only=True):
    """The portfolio whose files are searched, or the school's own files (an empty folder)."""

    folder: str
    veil: Veil
    above: bool
    """Whether its front matters may hold a name."""


class Veiling:
    """The replacement of names in one audience's school."""

    def __init__(self, veils: Veils, read: Callable[[str], bytes]) -> None:
        """Take the names to replace, and ``read``, which returns the bytes of a path (see ``sightings``)."""
        self._veils = veils
        self._read = read
        self.met: list[Met] = []
        """The names found, file after file."""

    def school(self, school: School) -> School:
        """Return a school with its private names replaced; the same object if there are none."""
        if not self._veils:
            return school
        veil = self._veils.of("")
        body = school.body
        if body:
            names, others = self._asked((self._held(body),), veil)
            body = _renamed(body, names, self._told(body, names, others, ""))
        whole = _Portfolio(folder="", veil=veil, above=True)
        hosts = tuple(self._item(host, whole) for host in school.organisations)
        pages = tuple(self._item(page, whole) for page in school.pages)
        seen = school.with_students(lambda _, student: self.student(student))
        return replace(seen, body=body, organisations=hosts, pages=pages)

    def student(self, student: Student) -> Student:
        """Return a portfolio with its private names replaced; the same object if its words cannot form any."""
        if not self._veils:
            return student
        folder = self._veils.folder(student.source.path)
        veil = self._veils.of(folder)
        above = any(self._possible(known(student.vocabulary, self._veils.numbers), veil))
        if not above and not any(any(self._possible(self._held(body), veil)) for body in student.bodies):
            return student
        own = _Portfolio(folder=folder, veil=veil, above=above)
        home = replace(student, realisations=(), internships=(), watch=(), pages=(), verdicts=())
        home = self._item(home, own)
        return replace(
            home,
            links=tuple(link for link in home.links if link.url),
            realisations=tuple(self._item(work, own) for work in student.realisations),
            internships=tuple(self._stage(stage, own) for stage in student.internships),
            watch=tuple(self._item(entry, own) for entry in student.watch),
            pages=tuple(self._item(page, own) for page in student.pages),
            verdicts=student.verdicts,
        )

    def _stage(self, stage: Internship, own: _Portfolio) -> Internship:
        alone = self._item(replace(stage, reports=(), reviews=()), own)
        reports = tuple(self._item(report, own) for report in stage.reports)
        return replace(alone, reports=reports, reviews=tuple(self._item(review, own) for review in stage.reviews))

    def _possible(self, held: frozenset[str], veil: Veil) -> Iterator[tuple[Name, bool]]:
        """Yield the names that a set of words may form, each with whether it is replaced."""
        for phrase in self._veils.phrases.possible(held):
            name = veil.name_of(phrase)
            if name:
                yield name, True
            elif phrase in self._veils.elsewhere:
                yield self._veils.elsewhere[phrase], False

    def _item(self, item: Item, own: _Portfolio) -> Item:
        """Return one file's record with its private names replaced, and record where they are."""
        heard = "\n".join(said(item)) if own.above else ""
        above = self._veils.phrases.words.intersection((*words(heard), *words(parted(heard, humps(heard)))))
        names, others = self._asked((above, self._held(item.body)), own.veil)
        spots = self._told(item, names, others, own.folder, above)
        if not names:
            return item
        changed = self._resaid(item, veil_of(names), heard, spots, own.folder) if above else item
        if isinstance(changed, Realisation) and item.body and changed is not item:
            changed = replace(changed, claims=_moved(changed.claims, item.body.sections, veil_of(names)))
        return replace(changed, body=_renamed(item.body, names, spots)) if item.body else changed

    def _resaid(self, item: Item, veil: Veil, heard: str, spots: Iterable[Sighting], folder: str) -> Item:
        """Replace names in the front matter; record without a line those that its YAML spells differently."""
        changed = resaid(item, veil.replaced, lambda target: not veil.spans(foreign(target), loose=True))
        if changed is not item and all(spot.body for spot in spots):
            for span in veil.spans(heard):
                self._met(item.source.at(), span.name.words, folder, replaced=True)
        return changed

    def _told(
        self,
        item: Written | Body,
        names: Sequence[Name],
        others: Sequence[Name],
        folder: str,
        above: Container[str] = (),
    ) -> tuple[Sighting, ...]:
        """Record where a file holds names, replaced or not; return the places of those to replace."""
        path = item.path if isinstance(item, Body) else item.source.path
        kept: tuple[Sighting, ...] = ()
        for every, replaced in ((others, False), (names, True)):
            spots = sightings(self._read, path, every) if every else ()
            kept = tuple(spot for spot in spots if spot.body or self._says(path, spot, above))
            for spot in kept:
                place = Place(path=path, line=spot.line, column=spot.column)
                self._met(place, spot.phrase, folder, replaced=replaced and not spot.stays)
        return tuple(spot for spot in kept if not spot.stays)

    def _says(self, path: str, spot: Sighting, above: Container[str]) -> bool:
        """True if a name of the front matter is in the words ``above`` of its values, but not on its declaring line."""
        declared = {
            (declared_here.place.path, declared_here.place.line)
            for declared_here in self._veils.declared.get(spot.phrase, ())
        }
        return all(word in above for word in spot.phrase) and (path, spot.line) not in declared

    def _held(self, body: Body | None) -> frozenset[str]:
        return known(body.vocabulary, self._veils.numbers) if body else frozenset()

    def _asked(self, texts: Iterable[frozenset[str]], veil: Veil) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        """Return the names that the words of some texts may form: those to replace, and those only to report."""
        possible = sorted({name for held in texts for name in self._possible(held, veil)})
        names = tuple(name for name, replaced in possible if replaced)
        others = tuple(name for name, replaced in possible if not replaced)
        return names if any(name.said for name in names) else (), others

    def _met(self, place: Place, phrase: Phrase, folder: str, *, replaced: bool) -> None:
        declared = self._veils.declarer(folder, phrase)
        self.met.append(Met(place=place, value=declared.shown, declarer=str(declared.place), replaced=replaced))


def _moved(claims: tuple[Claim, ...], sections: tuple[Section, ...], veil: Veil) -> tuple[Claim, ...]:
    """Update the anchors of excerpts to those that the headings get once their names are replaced."""
    seen: dict[str, int] = {}
    anchors = {section.anchor: anchored(veil.replaced(section.title), seen) for section in sections}

    def moved(excerpt: Excerpt) -> Excerpt:
        return replace(excerpt, anchor=anchors.get(excerpt.anchor, excerpt.anchor))

    return tuple(replace(claim, excerpts=tuple(map(moved, claim.excerpts))) for claim in claims)


def _renamed(body: Body, names: Iterable[Name], spots: Iterable[Sighting]) -> Body:
    """Set the names to replace in a text, with those that stay, and drop its links to addresses that hold one."""
    phrases = {spot.phrase for spot in spots if spot.body}
    if not phrases:
        return body
    held = tuple(name for name in names if name.words in phrases or not name.said)
    veil = veil_of(held)
    links = tuple(link for link in body.links if not veil.spans(foreign(link.target), loose=True))
    return replace(body, names=held, links=links)


def sightings(read: Callable[[str], bytes], path: str, names: Sequence[Name]) -> tuple[Sighting, ...]:
    """Return the places of some names in a file, in order; empty if its words form none after all.

    Args:
        read: returns the bytes of a path; it may raise OSError or KeyError.
        path: the file, searched once for all audiences that may not read the same names.
        names: the names to seek.
    """
    try:
        raw = read(path)
    except (OSError, KeyError):  # a file that is gone holds no name
        return ()
    key = sha256(raw).digest(), tuple(names)
    if key not in _FOUND:
        if len(_FOUND) >= _REMEMBERED:
            _FOUND.clear()
        _FOUND[key] = tuple(sorted(_spots(parts(raw), veil_of(names)), key=lambda sighting: sighting[:2]))
    return _FOUND[key]


def _spots(file: Split, veil: Veil) -> Iterator[Sighting]:
    above = file.yaml or ""
    for hit in veil.met(above):
        line, column = above.count("\n", 0, hit.start), hit.start - above.rfind("\n", 0, hit.start)
        if hit.name.said:
            yield Sighting(file.opening + 1 + line, column, hit.name.words, body=False, stays=hit.stays)
    parsed = parse(file.body or "")
    for byte, hit in met(parsed, veil):
        line, column = parsed.places(byte)
        if hit.name.said:
            yield Sighting(file.body_line + line - 1, column, hit.name.words, body=True, stays=hit.stays)
