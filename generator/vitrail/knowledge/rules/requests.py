"""Lists the things that a merge request changes, and those among them that only the team may change.

Free forges enforce nothing: a teacher reads this list before merging.
"""

import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.content.model.verdict import Verdict
from vitrail.content.values.folding import fold, grouped
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Phrase, mark, nmark

TEAM = "equipe"
"""Value of ``--auteur`` for a member of the team; for a student it is their folder."""
_NAMED = 3
"""Most files of one folder that are named; the others are counted."""
_TEAM_ALONE = mark("seule l'équipe le change")
_OWN_ALONE = mark("chacun ne change que son portfolio")
_FORGED = mark("ce rapport peut alors être faux lui-même : lisez la liste des fichiers que montre la forge")


class Touch(Struct, frozen=True, kw_only=True):
    """One thing that a request changes."""

    phrase: Phrase
    path: str
    """Its first file, from the portfolios' root (``../.gitlab-ci.yml`` is beside it)."""
    owner: str = ""
    """``class/student`` for a thing in a portfolio; empty for the team's."""
    reserved: Phrase | None = None
    """Why only the team may change it; None if students may, in their own portfolio."""


def touched(before: School, after: School, changed: Iterable[str], prefix: str) -> tuple[Touch, ...]:
    """List what differs between two states of a school: portfolios, verdicts, the team's files, the repository's.

    ``changed`` are paths from the portfolios' root; ``prefix`` is the path of that root in the repository.
    """
    was, now = _people(before), _people(after)
    owners = sorted(was.keys() | now.keys())
    names = _names(was, now)
    folders = grouped((_holder(path, owners), path) for path in sorted(changed))
    touches: list[Touch] = []
    for owner in owners:
        earlier, later = was.get(owner), now.get(owner)
        touches += _portfolio(owner, names[owner], folders.pop(owner, ()), earlier, later)
        touches += _judgement(names[owner], folders.pop(_evaluations(owner), ()), earlier, later)
    for folder, paths in sorted(folders.items()):
        outside = folder == ".."
        named = [posixpath.normpath(posixpath.join(prefix, path)) for path in paths] if outside else paths
        touches.append(Touch(phrase=_files(named), path=paths[0], reserved=_FORGED if outside else _TEAM_ALONE))
    return tuple(touches)


def told(touches: Iterable[Touch]) -> Phrase:
    """List all touches in one sentence, the first line of every report."""
    every = tuple(touch.phrase for touch in touches)
    return mark("Cette demande touche : {works}.", works=every) if every else mark("Cette demande ne touche rien.")


def refused(touches: Collection[Touch], author: str) -> Iterator[Diagnostic]:
    """Yield a fault for each thing that its author may not change.

    ``author`` is TEAM, a student's folder, or empty: then a request that touches one portfolio alone is its owner's.
    """
    if fold(author) == TEAM:
        return
    owners = {touch.owner for touch in touches if touch.owner}
    own = {owner for owner in owners if f"/{owner}".endswith(f"/{author.strip('/')}")} if author else owners
    for touch in touches:
        mine = not touch.owner or (touch.owner in own and len(own) == 1)
        if reason := touch.reserved or (None if mine else _OWN_ALONE):
            yield Diagnostic.at("STR053", Place(path=touch.path), what=touch.phrase, reason=reason)


def judged_as(before: School, after: School) -> School:
    """Return the later school with the verdicts of the earlier: those that the request itself adds must not count."""
    was = _people(before)

    def earlier(student: Student, verdicts: tuple[Verdict, ...]) -> Student:
        same = Counter(map(_said, student.verdicts)) == Counter(map(_said, verdicts))
        return student if same else replace(student, verdicts=verdicts)

    return after.with_students(
        lambda cohort, student: earlier(student, was[key].verdicts if (key := cohort.folder_of(student)) in was else ())
    )


def renamed(before: School, after: School) -> Mapping[str, str]:
    """Return the former folder of each class that a request renames → its present folder."""
    was, now = ({cohort.slug for cohort in school.cohorts} for school in (before, after))
    new = (cohort for cohort in after.cohorts if cohort.slug not in was)
    return {former: cohort.slug for cohort in new for former in cohort.former_names if former in was - now}


def _people(school: School) -> Mapping[str, Student]:
    return {cohort.folder_of(student): student for cohort, student in school.everyone}


def _names(was: Mapping[str, Student], now: Mapping[str, Student]) -> Mapping[str, str]:
    """Map each portfolio to its owner's name before the request, which may falsify it; with the folder if ambiguous."""
    called = {owner: _named(student) for owner, student in {**now, **was}.items()}
    number = Counter(called.values())
    return {
        owner: mark("{name} (nouveau portfolio, {folder})", name=name, folder=owner) if owner not in was
        else mark("{name} ({folder})", name=name, folder=owner) if number[name] > 1
        else name
        for owner, name in called.items()
    }  # fmt: skip


def _evaluations(owner: str) -> str:
    """Return the folder, or the stem of the files, that holds a student's verdicts."""
    cohort, _, student = owner.rpartition("/")
    return f"{cohort}/evaluations/{student}".strip("/")


def _holder(path: str, owners: Collection[str]) -> str:
    """Return the holder of a path: a portfolio, a student's evaluations, else its folder; « .. » outside."""
    if path.startswith("../"):
        return ".."
    parents = [parent.as_posix() for parent in PurePosixPath(path).parents]
    for parent in (parent.removeprefix(".") for parent in parents):
        if parent in owners:
            return parent
    cohort, mark_, name = path.partition("evaluations/")
    named = {_evaluations(owner): owner for owner in owners}
    stems = [f"{cohort}{mark_}{name[:end]}" for end, sign in enumerate(name) if sign in "./"] if mark_ else []
    return next((stem for stem in stems if stem in named), parents[0])


def _portfolio(
    owner: str, name: str, paths: Collection[str], was: Student | None, now: Student | None
) -> Iterator[Touch]:
    """Yield the changed files of a portfolio, then the changed keys whose effect goes beyond a page."""
    if not paths:
        return
    inside = [path.removeprefix(f"{owner}/") for path in paths]
    yield Touch(phrase=mark("{files} de {name}", files=_files(inside), name=name), path=min(paths), owner=owner)
    if now is None:
        return
    page, words = now.source.path or min(paths), {"name": name}
    if was and was.option and was.option != now.option:
        sides = {"before": was.option, "after": now.option or "?"}
        named = mark("l'option de {name} ({before} → {after})", **words, **sides)
        yield Touch(phrase=named, path=page, owner=owner, reserved=_TEAM_ALONE)
    if now.comes_from != (was.comes_from if was else None):
        named = mark("« vient de » de {name} ({portfolio})", **words, portfolio=now.comes_from or "—")
        yield Touch(phrase=named, path=page, owner=owner, reserved=_TEAM_ALONE)
    if was is None:
        return
    if _named(was) != _named(now):
        yield Touch(phrase=mark("le nom de {name} (→ {after})", **words, after=_named(now)), path=page, owner=owner)
    shown = {work.subject: work.visibility for work in was.judged.values()}
    if was.visibility != now.visibility:
        yield Touch(phrase=mark("la visibilité de {name}", **words), path=page, owner=owner)
    for work in now.judged.values():
        if shown.get(work.subject, work.visibility) != work.visibility:
            named = mark("la visibilité de « {title} », de {name}", **words, title=work.title)
            yield Touch(phrase=named, path=work.source.path, owner=owner)


def _judgement(name: str, paths: Collection[str], was: Student | None, now: Student | None) -> Iterator[Touch]:
    """Yield the verdicts added, removed or sealed again, by author; else the changed files."""
    if not paths:
        return
    first = min(paths)
    earlier = Counter(map(_said, was.verdicts if was else ()))
    later = Counter(map(_said, now.verdicts if now else ()))
    came, gone = later - earlier, earlier - later
    sealed = Counter(said[:-1] for said in came) & Counter(said[:-1] for said in gone)
    added, removed = (Counter(said[0] for said in side.elements() if said[:-1] not in sealed) for side in (came, gone))
    named = [
        *(
            nmark("{n} avis au nom de {by}, sur {name}", "{n} avis au nom de {by}, sur {name}", n, by=by, name=name)
            for by, n in sorted(added.items())
        ),
        *(
            nmark("{n} avis de {by} retiré, sur {name}", "{n} avis de {by} retirés, sur {name}", n, by=by, name=name)
            for by, n in sorted(removed.items())
        ),
    ]
    if sealed:
        named.append(nmark("{n} sceau d'avis sur {name}", "{n} sceaux d'avis sur {name}", sealed.total(), name=name))
    for phrase in named or [_files(paths)]:
        yield Touch(phrase=phrase, path=first, reserved=_TEAM_ALONE)


def _said(verdict: Verdict) -> tuple[str, ...]:
    """Return the values of a verdict, its author first and its seal last, to compare it wherever it is written."""
    rest = (
        verdict.subject,
        verdict.competency,
        verdict.on,
        verdict.opinion,
        verdict.level,
        verdict.comment,
        verdict.passage,
        verdict.role,
    )
    return (verdict.by, *map(str, rest), verdict.fingerprint or "")


def _named(student: Student) -> str:
    return f"{student.last_name} {student.first_name}".strip()


def _files(paths: Collection[str]) -> Phrase:
    """Name some files, and count the others."""
    named = tuple(sorted(paths)[:_NAMED])
    left = len(paths) - len(named)
    if not left:
        return mark("{files}", files=named)
    return nmark("{files} et {n} autre fichier", "{files} et {n} autres fichiers", left, files=", ".join(named))
