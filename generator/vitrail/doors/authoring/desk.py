"""The form of one portfolio: the content of each file, the drafts, their faults, and the saves.

Every answer is made under one lock, from the files as they are on the disk at that moment. A save is refused unless the
file still has the digest that was shown: the author then sees the changes made meanwhile, and saves again over them.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from msgspec import Struct, field
from msgspec.structs import replace

from vitrail.content.extracts.decoding import decode
from vitrail.content.extracts.extract import extract
from vitrail.content.extracts.rewriting import rewritten
from vitrail.content.reading.disk.roles import SourceFile
from vitrail.content.reading.text.documents import read_document
from vitrail.content.values.document import Value
from vitrail.content.values.key import Key
from vitrail.doors.authoring import answers, incoming
from vitrail.doors.authoring.beginning import begun
from vitrail.doors.authoring.drafts import KeptDrafts
from vitrail.doors.authoring.form import FieldWords, fields, held, shown, written
from vitrail.doors.authoring.keeping import UnwritableKeyError, changed, rewritten_whole
from vitrail.doors.authoring.listing import address_of, editable, faults, listed, matching, proposed, table_of
from vitrail.doors.authoring.orders import AskedMend, AskedVersion, Begun, NamedFile, TypedChanges
from vitrail.doors.authoring.versions import Versions
from vitrail.doors.authoring.wording import in_words
from vitrail.doors.editing.completing import named
from vitrail.doors.editing.door import Door, JudgedPortfolio, Owner
from vitrail.doors.editing.unsaved import HeldText
from vitrail.doors.handing.packing import hand_in
from vitrail.doors.scaffolding import files
from vitrail.doors.serving.private import OutdatedError, lines_between
from vitrail.ground.diagnostics import Severity
from vitrail.ground.language import Language, ToldError, mark
from vitrail.site.outputs import looks, writing


class AuthorDesk(Struct, kw_only=True):
    """The form of one portfolio; its methods may be called from several threads."""

    door: Door
    owner: Owner
    say: Language
    drafts: KeptDrafts
    _lock: RLock = field(default_factory=RLock)
    _typed: dict[str, bytes | None] = {}
    """Address → the page as it was last typed."""
    _shown: dict[str, bytes] = {}
    """Digest → bytes of the files that were shown."""

    @property
    def home(self) -> Path:
        """The folder of the portfolio."""
        return self.door.project.portfolios.joinpath(*filter(None, self.owner))

    def listing(self) -> answers.FileList:
        """Describe the portfolio as it is saved."""
        with self._lock:
            known = self._judge()
            unsaved = frozenset(path for path in editable(known) if self.drafts.read(path))
            return listed(known, self.door, unsaved, self.say)

    def open(self, path: str) -> answers.FileForm | None:
        """Return the form of a file with its unsaved draft; None if the file has no form."""
        with self._lock:
            known = self._judge()
            placed = editable(known).get(path)
            if placed is None:
                return None
            raw = self._place(path).read_bytes()
            document = read_document(HeldText(raw), placed)
            draft = self.drafts.read(path)
            self._shown[_digest(raw)] = raw
            return answers.FileForm(
                path=path,
                base=_digest(raw),
                fields=() if document.rejected else fields(table_of(placed), document, self._words(known)),
                text=_whole(raw) if document.rejected else document.text.strip("\n"),
                draft=draft,
                codes={node.id: node.title for node in known.framework.competencies} if known.framework else {},
                up="../" * (path.count("/") - len([*filter(None, self.owner)])),
                page=address_of(self.door, self.owner, path),
                faults=faults(known, placed, document, self.say),
                proposed=proposed(known, placed, document),
            )

    def attempt(self, said: TypedChanges) -> answers.FaultList:
        """Keep the typed changes as a draft, and return the faults that the file would have with them."""
        with self._lock:
            placed = self._placed(said.path)
            self.drafts.keep(said := self.drafts.with_draft(said))
            raw = self._place(said.path).read_bytes()
            try:
                made = self._made(raw, placed, said)
            except UnwritableKeyError as error:
                refused = answers.ShownFault(spot=(), said=self.say.write(error.phrase), grave=Severity.ERROR.value)
                return answers.FaultList(faults=(refused,))
            document = read_document(HeldText(made), placed)
            with self._as_if(said.path, made) as known:
                told = faults(known, placed, document, self.say)
                page, before = self.door.page(self.owner, said.path), self._typed
                self._typed = {address_of(self.door, self.owner, said.path): page}
            drawn = page is not None and self._typed != before
            return answers.FaultList(faults=told, proposed=proposed(known, placed, document), drawn=drawn)

    def page(self, address: str) -> bytes | None:
        """Return a page as it was last typed; None for another page than that of the form."""
        return self._typed.get(address)

    def save(self, said: TypedChanges) -> answers.Done:
        """Write the typed changes to the file; what another tab typed in other fields stays as its draft.

        Raises OutdatedError: the file changed since it was shown; ToldError: a value cannot be written; UnwrittenError:
        the disk refused the write.
        """
        with self._lock:
            placed = self._placed(said.path)
            self.drafts.keep(every := self.drafts.with_draft(said))
            place = self._place(said.path)
            raw = place.read_bytes()
            if _digest(raw) != said.base:
                raise OutdatedError(
                    "Ce fichier a changé pendant que vous écriviez : rien n'a été écrit. Relisez, puis enregistrez de "
                    "nouveau : seuls vos propres changements y seront portés.",
                    lines_between(self._shown.get(said.base, b""), raw),
                )
            made = self._made(raw, placed, said)
            if made != raw:
                writing.replace(place, made, read=raw)
            others = {name: typed for name, typed in every.values.items() if name not in said.values}
            text = every.text if said.text is None else None
            self.drafts.keep(replace(said, base=_digest(made), values=others, text=text))
            self.door.look()
            return answers.Done(path=said.path)

    def mend(self, said: AskedMend) -> answers.Done | None:
        """Apply the fix of a fault to the draft; None if the fault is no longer there."""
        with self._lock:
            placed, typed = self._placed(said.typed.path), self.drafts.with_draft(said.typed)
            raw = self._place(typed.path).read_bytes()
            made = self._made(raw, placed, typed)
            with self._as_if(typed.path, made) as known:
                told = [fault for fault in known.diagnostics if fault.place.path == placed.file.path]
            fixes = [fault.fix for fault in told if in_words(fault) == said.fault]
            fix = next((fix for fix in fixes if fix and fix.safe), None)
            if not fix or (mended := rewritten(made, fix.edits)) is None:
                return None
            self.drafts.keep(self._between(raw, mended, placed, typed))
            return answers.Done(path=typed.path)

    @contextmanager
    def _as_if(self, path: str, made: bytes) -> Iterator[JudgedPortfolio]:
        """Judge the portfolio as if a file of it held the bytes ``made``."""
        self.door.write(path, made)
        try:
            yield self.door.judge(self.owner)
        finally:
            self.door.forget(path)

    def _between(self, raw: bytes, made: bytes, placed: SourceFile, typed: TypedChanges) -> TypedChanges:
        """Express the difference of two versions of a file as changes typed in its form."""
        before, after = (read_document(HeldText(content), placed) for content in (raw, made))
        if before.rejected:
            return replace(typed, text=_whole(made))
        pairs = [(key.name, *(held(key, document) for document in (before, after))) for key in table_of(placed)]
        values = {name: new for name, old, new in pairs if new is not None and new != old}
        return replace(typed, values=values, text=after.text if after.text != before.text else None)

    def discard(self, said: NamedFile) -> answers.Done:
        """Delete the draft of a file."""
        with self._lock:
            self._placed(said.name)
            self.drafts.forget(said.name)
            return answers.Done(path=said.name)

    def begin(self, said: Begun) -> answers.Done:
        """Write a new file; return its path.

        Raises ToldError: the request is invalid, or the file exists; UnwrittenError: the disk refused the write.
        """
        with self._lock:
            root = self.door.project.portfolios
            try:
                files.create(root, made := begun(said, self._judge(), self.door))
            except writing.TakenError as error:
                name = error.path.name
                raise ToldError("Un fichier « {name} » existe déjà : choisissez un autre titre.", name=name) from error
            self.door.look()
            return answers.Done(path=next(iter(made)))

    def take_in(self, name: str, raw: bytes) -> answers.Done:
        """Put an uploaded file in the portfolio; return its path, with what was done to it and what its content is."""
        with self._lock:
            path, told = incoming.take_in(self.home, name, raw)
            known = self._judge()
            _, faults = looks.held({f"{known.root}{path}": looks.seen_in(extract(path, raw))}, known.school)
            said = (
                *map(self.say.write, filter(None, (told,))),
                *(part for fault in faults for part in (fault.message, *fault.remedies)),
            )
            return answers.Done(path=path, said=" ".join(said))

    def search(self, said: str) -> answers.CodeOffers:
        """Find by words the competencies that the référentiel asks of this student."""
        with self._lock:
            return answers.CodeOffers(codes=matching(self.door.judge(self.owner), said))

    def versions(self, _: str) -> answers.VersionList:
        """List the versions of the portfolio."""
        with self._lock:
            return self._versions.listed()

    def version(self, name: str) -> answers.VersionDifference:
        """Return the changes that restoring a version would make."""
        with self._lock:
            return self._versions.shown(name)

    def keep(self, said: AskedVersion) -> answers.Done:
        """Record the portfolio, as saved on the disk, as a version."""
        with self._lock:
            return self._versions.keep(said)

    def restore(self, said: NamedFile) -> answers.Done:
        """Restore a version whose changes were shown."""
        with self._lock:
            told = self._versions.restore(said)
            self.door.look()
            return told

    def hand_in(self) -> answers.Done:
        """Write the zip of the portfolio, to hand in.

        Raises ToldError: there is no file to hand in, or another file has the zip's name.
        """
        with self._lock:
            try:
                done = hand_in(self.door.project, "/".join(filter(None, self.owner)))
            except writing.TakenError as error:
                raise writing.TakenError(Path(error.path.name)) from error
            told = [mark("Votre travail est dans « {path} » : déposez ce fichier sur l'ENT.", path=str(done.path))]
            every = (item for group in self.listing().groups for item in group.items)
            if unsaved := tuple(item.title for item in every if item.unsaved):
                told.append(
                    mark(
                        "Ce qui n'est pas enregistré n'y est pas : {titles}. Enregistrez, puis rendez de nouveau.",
                        titles=unsaved,
                    )
                )
            return answers.Done(said=" ".join(map(self.say.write, told)))

    @property
    def _versions(self) -> Versions:
        return Versions(home=self.home, say=self.say)

    def _judge(self) -> JudgedPortfolio:
        self.door.look()
        return self.door.judge(self.owner)

    def _placed(self, path: str) -> SourceFile:
        placed = editable(self._judge()).get(path)
        if placed is None or not writing.is_own(self._place(path), self.door.project.portfolios):
            raise ToldError("Ce fichier n'existe plus, ou n'est pas de ceux que le formulaire écrit.")
        return placed

    def _place(self, path: str) -> Path:
        return Path(self.door.memo.files.place(path))

    def _words(self, known: JudgedPortfolio) -> FieldWords:
        return FieldWords(self.say, lambda refers: named(refers, known, self.door), public=known.school.public)

    def _made(self, raw: bytes, placed: SourceFile, said: TypedChanges) -> bytes:
        """Return the bytes of a file with the typed changes. Raises UnwritableKeyError."""
        document = read_document(HeldText(raw), placed)
        if document.rejected:
            return raw if said.text is None else rewritten_whole(raw, said.text)
        table, values = table_of(placed), list[tuple[Key, Value]]()
        for name, typed in said.values.items():
            key = next((key for key in table if key.name == name), None)
            if key is None:
                raise UnwritableKeyError("« {key} » n'est pas une clé de ce fichier.", key=name)
            old = next((document.data[name] for name in key.names if name in document.data), None)
            try:
                if typed != shown(key, old, document.spelled):
                    values.append((key, written(key, typed, old, document.spelled)))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise UnwritableKeyError("« {key} » ne peut pas s'écrire ainsi dans ce fichier.", key=name) from error
        return changed(raw, placed, values, said.text)


def _whole(raw: bytes) -> str:
    return decode(raw).text or ""


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
