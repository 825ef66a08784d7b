"""A folder of documents becomes drafts, with what a workbook beside them says of the same works."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from generator.extracts import extract
from generator.extracts.apart import SideProcess
from generator.extracts.papers import paper_shown
from generator.extracts.pieces import UnopenedError
from generator.importing.citing import Owner, proposals
from generator.importing.documents.aside import aside, kept_apart, sources
from generator.importing.documents.texts import Transcript, written_in
from generator.importing.documents.versions import bare, without_versions
from generator.importing.documents.works import works
from generator.importing.draft import BODY, UNKNOWN, Draft, Imported, Note, Treatment, named, to_do
from generator.importing.pages import named_by
from generator.importing.periods import holds_two, period
from generator.importing.tables.matching import matched
from generator.importing.tables.workbook import NotATableError, NotTheirsError, read_workbook
from generator.importing.tree import DOCUMENTS, PICTURES, Shelving, SourceFolder
from generator.language import Phrase, mark, nmark
from generator.reading.disk.history import spans
from generator.values.folding import fold

_TEXTS = frozenset({".docx", ".odt"})
_TABLES = frozenset({".xlsx", ".ods"})
_PLAIN = frozenset({".txt", ".md", ".markdown"})
_HEAD, _LONGEST = 4_000, 200
"""Characters of a text in which its period is looked for, and of the line that says it."""
_DATED = re.compile(r"(?:periodes?|dates?|duree)\s*:\s*(.+)", re.IGNORECASE)
_EMPTY = frozenset("sommaire;introduction;table des matieres;contexte;presentation;dossier;rapport".split(";"))
"""Titles that name no work."""


class _Reading(Struct, kw_only=True):
    """The reading of one folder."""

    files: Mapping[str, Path]
    reader: Owner
    shelving: Shelving
    side: SideProcess
    dates: Mapping[str, tuple[str, str]]
    notes: list[Note] = []
    said: dict[str, str] = field(default_factory=dict)
    """Document → its words."""

    def tables(self) -> Iterator[Draft]:
        """Take the tableaux de synthèse out of the files, and yield their rows."""
        for place, path in list(self.files.items()):
            if PurePosixPath(place).suffix.lower() in _TABLES:
                try:
                    drafts = read_workbook(place, path.read_bytes(), self.reader)
                except NotTheirsError as error:
                    self.note(place, error.phrase)
                    self.drop(place)
                    continue
                except NotATableError:
                    continue
                self.drop(place)
                self.note(
                    place,
                    nmark(
                        "tableau de synthèse : {n} réalisation lue.",
                        "tableau de synthèse : {n} réalisations lues.",
                        len(drafts),
                    ),
                    Treatment.CONVERTED,
                )
                yield from drafts

    def looked(self) -> None:
        """Read what documents say; those that are papers, or do not open, are told and leave."""
        for place, path in list(self.files.items()):
            if PurePosixPath(place).suffix.lower() in PICTURES:
                continue
            found = extract(place, path.read_bytes(), self.side)
            self.said[place] = "\n".join(piece.text for piece in found.pieces if not piece.spot.member)
            if kind := paper_shown(found):
                self.note(place, kept_apart(kind), Treatment.KEPT)
                self.drop(place)
            elif found.trouble:
                self.note(place, mark("ce fichier ne se lit pas ({why}) : laissé de côté.", why=found.trouble))
                self.drop(place)

    def drop(self, place: str) -> None:
        """Take a file out."""
        self.files = {one: path for one, path in self.files.items() if one != place}

    def note(self, place: str, text: Phrase, fate: Treatment = Treatment.TO_DO) -> None:
        """Say what became of a file."""
        self.notes.append(Note(fate=fate, place=place, text=text))

    def draft(self, place: str, inside: tuple[str, ...]) -> Draft:
        """Make the draft of a work: its title, its period, its words, its documents."""
        documents = [one for one in inside if PurePosixPath(one).suffix.lower() not in PICTURES]
        one = Draft(title="", place=place, body=BODY)
        texts = [(name, found) for name in documents if (found := self.text(name))]
        heads = [found.heading for _, found in texts if fold(found.heading) not in _EMPTY]
        own = PurePosixPath(place)
        name = bare(own.name if place not in self.said else own.stem)
        title, dated = named_by(PurePosixPath(f"{name}.x"))
        one.title = heads[0] if heads and heads[0] and (len(inside) == 1 or _says(title, heads[0])) else title
        one.keys = {"période": self.period(documents, dated) or UNKNOWN, "contexte": "formation", "mode": "vécue"}
        body = [self.body(one, name, found, alone=len(texts) == 1) for name, found in texts]
        self.productions(one, documents, {name for name, _ in texts})
        pictures = [path for path in inside if path not in documents]
        if pictures:
            body.append("\n\n".join(self.picture(one, path, PurePosixPath(path).stem) for path in pictures))
        one.body = "\n\n".join(body) or BODY
        words = "\n".join(self.said.get(name, "") for name in documents)
        one.proposed = dict(proposals(one.title, words, self.reader))
        return one

    def text(self, place: str) -> Transcript | None:
        """Return the text of a document as Markdown; None when it has none that is read."""
        suffix = PurePosixPath(place).suffix.lower()
        if suffix in _PLAIN:
            return Transcript(text=self.said.get(place, "").strip())
        if suffix not in _TEXTS:
            return None
        try:
            return written_in(suffix, self.files[place].read_bytes(), self.side)
        except UnopenedError as error:
            self.note(place, mark("son texte ne se lit pas ({why}) : il reste à recopier.", why=error.reason))
            return None

    def body(self, one: Draft, place: str, found: Transcript, *, alone: bool) -> str:
        """Return the text of one document, its pictures on the shelf."""
        text = found.text
        if found.heading:
            head, _, rest = text.partition("\n")
            text = rest.strip() if alone and found.heading == one.title else f"## {head.lstrip('# ')}\n{rest}"
        elif not alone:
            text = f"## {PurePosixPath(place).stem}\n\n{text}"
        pure = PurePosixPath(place)
        for name, raw in found.pictures:
            path = str(pure.with_name(f"{pure.stem}-{name}"))
            self.shelving.made[path] = raw
            text = text.replace(f"]({name})", f"]({self.address(one, path)})")
        if found.unseen:
            unseen = nmark(
                "« {name} » : {n} image ne s'affiche pas ; exportez-la en PNG.",
                "« {name} » : {n} images ne s'affichent pas ; exportez-les en PNG.",
                found.unseen,
                name=pure.name,
            )
            one.note(unseen)  # fmt: skip
        one.note(mark("texte de « {name} » repris.", name=place), Treatment.CONVERTED)
        return text

    def picture(self, one: Draft, path: str, words: str) -> str:
        """Show a picture, in our words the name of its file."""
        words = re.sub(r"[\[\]]", " ", words)
        return f"![{words}]({self.address(one, path)})"

    def address(self, one: Draft, path: str) -> str:
        """Ask for a file; return the way to it from the draft."""
        one.files = list(dict.fromkeys((*one.files, path)))
        return f"../fichiers/{self.shelving.take(path)}"

    def productions(self, one: Draft, documents: list[str], read: set[str]) -> None:
        """Name the documents that are published: of one in two formats, the PDF."""
        pdfs = {fold(place.rpartition(".")[0]) for place in documents if place.lower().endswith(".pdf")}
        for place in documents:
            pure = PurePosixPath(place)
            suffix = pure.suffix.lower()
            if suffix != ".pdf" and fold(place.rpartition(".")[0]) in pdfs:
                one.note(mark("« {name} » : son PDF est la production, lui a donné son texte.", name=place),
                         Treatment.KEPT)  # fmt: skip
            elif suffix in _PLAIN and place in read:
                continue
            else:
                name = self.address(one, place).removeprefix("../")
                one.productions.append((bare(pure.stem), "fichier", name))
                one.note(mark("« {path} » est {name}.", path=place, name=name), Treatment.CONVERTED)

    def period(self, documents: list[str], dated: str) -> str:
        """Return the period of a work: what it says, the day in its name, else what git knows."""
        for place in documents:
            for line in self.said.get(place, "")[:_HEAD].split("\n"):
                named = _DATED.match(line.strip())
                if len(line) < _LONGEST and (holds_two(line) or named):
                    found = period(line) or period(named[1] if named else "")
                    if found:
                        return found
        if dated and (found := period(dated)):
            return found
        days = [self.dates[place] for place in documents if place in self.dates]
        if not days:
            return ""
        first, last = min(one for one, _ in days), max(one for _, one in days)
        return period(first if first == last else f"{first} au {last}")


def _says(title: str, heading: str) -> bool:
    """True if a heading says in full what the name of a folder says in short: « AP1 - GLPI »."""
    words = [set(re.findall(r"[a-z]{4,}", fold(text))) for text in (title, heading)]
    return bool(words[0]) and words[0] <= words[1]


def read_documents(source: SourceFolder, reader: Owner, there: Path, root: Path) -> Imported:
    """Read a folder of documents; what is left aside is noted.

    Args:
        source: its files.
        reader: for whom.
        there: the portfolio's folder of files.
        root: where the folder is, whose repository tells dates.
    """
    notes = list(source.notes)
    files: dict[str, Path] = {}
    for place, path in source.files.items():
        if why := aside(place, path):
            notes.append(Note(fate=Treatment.KEPT, place=place, text=why))
        else:
            files[place] = path
    code, counted = sources({place: path for place, path in files.items() if not _document(place)})
    for place in files.keys() - code:
        if not _document(place):
            text = mark("Ce format ne se publie pas : exportez-le en PDF.")
            notes.append(Note(fate=Treatment.TO_DO, place=place, text=text))
    files, _, versions = without_versions({place: path for place, path in files.items() if _document(place)})
    shelving = Shelving(source=source, there=there)
    with SideProcess() as side:
        reading = _Reading(files=files, reader=reader, shelving=shelving, side=side, dates=spans(root))
        rows = list(reading.tables())
        reading.looked()
        found = works(reading.files, reader.names)
        drafts = []
        for place, inside in found.items():
            if all(PurePosixPath(one).suffix.lower() in PICTURES for one in inside):
                reading.note(place, mark("image sans document : montrez-la dans la réalisation qu'elle illustre."))
            else:
                drafts.append(reading.draft(place, inside))
    whole = named(map(to_do, matched(drafts, rows)))
    shelf = {path: (name, shelving.content(path)) for path, name in shelving.names.items()}
    return Imported(drafts=whole, files=shelf, notes=(*notes, *versions, *counted, *reading.notes))


def _document(place: str) -> bool:
    return PurePosixPath(place).suffix.lower() in DOCUMENTS | PICTURES | _PLAIN and not _is_note(place)


def _is_note(place: str) -> bool:
    return fold(PurePosixPath(place).stem) in {"readme", "lisezmoi", "license", "changelog"}
