"""Drafts, and the ledger of their source; nothing here reads or writes a disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path, PurePosixPath

from msgspec import Struct

from vitrail.content.values.folding import fold, grouped
from vitrail.doors.scaffolding.files import page_name, quoted, slug
from vitrail.ground.language import Phrase, mark

UNKNOWN = "à compléter"
BODY = "## Contexte et besoin\n\n## Ce que j'ai fait\n\n## Difficultés et solutions\n\n## Bilan"
"""Headings to fill in, for a draft without a text."""

_LINES = 5
"""Most lines of things to do for one page."""


class Treatment(Enum):
    """The fate of a piece of the source."""

    KEPT = "gardé"
    CONVERTED = "converti"
    TO_DO = "à faire"


class Note(Struct, frozen=True):
    """A line of the ledger."""

    place: str
    """File and line of the source."""
    text: Phrase
    fate: Treatment = Treatment.TO_DO


class SourceText(Struct, frozen=True, kw_only=True):
    """A text of a draft as in its source, with its links and the other tool's syntax."""

    text: str
    place: str
    """The file of the source that it is in."""
    line: int = 0
    """Line of that file on which it begins; 0 in a file without lines."""


class Draft(Struct, kw_only=True):
    """A réalisation, or another page of a portfolio, as it will be written."""

    title: str
    place: str
    """File of the source, or file and row."""
    kind: str = "realisations"
    """Folder of the portfolio; empty for a free page."""
    name: str = ""
    """File name without its suffix, when the title does not give it."""
    head: str = ""
    """The header of a new stage, to be filled."""
    week: int | None = None
    keys: dict[str, str] = {}
    """Our key → its value as YAML, on one line."""
    codes: dict[str, str] = {}
    """Code → the sentence of the claim, empty when the source has none."""
    proposed: Mapping[str, Phrase] = {}
    """Code → why it is proposed."""
    productions: list[tuple[str, str, str]] = []
    """(title, key, value): ``fichier``, ``lien``, or ``état: manquante``."""
    left: list[str] = []
    """Lines of the source's keys that have no place here, kept as remarks."""
    body: str = BODY
    passages: list[SourceText] = []
    """Texts of its body, whose links are not resolved yet."""
    attached: list[str] = []
    """Paths in the source of the documents that are its productions."""
    shown: list[str] = []
    """Paths in the source of the pictures to put below its text."""
    files: list[str] = []
    """Paths in the source of all the files that it shows."""
    notes: list[Note] = []

    def note(self, text: Phrase, fate: Treatment = Treatment.TO_DO, at: str = "") -> None:
        """Add a line to the ledger; ``at`` is its place, if it is not about the whole piece."""
        self.notes.append(Note(at or self.place, text, fate))

    def produce(self, productions: Iterable[tuple[str, str, str]]) -> None:
        """Add productions; a file or a link replaces a missing production of the same title."""
        for title, key, value in productions:
            same = [known for known in self.productions if _bare(known[0]) == _bare(title)]
            missing = [known for known in same if known[1] == "état"]
            if key != "état":
                self.productions = [known for known in self.productions if known not in missing]
            values = {known[2] for known in self.productions if known[1] != "état"}
            if value not in values and not (key == "état" and same):
                self.productions.append((title, key, value))

    @property
    def path(self) -> str:
        """Return the path of its file in the portfolio; a free page takes no name that the site reserves."""
        name = self.name or (slug if self.kind else page_name)(self.title)
        return "/".join(filter(None, (self.kind, f"{name}.md")))


def _bare(title: str) -> str:
    """Fold the title of a document, without the suffix of a file."""
    return fold(re.sub(r"\.\w{2,5}$", "", title))


class Imported(Struct, frozen=True, kw_only=True):
    """An imported source, ready to be written."""

    drafts: tuple[Draft, ...]
    files: Mapping[str, tuple[str, Path | bytes]]
    """Path in the source → its name in ``fichiers/``, and the file to copy, or its bytes when a document held it."""
    notes: tuple[Note, ...]
    """Lines of the ledger on the source's other files."""


def named(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Give each draft its own file name: the second with a title gets ``-2``, in the order of the source."""
    taken: dict[str, Draft] = {}
    for draft in drafts:
        name, number = PurePosixPath(draft.path).stem, 1
        while draft.path in taken:
            number += 1
            draft.name = f"{name}-{number}"
        taken[draft.path] = draft
    return tuple(taken.values())


def written(draft: Draft) -> str:
    """Return the file of a draft, as its author would write it, with our remarks as YAML comments."""
    if draft.head:
        return filled(draft.head, draft)
    return "\n".join(("---", *_header(draft), "---", "", draft.body.strip("\n"), ""))


def filled(head: str, draft: Draft) -> str:
    """Return a model file, given by its header, filled with the keys and the text of a draft."""
    above = head.removesuffix("---\n\n")
    for key, value in draft.keys.items():
        line = f"\n{key}: {value}\n"
        before, ours, rest = above.partition(f"\n#{key}: ")
        above = (
            f"{before}{line}{rest.partition(chr(10))[2]}"
            if ours
            else above
            if line in above
            else f"{above}# {line[1:]}"
        )
    return f"{above}{''.join(_remarks(draft))}---\n\n{draft.body.strip(chr(10))}\n"


def _remarks(draft: Draft) -> Iterable[str]:
    yield from (f"# {' '.join(line.split())}\n" for line in draft.left)


def _header(draft: Draft) -> Iterable[str]:
    yield f"titre: {quoted(draft.title)}" if draft.week is None else f"semaine: {draft.week}"
    yield from (f"{key}: {value}" for key, value in draft.keys.items())
    work = draft.kind == "realisations"
    if work:
        yield "# un code par ligne et, après le deux-points, une phrase qui dit comment"
    if work or draft.codes:
        yield "compétences:"
        yield from (f"  {code}:{sentence and f' {quoted(sentence)}'}" for code, sentence in draft.codes.items())
        for code, why in draft.proposed.items():
            yield f"  # proposé, {why}"
            yield f"  #{code}:"
    if draft.productions:
        yield "productions:"
    for title, key, value in draft.productions:
        yield f"  - {{titre: {quoted(title, flow=True)}, {key}: {quoted(value, flow=True)}}}"
    yield from map(str.rstrip, _remarks(draft))
    if draft.week is not None or draft.kind == "veille":
        yield "# à retirer quand la page est prête :"
        yield "visibilité: équipe"
    else:
        yield "statut: brouillon"


def shortened(notes: Iterable[Note]) -> Iterator[Note]:
    """Yield the notes of each piece of the source, in five lines at most, those about the whole piece first.

    The fifth line also holds the sixth note and those after: nothing is left out.
    """
    pieces: dict[str, list[Note]] = {}
    for note in notes:
        piece, _, line = note.place.rpartition(":")
        row = re.search(r"\.(?:xls[xm]|ods|docx|odt)(?: \(.*\))?$", piece.lower())  # a page of its own
        pieces.setdefault(piece if line.isdigit() and not row else note.place, []).append(note)
    for place, own in pieces.items():
        ordered = sorted(own, key=lambda note: note.place != place)
        yield from ordered[: _LINES - 1] if len(ordered) > _LINES else ordered
        if len(ordered) > _LINES:
            rest = tuple(mark("{place} {text}", place=note.place, text=note.text) for note in ordered[_LINES - 1 :])
            yield Note(place, mark("et aussi : {rest}", rest=rest), own[0].fate)


def gathered(notes: Iterable[Note]) -> Iterator[Note]:
    """Merge notes with the same text on several files into one, with the names of all."""
    for (text, fate), files in grouped(((note.text, note.fate), note.place) for note in notes).items():
        yield Note(", ".join(dict.fromkeys(files)), text, fate)


def to_do(draft: Draft) -> Draft:
    """Add a note for each thing that a draft still lacks, once."""
    known = {note.text for note in draft.notes}
    for text in list(_lacking(draft)):
        if text not in known:
            draft.note(text)
    return draft


def _lacking(draft: Draft) -> Iterator[Phrase]:
    if draft.kind != "realisations":
        if unknown := tuple(key for key, value in draft.keys.items() if value == UNKNOWN):
            yield mark("À écrire : {keys}.", keys=unknown)
        return
    if bare := tuple(code for code, sentence in draft.codes.items() if not sentence):
        yield mark("Dire en une phrase comment, pour {codes}.", codes=bare)
    if draft.proposed:
        yield mark("Compétences proposées d'après le texte : {codes}.", codes=tuple(draft.proposed))
    if not draft.codes:
        yield mark("Choisir les compétences.")
    if draft.keys.get("période") == UNKNOWN:
        yield mark("Écrire la période.")
    yield from (mark("Joindre « {title} ».", title=title) for title, key, _ in draft.productions if key == "état")
