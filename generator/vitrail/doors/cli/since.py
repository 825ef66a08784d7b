"""Compare a branch with the commit it left: the changed files, the new faults, the effects on coverage."""

import filecmp
import posixpath
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from vitrail.building.making.checking import check
from vitrail.building.making.examination import Examination
from vitrail.content.model.school import School
from vitrail.content.model.state import State
from vitrail.content.model.verdict import Opinion
from vitrail.content.reading.disk.history import changed_since, fork_point, tree_at
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.diagnostics.report import from_repository
from vitrail.ground.language import FRENCH, Phrase, mark
from vitrail.knowledge.coverage import compute
from vitrail.knowledge.coverage.delta import Delta, delta
from vitrail.knowledge.coverage.rework import AskedAgain, asked_again
from vitrail.knowledge.rules.encouraging import right
from vitrail.knowledge.rules.requests import Touch, judged_as, refused, renamed, touched
from vitrail.knowledge.rules.requests import told as told_touched
from vitrail.site.pages.states import SIGNS
from vitrail.site.project import Project


class BranchChanges(Struct, frozen=True, kw_only=True):
    """The changes of a branch since the commit at which it left another."""

    changed: frozenset[str]
    """Changed paths, from the portfolios' root."""
    known: frozenset[tuple[object, ...]]
    """Identities (``_identity``) of the faults that existed before."""
    touched: tuple[Touch, ...] = ()
    """The files, verdicts and settings that it changes, with their owners."""
    refused: tuple[Diagnostic, ...] = ()
    """Diagnostics on the changes that its author may not make."""
    moved: Delta = field(default_factory=Delta)
    asked: tuple[tuple[str, AskedAgain], ...] = ()
    """Student → works to take up again, for the students whose files the branch changes."""

    def concerns(self, fault: Diagnostic) -> bool:
        """True if a fault is in a changed file, or is new in any file."""
        return fault.place.path in self.changed or _identity(fault) not in self.known


def changes_since(project: Project, ref: str, examination: Examination, author: str) -> BranchChanges:
    """Compare with the commit at which the branch left ``ref``; raises NoHistoryError for an unknown name.

    ``author`` proposes the change: « equipe », a student's folder, or empty if unknown.
    """
    commit = fork_point(project.portfolios, ref)
    with tempfile.TemporaryDirectory(prefix="vitrail-") as folder:
        before = tree_at(project.portfolios, commit, Path(folder).resolve())
        asked = project.asked_date or examination.today
        earlier = check(replace(project, portfolios=before, asked_date=asked))
        counted, coverage = earlier.examination.counted, earlier.examination.coverage  # before its files are deleted
        classes = renamed(counted, examination.counted)
        if classes:
            cohorts = tuple(replace(group, slug=classes.get(group.slug, group.slug)) for group in counted.cohorts)
            counted = replace(counted, cohorts=cohorts)
            coverage = compute(counted)
        followed = changed_since(project.repository, commit, new=False)  # not the files that a runner writes
        paths = {posixpath.relpath(path, project.prefix or ".") for path in followed}
        every = _rewritten(paths | changed_since(project.portfolios, commit), classes, before, project.portfolios)
    changed = frozenset(path for path in every if not path.startswith("../"))
    things = touched(counted, examination.counted, every, project.prefix)
    judged = judged_as(counted, examination.counted)
    known = (
        replace(fault, place=replace(fault.place, path=_present(fault.place.path, classes)))
        for fault in earlier.diagnostics
    )
    return BranchChanges(
        changed=changed,
        known=frozenset(map(_identity, known)),
        touched=things,
        refused=tuple(_there(fault, project.portfolios) for fault in refused(things, author)),
        moved=delta(coverage, compute(judged, (examination.counted, examination.coverage))),
        asked=tuple(_asked(examination, {"/".join(path.split("/")[:2]) for path in changed})),
    )


def _rewritten(paths: Iterable[str], classes: Mapping[str, str], before: Path, now: Path) -> frozenset[str]:
    """Return paths under the present folders of classes, without files that a renaming moved unchanged."""
    present = {path: _present(path, classes) for path in paths}
    moved = {new for old, new in present.items() if new != old and _same(before / old, now / new)}
    return frozenset(present.values()) - moved


def _present(path: str, classes: Mapping[str, str]) -> str:
    former = next((former for former in classes if path.startswith(f"{former}/")), "")
    return f"{classes[former]}{path.removeprefix(former)}" if former else path


def _same(before: Path, now: Path) -> bool:
    return before.is_file() and now.is_file() and not now.is_symlink() and filecmp.cmp(before, now, shallow=False)


def _there(fault: Diagnostic, root: Path) -> Diagnostic:
    """Return a fault at the nearest folder that exists, when the branch removes or moves the file that it is about."""
    path = PurePosixPath(fault.place.path)
    there = next(place for place in (path, *path.parents) if (root / place).exists())
    return fault if there == path else replace(fault, place=Place(path=there.as_posix()))


def _asked(examination: Examination, students: Container[str]) -> Iterator[tuple[str, AskedAgain]]:
    for cohort, student in examination.school.everyone:
        name = f"{cohort.slug}/{student.slug}"
        if name in students:
            counted = examination.coverage.student(cohort.slug, student.slug)
            yield from ((name, again) for again in asked_again(student, counted))


def told(branch: BranchChanges, school: School, faults: Iterable[Diagnostic]) -> Iterator[Phrase]:
    """Yield sentences: the changes and the good works in them, works to take up again, coverage changes."""
    touched_works, good = told_touched(branch.touched), tuple(right(school, branch.changed, faults))
    yield mark("{touched} Ce qui est bon : {works}.", touched=touched_works, works=good) if good else touched_works
    titles = {
        (f"{cohort.slug}/{student.slug}", work.slug): work.title
        for cohort, student in school.everyone
        for work in student.realisations
    }
    for name, again in branch.asked:
        yield from _again(name, again)
    yield from _options(branch.moved, titles)
    yield from _moved(branch.moved, titles)


def _again(student: str, again: AskedAgain) -> Iterator[Phrase]:
    """Yield the remarks on a work to take up again, with the passage that each is about."""
    words = {"student": student, "title": again.work.title}
    for said in again.said:
        comment = " ".join((said.comment or "").split())
        if said.passage:
            passage = {"passage": said.passage, "comment": comment}
            yield mark("{student} : « {title} » est à reprendre, sur « {passage} » : {comment}", **words, **passage)
        else:
            yield mark("{student} : « {title} » est à reprendre : {comment}", **words, comment=comment)
    if not again.said:
        yield mark("{student} : « {title} » est à reprendre.", **words)


def _options(moved: Delta, titles: Mapping[tuple[str, str], str]) -> Iterator[Phrase]:
    """Yield, for each student whose option changed, the réalisations that cite codes with another meaning."""
    for change in moved.options:
        words = {"student": change.student, "before": change.before or "?", "after": change.after or "?"}
        works = tuple(
            mark("« {title} »", title=titles.get((change.student, name), name)) for name in change.realisations
        )
        if works:
            yield mark(
                "{student} : l'option passe de {before} à {after} ; ces réalisations citent des codes qui ont changé "
                "de sens, à relire : {works}.",
                **words,
                works=works,
            )
        else:
            yield mark("{student} : l'option passe de {before} à {after} ; aucun code n'a changé de sens.", **words)


def _moved(moved: Delta, titles: Mapping[tuple[str, str], str]) -> Iterator[Phrase]:
    for step in moved.steps:
        words = {"student": step.student, "code": step.competency}
        if step.first and step.after is not State.CHANGED:
            yield mark(
                "{student} : cette demande couvre {code} pour la première fois ({state}).",
                **words,
                state=SIGNS[step.after].word,
            )
        else:
            yield mark(
                "{student} : {code} passe de « {before} » à « {after} ».",
                **words,
                before=SIGNS[step.before].word,
                after=SIGNS[step.after].word,
            )
    for student, work in moved.reopened:
        yield mark(
            "{student} : une page validée change, « {title} » ; l'avis portait sur un autre texte.",
            student=student,
            title=titles.get((student, work), work),
        )


def as_data(branch: BranchChanges) -> list[dict[str, str]]:
    """Return the coverage changes for the JSON report, then the works to take up again."""
    moved = branch.moved
    steps = [
        {"student": step.student, "competency": step.competency, "before": step.before.value, "after": step.after.value}
        for step in moved.steps
    ]
    pages = [{"student": student, "realisation": work} for student, work in moved.reopened]
    return [*steps, *pages, *(entry for name, again in branch.asked for entry in _asked_data(name, again))]


def touched_data(branch: BranchChanges, prefix: str) -> list[dict[str, str]]:
    """Return the changes for the JSON report, with paths from the repository's root."""
    say = FRENCH
    return [
        {
            "what": say.write(touch.phrase),
            "path": from_repository(prefix, touch.path),
            "owner": touch.owner,
            "reserved": say.write(touch.reserved or ""),
        }
        for touch in branch.touched
    ]


def _asked_data(student: str, again: AskedAgain) -> Iterator[dict[str, str]]:
    head = {"student": student, "realisation": again.work.subject, "opinion": Opinion.REWORK.value}
    for said in again.said:
        yield {**head, "comment": said.comment or "", "passage": said.passage or ""}
    if not again.said:
        yield head


def _identity(fault: Diagnostic) -> tuple[object, ...]:
    """Return the key of a fault without its line: lines added above it do not make it new."""
    return (fault.code, fault.place.path, tuple(map(str, fault.values.values())))
