"""A student at the form: what each file holds, what was typed, what is wrong with it, and what is saved of it.

Every answer is made under one lock, over the files as they are on the disk at that moment. A save writes on what was
shown, or on nothing: who typed sees what came meanwhile, and saves again, on top of it.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import RLock

from msgspec import Struct, field
from msgspec.structs import replace

from generator.authoring import answers, incoming
from generator.authoring.beginning import begun
from generator.authoring.drafts import KeptDrafts
from generator.authoring.form import FieldWords, fields, held, shown, written
from generator.authoring.keeping import UnwritableKeyError, changed, rewritten_whole
from generator.authoring.listing import address_of, editable, faults, in_words, listed, table_of
from generator.authoring.orders import AskedMend, AskedVersion, Begun, NamedFile, TypedChanges
from generator.authoring.versions import Versions
from generator.diagnostics import Severity
from generator.editing.completing import codes, named
from generator.editing.door import Door, JudgedPortfolio, Owner
from generator.editing.unsaved import HeldText
from generator.extracts.decoding import decode
from generator.extracts.rewriting import rewritten
from generator.handing.packing import hand_in
from generator.language import Language, ToldError
from generator.outputs import writing
from generator.reading.disk.roles import SourceFile
from generator.reading.text.documents import read_document
from generator.scaffolding import files
from generator.serving.private import OutdatedError, lines_between
from generator.values.document import Value
from generator.values.key import Key

_FOUND = 12
"""Competencies that a search gives."""


class AuthorDesk(Struct, kw_only=True):
    """The form of one portfolio; its methods may be called from several threads."""

    door: Door
    owner: Owner
    say: Language
    drafts: KeptDrafts
    _lock: RLock = field(default_factory=RLock)
    _shown: dict[str, bytes] = field(default_factory=dict)
    """The files that were shown, by their digest."""

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
        """Return the form of a file, and what was typed in it and not saved; None when it has no form."""
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
            )

    def attempt(self, said: TypedChanges) -> answers.FaultList:
        """Keep what was typed as a draft, and say what is wrong with the file as it would be."""
        with self._lock:
            placed = self._placed(said.path)
            self.drafts.keep(said)
            raw = self._place(said.path).read_bytes()
            try:
                made = self._made(raw, placed, said)
            except UnwritableKeyError as error:
                refused = answers.ShownFault(spot=(), said=self.say.write(error.phrase), grave=Severity.ERROR.value)
                return answers.FaultList(faults=(refused,))
            with self._as_if(said.path, made) as known:
                return answers.FaultList(faults=faults(known, placed, read_document(HeldText(made), placed), self.say))

    def save(self, said: TypedChanges) -> answers.Done:
        """Write what was typed.

        Raises OutdatedError: the file is no longer what was shown; ToldError: it cannot be written so; UnwrittenError:
        the disk refused.
        """
        with self._lock:
            placed = self._placed(said.path)
            self.drafts.keep(said)
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
            self.drafts.forget(said.path)
            self.door.look()
            return answers.Done(path=said.path)

    def mend(self, said: AskedMend) -> answers.Done | None:
        """Mend a fault of what was typed, as a draft; None when it is no longer there."""
        with self._lock:
            placed = self._placed(said.typed.path)
            raw = self._place(said.typed.path).read_bytes()
            made = self._made(raw, placed, said.typed)
            with self._as_if(said.typed.path, made) as known:
                told = [fault for fault in known.diagnostics if fault.place.path == placed.file.path]
            fixes = [fault.fix for fault in told if in_words(fault, self.say) == said.fault]
            fix = next((fix for fix in fixes if fix and fix.safe), None)
            if not fix or (mended := rewritten(made, fix.edits)) is None:
                return None
            self.drafts.keep(self._between(raw, mended, placed, said.typed))
            return answers.Done(path=said.typed.path)

    @contextmanager
    def _as_if(self, path: str, made: bytes) -> Iterator[JudgedPortfolio]:
        """Judge the portfolio as if a file held these bytes."""
        self.door.write(path, made)
        try:
            yield self.door.judge(self.owner)
        finally:
            self.door.forget(path)

    def _between(self, raw: bytes, made: bytes, placed: SourceFile, typed: TypedChanges) -> TypedChanges:
        """Say as what is typed in the form what makes one text of another."""
        before, after = (read_document(HeldText(content), placed) for content in (raw, made))
        if before.rejected:
            return replace(typed, text=_whole(made))
        pairs = [(key.name, *(held(key, document) for document in (before, after))) for key in table_of(placed)]
        values = {name: new for name, old, new in pairs if new is not None and new != old}
        return replace(typed, values=values, text=after.text if after.text != before.text else None)

    def discard(self, said: NamedFile) -> answers.Done:
        """Drop what was typed of a file and not saved."""
        with self._lock:
            self._placed(said.name)
            self.drafts.forget(said.name)
            return answers.Done(path=said.name)

    def begin(self, said: Begun) -> answers.Done:
        """Write a new file; give its path.

        Raises ToldError: it cannot be begun so; UnwrittenError: the disk refused.
        """
        with self._lock:
            root = self.door.project.portfolios
            try:
                files.create(root, made := begun(said, self._judge(), self.door))
            except FileExistsError as error:
                name = Path(error.filename).name
                raise ToldError("Un fichier « {name} » existe déjà : choisissez un autre titre.", name=name) from error
            self.door.look()
            return answers.Done(path=next(iter(made)))

    def take_in(self, name: str, raw: bytes) -> answers.Done:
        """Put a file in the portfolio; give its path there, and what was changed of it on the way."""
        with self._lock:
            path, told = incoming.take_in(self.home, name, raw)
            self.door.look()
            return answers.Done(path=path, said=self.say.write(told) if told else "")

    def search(self, said: str) -> answers.CodeOffers:
        """Find competencies by words, as they are asked of this student."""
        with self._lock:
            known = self.door.judge(self.owner)
            offers = codes(known.framework, known, said) if known.framework else ()
            first = islice(offers, _FOUND)
            return answers.CodeOffers(
                codes=tuple(answers.CodeOffer(code=offer.label, title=offer.detail) for offer in first)
            )

    def versions(self, _: str) -> answers.VersionList:
        """List the versions of the portfolio."""
        with self._lock:
            return self._versions.listed()

    def version(self, name: str) -> answers.VersionDifference:
        """Say what going back to a version would change."""
        with self._lock:
            return self._versions.shown(name)

    def keep(self, said: AskedVersion) -> answers.Done:
        """Keep the portfolio as it is saved."""
        with self._lock:
            return self._versions.keep(said)

    def restore(self, said: NamedFile) -> answers.Done:
        """Go back to a version that was shown."""
        with self._lock:
            told = self._versions.restore(said)
            self.door.look()
            return told

    def hand_in(self) -> answers.Done:
        """Write the zip that a class takes in.

        Raises ToldError: there is nothing, or another file has its name.
        """
        with self._lock:
            try:
                done = hand_in(self.door.project, "/".join(filter(None, self.owner)))
            except FileExistsError as error:
                name = Path(error.filename).name
                raise ToldError("« {path} » existe déjà : rien n'a été écrit.", path=name) from error
            told = self.say.sentence(
                "Votre travail est dans « {path} » : déposez ce fichier sur l'ENT.", {"path": str(done.path)}
            )
            return answers.Done(said=told)

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
        return FieldWords(say=self.say, names=lambda refers: named(refers, known, self.door))

    def _made(self, raw: bytes, placed: SourceFile, said: TypedChanges) -> bytes:
        """Return a file with what was typed in it. Raises UnwritableKeyError."""
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
