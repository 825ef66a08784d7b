"""One evening at the desk: what was read last, what was written since, and how to take it back.

Everything that is written is checked against the disk at that moment: the work must be the one whose page was shown,
the evaluation file the one whose verdicts were shown. Each write is one whole file, after the sealed text beside it.
"""

import difflib
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath
from threading import RLock

from msgspec import Struct, field

from generator.language import Language, Phrase, Value, mark, nmark
from generator.model.school import Cohort
from generator.model.student import Student
from generator.outputs import writing
from generator.outputs.sealing import KeptText, added, keep
from generator.project import Project
from generator.reading.memory import Memory
from generator.reading.school import Reading, read_school
from generator.reviewing.commits import commit, committed
from generator.reviewing.display import AuthoredWork, Json, listing, panel, works
from generator.reviewing.orders import Order, entries
from generator.reviewing.speakers import RefusedOrderError, role_of
from generator.settings import clock


class OutdatedError(RefusedOrderError):
    """Somebody wrote what was shown, or is to be written, since it was shown; ``added`` are the lines that came."""

    def __init__(self, template: str, /, added: str = "", **values: Value) -> None:
        super().__init__(template, **values)
        self.added = added


class _Held(dict[str, tuple[bytes, Path]]):
    """Keeps in this process what was read: a portfolio whose bytes did not change is not read again."""

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes."""
        self[key] = raw, Path(key)
        return Path(key)


class _Written(Struct, frozen=True, kw_only=True):
    """One write, to be taken back."""

    place: str
    title: str
    file: Path
    before: bytes | None
    """None when the file was made."""
    after: bytes
    kept: KeptText | None
    """The sealed text beside it."""
    seal: str
    """Of the work that was judged."""


class Sitting(Struct, kw_only=True):
    """The desk's state; its methods may be called from several threads."""

    project: Project
    root: str
    """A class, a student, or an empty text for everybody."""
    say: Language
    cohort: str | None = None
    """The class of ``root``, read whole: a réalisation is sealed with the classmates that it names."""
    recorded: bool = False
    """Whether each write is committed (``--enregistrer``)."""
    _memory: Memory = field(default_factory=lambda: Memory(cache=_Held(), code=""))
    _lock: RLock = field(default_factory=RLock)
    _written: list[_Written] = field(default_factory=list)
    _shown: dict[str, bytes] = field(default_factory=dict)
    """Bytes of the evaluation files whose verdicts were shown, by their hash."""
    _reading: Reading | None = None

    def refresh(self) -> None:
        """Forget what was read: the disk changed."""
        with self._lock:
            self._reading = None

    def listing(self) -> Json:
        """Say what waits, what was read, and how far this evening is."""
        with self._lock:
            found = listing(self._read().school, self.root, self._today(), self.say)
            return {**found, **self._progress(found)}

    def panel(self, place: str) -> Json | None:
        """Return what is beside a work; None when there is no such work."""
        with self._lock:
            reading = self._read()
            asked = self._find(reading, place)
            if asked is None:
                return None
            file = self._file(reading, asked.cohort, asked.student)
            raw = file.read_bytes() if file.exists() else None
            self._shown[_digest(raw)] = raw or b""
            return panel(asked, _digest(raw), self.say)

    def judge(self, order: Order) -> Json:
        """Write what was said of a work.

        Raises RefusedOrderError, UnaddableError: it cannot be said so; OutdatedError: it was said of something that is
        no longer there; UnwrittenError: the disk refused.
        """
        with self._lock:
            self._reading = None
            reading = self._read()
            asked = self._find(reading, order.place)
            if asked is None:
                raise RefusedOrderError("Ce travail n'existe plus.")
            if asked.work.fingerprint != order.seal:
                raise OutdatedError("Ce travail a changé pendant la lecture : relisez-le, puis recommencez.")
            done = self._write(reading, asked, order)
            self._written.append(done)
            self._reading = None
            return {**self._done(done, self._record(asked, done)), "panel": self.panel(order.place)}

    def undo(self) -> Json:
        """Take the last write back, if the file is still what it was then.

        Raises RefusedOrderError: nothing is left to take back; UnwrittenError: somebody wrote the file since, or the
        disk refused.
        """
        with self._lock:
            if not self._written:
                raise RefusedOrderError("Il n'y a rien à annuler.")
            last = self._written[-1]
            if last.before is None:
                writing.remove(last.file, read=last.after)
            else:
                writing.replace(last.file, last.before, read=last.after)
            self._written.pop()
            self._reading = None
            self._forget(last)
            message = self.say.sentence("Annule l'avis sur « {title} »", {"title": last.title})
            failed = commit([last.file], message) if self.recorded else None
            return {**self._done(last, failed), "panel": self.panel(last.place)}

    def _forget(self, undone: _Written) -> None:
        """Take away the text that this run wrote for an undone verdict, if none here or in HEAD bears its seal."""
        kept = undone.kept
        if kept is None or not kept.made:
            return
        folder, seal = undone.file.parent, undone.seal.encode()
        with suppress(OSError, writing.UnwrittenError):  # it stays
            if any(seal in one.read_bytes() for one in folder.glob("*.y*ml")) or committed(folder, undone.seal):
                return
            writing.remove(kept.path, read=kept.path.read_bytes())
            kept.path.parent.rmdir()  # unless the texts of other verdicts are there

    def _read(self) -> Reading:
        if self._reading is None:
            self._reading = read_school(self.project.portfolios, only=self.cohort, memory=self._memory)
        return self._reading

    def _today(self) -> date:
        return clock(self.project.asked_date, self._read().school.reference_date)

    def _find(self, reading: Reading, place: str) -> AuthoredWork | None:
        return next((one for one in works(reading.school, self.root, self._today()) if one.place == place), None)

    def _write(self, reading: Reading, asked: AuthoredWork, order: Order) -> _Written:
        role = role_of(order.by, asked.cohort, asked.student)
        levels = len(reading.school.scale_of(asked.cohort, asked.student))
        said = tuple(entries(order, asked.work, role, levels, clock(self.project.asked_date, None)))
        file = self._file(reading, asked.cohort, asked.student)
        before = file.read_bytes() if file.exists() else None
        if _digest(before) != order.evaluations:
            raise OutdatedError(
                mark("« {file} » a changé pendant la lecture : rien n'y a été écrit.", file=file.name),
                _lines(self._shown.get(order.evaluations, b""), before or b""),
            )
        after = added(file, before or b"", *said)
        sealed = any("empreinte" in one for one in said)
        kept = keep(file, asked.work, self._disk(reading)) if sealed else None
        if sealed and kept is None:
            raise OutdatedError("Ce travail a changé pendant la lecture : relisez-le, puis recommencez.")
        writing.replace(file, after, read=before)
        work = asked.work
        return _Written(
            place=asked.place, title=work.title, file=file, before=before, after=after, kept=kept, seal=work.fingerprint
        )

    def _disk(self, reading: Reading) -> Mapping[str, Path]:
        return {seen.path: self.project.portfolios / seen.disk for seen in reading.files}

    def _file(self, reading: Reading, cohort: Cohort, student: Student) -> Path:
        """Return a student's evaluation file: the one that is there, else where it is to be."""
        disk = self._disk(reading)
        if student.verdicts:
            return disk[student.verdicts[0].source.path]
        home = PurePosixPath(student.source.path or f"{cohort.slug}/{student.slug}/index.md").parent
        folder, name = (home.parent, home.name) if cohort.slug else (home, "portfolio")
        for suffix in (".yml", ".yaml"):
            if found := disk.get(str(folder / "evaluations" / f"{name}{suffix}")):
                return found
        return self.project.portfolios / folder / "evaluations" / f"{name}.yml"

    def _record(self, asked: AuthoredWork, done: _Written) -> Phrase | None:
        """Commit the verdicts and the text that they seal."""
        if not self.recorded:
            return None
        message = self.say.sentence(
            "Avis sur « {title} », de {student}", {"title": asked.work.title, "student": asked.student.name}
        )
        return commit([done.file, *([done.kept.path] if done.kept else [])], message)

    def _done(self, done: _Written, failed: Phrase | None) -> Json:
        said = self.say.write(failed) if failed else ""
        return {"title": done.title, "place": done.place, "uncommitted": said, "undoable": bool(self._written)}

    def _progress(self, found: Json) -> Json:
        read = len({one.place for one in self._written})
        left = sum(bool(one["why"]) for one in found["works"])
        said = (nmark("{n} lue", "{n} lues", read), nmark("{n} à lire", "{n} à lire", left))
        return {
            "read": read,
            "left": left,
            "progress": self.say.sentence("{read}, {left}", {"read": said[0], "left": said[1]}),
            "undoable": bool(self._written),
        }


def _digest(raw: bytes | None) -> str:
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def _lines(shown: bytes, found: bytes) -> str:
    """Return the lines that came and went since a file was shown, as ``diff`` writes them."""
    before, after = (raw.decode("utf-8", "replace").splitlines() for raw in (shown, found))
    changed = (line for line in difflib.ndiff(before, after) if line[:1] in "+-")
    return "\n".join(changed)[:4_000]
