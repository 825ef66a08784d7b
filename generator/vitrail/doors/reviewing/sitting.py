"""One evening at the desk: the school as last read, the verdicts written since, and how to undo them.

Each write is first checked against the disk: the work and its student's verdicts must have the digests that were shown.
Each verdict is a new file, written after the sealed text beside it.
"""

import hashlib
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from threading import RLock

from msgspec import Struct, field
from msgspec.structs import replace

from vitrail.building.making.facts.attached import refused
from vitrail.building.making.facts.people import address_of, owner_of_file
from vitrail.building.making.facts.run import tell
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.reading.named import find_person
from vitrail.content.reading.school import Reading, read_school
from vitrail.doors.reviewing.answers import DoneOrder, WorkList, WorkPanel
from vitrail.doors.reviewing.commits import commit, committed
from vitrail.doors.reviewing.deposits import Deposits
from vitrail.doors.reviewing.display import AuthoredWork, listing, panel, works
from vitrail.doors.reviewing.orders import Order, entries, speaker, team
from vitrail.doors.serving.private import OutdatedError, lines_between
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import Alternatives, Language, Phrase, ToldError, mark, nmark
from vitrail.ground.memo.files import VERDICTS
from vitrail.ground.memo.memo import Memo
from vitrail.knowledge.coverage.view import refusing
from vitrail.knowledge.rules.encouraging import evoked
from vitrail.site.outputs import writing
from vitrail.site.outputs.sealing import Given, give
from vitrail.site.project import Project
from vitrail.site.settings import clock

_UNREAD = ("ENC", "YAM", "STR041", "STR044", "EVA010")
"""Diagnostic codes, or families of them, of files that are not read whole."""


class _Written(Struct, frozen=True, kw_only=True):
    """One write, which can be undone."""

    place: str
    title: str
    given: Given
    seal: str
    """Fingerprint of the judged work."""


class Sitting(Struct, kw_only=True):
    """The desk's state; its methods may be called from several threads."""

    project: Project
    root: str
    """Path of a class or a student, empty for the whole school."""
    say: Language
    cohort: str | None = None
    """The class of ``root``, read whole: a réalisation is sealed with the classmates that it names."""
    recorded: bool = False
    """Whether each write is committed (``--enregistrer``)."""
    deposits: Deposits | None = None
    """The hand-ins to look for, if any."""
    _memo: Memo | None = None
    _lock: RLock = field(default_factory=RLock)
    _written: list[_Written] = []
    _shown: dict[str, bytes] = {}
    """Digest → bytes of the verdicts' files of a student, as they were shown."""
    _reading: Reading | None = None
    _owed: list[Path] = []
    """Files that git did not commit yet: tried again with the next verdict, and at the end."""

    def refresh(self) -> None:
        """Drop the cached reading, because the disk changed."""
        with self._lock:
            self._reading = None

    def teacher(self, by: str) -> str:
        """Return a teacher's name as promotion.yml writes it; raises ToldError if it is in none of these teams."""
        names = [name for cohort in self._read().school.cohorts for name in team(cohort)]
        if name := find_person(by, names):
            return name
        raise ToldError(
            "« {by} » n'est pas dans « équipe » de promotion.yml ({names}) : ajoutez-y ce nom, ou corrigez --par.",
            by=by, names=Alternatives(names) if names else mark("vide"),
        )  # fmt: skip

    def listing(self) -> WorkList:
        """Return the list of works, waiting and read, with the progress of this evening."""
        with self._lock:
            reading = self._read()
            school, deposits = reading.school, self.deposits
            notes = (unread(reading), deposits.told(school, self.cohort, self.say) if deposits else "")
            shown = listing(school, self.root, self._today(), self.say)
            read = len({done.place for done in self._written})
            left = sum(bool(work.why) for work in shown.works)
            said = {"read": nmark("{n} lue", "{n} lues", read), "left": nmark("{n} à lire", "{n} à lire", left)}
            return replace(
                shown,
                read=read,
                left=left,
                progress=self.say.sentence("{read}, {left}", said),
                undoable=bool(self._written),
                note=" ".join(self.say.write(note) for note in notes if note),
            )

    def panel(self, place: str) -> WorkPanel | None:
        """Return the panel of a work; None if there is no such work."""
        with self._lock:
            reading = self._read()
            asked = self._find(reading, place)
            if asked is None:
                return None
            there = self._said(reading, asked.cohort, asked.student)
            self._shown[_digest(there)] = there
            memo, path = self._memo, asked.work.source.path
            address = address_of(memo, path) if memo else ""
            if memo and isinstance(asked.work, Realisation):
                asked = replace(asked, work=refusing(asked.work, refused(memo, *owner_of_file(memo, path))))
            return panel(asked, address, _digest(there), self._advice(asked), self.say)

    def _advice(self, asked: AuthoredWork) -> Diagnostic | None:
        """Return the lexicon's advice on the competencies that a réalisation's title evokes; None for a stage."""
        if not isinstance(asked.work, Realisation):
            return None
        return evoked(asked.school, asked.student, asked.work)

    def judge(self, order: Order) -> DoneOrder:
        """Write the verdict on a work.

        Raises ToldError: the order is invalid; OutdatedError: the work or its verdicts changed since they were shown;
        UnwrittenError: the disk refused the write.
        """
        with self._lock:
            self._reading = None
            reading = self._read()
            asked = self._find(reading, order.place)
            if asked is None:
                raise ToldError("Ce travail n'est plus là, ou son fichier ne se lit plus : vitrail check le dit.")
            if asked.work.fingerprint != order.seal:
                raise OutdatedError("Ce travail a changé pendant la lecture : relisez-le, puis recommencez.")
            done = self._write(reading, asked, order)
            self._written.append(done)
            self._reading = None
            return self._done(done, self._record(asked, done))  # no reading after the write: it could fail

    def undo(self) -> DoneOrder:
        """Undo the last write: delete its file, if it still holds the bytes that were written.

        Raises ToldError: nothing is left to undo; UnwrittenError: the file changed since, or the disk refused.
        """
        with self._lock:
            if not self._written:
                raise ToldError("Il n'y a rien à annuler.")
            last = self._written[-1]
            writing.remove(last.given.file, read=last.given.raw)
            self._written.pop()
            self._reading = None
            self._forget(last)
            message = self.say.sentence("Annule l'avis sur « {title} »", {"title": last.title})
            return self._done(last, self._commit([last.given.file], message))

    def _forget(self, undone: _Written) -> None:
        """Delete the sealed text that an undone verdict created, unless a file here or in HEAD bears its seal."""
        kept, own = undone.given.kept, undone.given.file.parent
        with suppress(OSError):
            own.rmdir()  # unless other verdicts are there
        if kept is None or not kept.made:
            return
        folder, seal = own.parent, undone.seal.encode()
        with suppress(OSError, writing.UnwrittenError):  # the text is kept
            if any(seal in file.read_bytes() for file in folder.rglob("*.y*ml")) or committed(folder, undone.seal):
                return
            writing.remove(kept.path, read=kept.path.read_bytes())
            kept.path.parent.rmdir()  # unless the texts of other verdicts are there

    def _read(self) -> Reading:
        if self._reading is None:
            if self._memo is None:
                self._memo = Memo(self.project.sources())
            else:
                self._memo.turn()
            tell(self._memo, self.project)
            self._reading = read_school(self._memo, only=self.cohort)
        return self._reading

    def _today(self) -> date:
        return clock(self.project.asked_date, self._read().school.reference_date)

    def _find(self, reading: Reading, place: str) -> AuthoredWork | None:
        every = works(reading.school, self.root, self._today())
        return next((authored for authored, _ in every if authored.place == place), None)

    def _write(self, reading: Reading, asked: AuthoredWork, order: Order) -> _Written:
        by, role = speaker(order.by, asked.cohort, asked.student)
        levels = len(reading.school.scale_of(asked.cohort, asked.student))
        said = tuple(entries(replace(order, by=by), asked.work, role, levels, self._now()))
        there = self._said(reading, asked.cohort, asked.student)
        if _digest(there) != order.evaluations:
            name, came = asked.student.name, lines_between(self._shown.get(order.evaluations, b""), there)
            raise OutdatedError(
                "D'autres avis sur {name} sont arrivés pendant la lecture : rien n'a été écrit.", came, name=name
            )
        folder, name = self._place(asked.cohort, asked.student)
        given = give(folder, name, asked.work, said, reading.places)
        if given is None:
            raise OutdatedError("Ce travail a changé pendant la lecture : relisez-le, puis recommencez.")
        return _Written(place=asked.place, title=asked.work.title, given=given, seal=asked.work.fingerprint)

    def _now(self) -> datetime:
        """Return the current time of day, on the day that ``--date`` names."""
        now = datetime.now()  # noqa: DTZ005  # the hour that the teacher reads on the wall
        return datetime.combine(clock(self.project.asked_date, None), now.time())

    def _place(self, cohort: Cohort, student: Student) -> tuple[Path, str]:
        """Return the folder of a class's verdicts, and the name of the student's files or folder in it."""
        home = PurePosixPath(student.source.path or f"{cohort.slug}/{student.slug}/index.md").parent
        folder, name = (home.parent, home.name) if cohort.slug else (home, "portfolio")
        return self.project.judging / folder / VERDICTS, name

    def _said(self, reading: Reading, cohort: Cohort, student: Student) -> bytes:
        """Return the bytes of all the files of verdicts on a student."""
        folder, name = self._place(cohort, student)
        files = {reading.places[verdict.source.path] for verdict in student.verdicts}
        files |= {*folder.glob(f"{name}.y*ml"), *(folder / name).glob("*.y*ml")}
        return b"\n".join(file.read_bytes() for file in sorted(files))

    def _record(self, asked: AuthoredWork, done: _Written) -> Phrase | None:
        """Commit the verdicts and the text that they seal."""
        message = self.say.sentence(
            "Avis sur « {title} », de {student}", {"title": asked.work.title, "student": asked.student.name}
        )
        return self._commit([done.given.file, *([done.given.kept.path] if done.given.kept else [])], message)

    def settle(self) -> Phrase | None:
        """Commit the files that git refused before; return the error, if any."""
        return self._commit([], self.say.gettext("Avis du pupitre")) if self._owed else None

    def _commit(self, files: list[Path], message: str) -> Phrase | None:
        self._owed += files
        failed = commit(self._owed, message) if self.recorded else None
        self._owed = self._owed if failed else []
        return failed

    def _done(self, done: _Written, failed: Phrase | None) -> DoneOrder:
        said = self.say.write(failed) if failed else ""
        return DoneOrder(title=done.title, place=done.place, uncommitted=said, undoable=bool(self._written))


def unread(reading: Reading) -> Phrase | None:
    """Return a warning with the files of verdicts that are not read whole, of which some are missing; or None."""
    faults = (fault for fault in reading.diagnostics if VERDICTS in fault.place.path.split("/"))
    grave = (fault for fault in faults if fault.severity is Severity.ERROR and fault.id != "EVA010.opinion")
    lost = (fault for fault in grave if fault.code.startswith(_UNREAD))
    files = tuple(dict.fromkeys(fault.place.path for fault in lost))
    return nmark(
        "{n} fichier d'avis ne se lit pas en entier, et ce qu'il dit manque ici : {files} (vitrail check dit "
        "pourquoi).",
        "{n} fichiers d'avis ne se lisent pas en entier, et ce qu'ils disent manque ici : {files} (vitrail check dit "
        "pourquoi).",
        len(files), files=files,
    ) if files else None  # fmt: skip


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest() if raw else ""
