"""``vitrail fin``: the end of a class. Archives are written and read again, and only then is anything erased."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vitrail.building.making.editions import edition
from vitrail.building.making.facts.run import read_project
from vitrail.building.making.pipeline import build
from vitrail.building.making.works import passing
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.content.model.school import Cohort, School
from vitrail.content.reading.disk import names
from vitrail.doors.cli.exam.archive import dossiers, jury_site, state
from vitrail.doors.cli.exam.erasure import Remains, erase, files_in, homes, remains, stamps, verified
from vitrail.doors.cli.folders import find_cohort, find_place, folders, typed
from vitrail.doors.cli.telling import WrongUseError, follow, pasted, tell
from vitrail.doors.handing.packing import files_of
from vitrail.ground.language import FRENCH, ToldError, mark, nmark
from vitrail.site.outputs import bag, writing
from vitrail.site.outputs.papers import places, printing
from vitrail.site.outputs.papers.archive import Frozen, assemble, farewell
from vitrail.site.pages.redirects import closed
from vitrail.site.project import Project, repository_of

_IN_ARCHIVES = {Fate.PUBLISHED, Fate.RESERVED, Fate.ATTACHED, Fate.DATA}


class Ending(Struct, frozen=True, kw_only=True):
    """A class that is over, with what becomes of it."""

    project: Project
    """About the class alone, on the day whose state the jury reads."""
    group: Cohort
    shown: tuple[str, ...]
    """The other classes, by all the folders they had."""
    people: Mapping[str, Path]
    """Folder from the portfolios → that folder on the disk, of whoever has one."""
    judged: frozenset[str]
    """Those of whom the jury reads something; the others get their files as they are."""
    lost: Mapping[str, str]
    """File that no archive has → why."""
    remains: Remains

    @property
    def cohort(self) -> str:
        """The class's folder, from the portfolios."""
        return self.group.source.path.rpartition("/")[0]

    def archive(self, folder: str) -> str:
        """Name the archive of a portfolio or of the class."""
        kind = "archive" if folder in {*self.judged, self.cohort} else "fichiers"
        return f"{kind}-{folder.replace('/', '-')}.zip"


def finish(project: Project, said: str, folder: Path | None, *, agreed: bool) -> None:
    """Tell what a class leaves; when ``agreed``, write the archives in a folder, close its pages and erase the rest.

    Raises ToldError: the class is not known, somebody's later portfolio needs it, or a place is not safe; then, and
    when an archive does not read again, nothing is erased.
    """
    cohort = typed(said, project.portfolios)
    if cohort not in folders(project.portfolios).cohorts:
        meant = find_cohort(find_place(said, project.portfolios), project.portfolios)
        raise WrongUseError(
            "« {said} » mène à « {meant} » : écrivez ce nom, s'il s'agit d'elle.", said=said, meant=meant
        )
    if folder:
        places.check_archive(folder, project)
    elif agreed:
        raise WrongUseError("Dites où écrire les archives avant d'effacer : --vers, un dossier hors du dépôt.")
    project.check_verdicts()
    before = stamps(homes(project, cohort))
    ending = _ending(project, cohort)
    if ending.group.closed_pages and not ending.remains.own:
        tell("« {cohort} » est déjà finie : il n'en reste rien à effacer.", cohort=cohort)
        return
    _refuse_absent(ending)
    _preview(ending, agreed=agreed)
    if not agreed or folder is None:
        follow("vitrail", "fin", cohort, "--vers", str(folder or "../fin"), "--oui")
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = [cohort] if ending.judged else []
    written = {who: _written(ending, who, folder) for who in (*whole, *ending.people)}
    sums = {who: (path.name, verified(path)) for who, path in written.items()}
    addresses = sorted({*ending.group.closed_pages, *(_addresses(ending) if ending.people else ())})
    if stamps(homes(project, cohort)) != before:
        raise writing.changed_meanwhile(project.portfolios / cohort)
    paper = farewell(ending.group, datetime.now().astimezone(), sums, _counted(ending), len(addresses))
    listed = printing.write(folder / f"{paper.title}.html", printing.render(paper))
    promotion = project.portfolios / ending.group.source.path
    writing.replace(promotion, _promotion(ending.group, addresses).encode(), read=promotion.read_bytes())
    for path in (*ending.remains.beside, *ending.remains.own):  # the class's own last: what is left tells a second run
        erase(path)
    tell("« {cohort} » est finie. À relire, imprimer et signer : {path}", cohort=cohort, path=str(listed))
    follow("vitrail", "build")


def _ending(project: Project, cohort: str) -> Ending:
    """Find out what becomes of a class; nothing is written, not even in the cache."""
    school = read_project(project).school
    group = next(group for group in school.cohorts if group.source.path.rpartition("/")[0] == cohort)
    others = [other for other in school.cohorts if other is not group]
    _refuse_followed(school, group)
    homed = sorted(path for path in (project.portfolios / cohort).iterdir() if path.is_dir() and not path.is_symlink())
    named = {f"{cohort}/{names.nfc(path.name)}": path for path in homed if not path.name.startswith(".")}
    people = {who: path for who, path in named.items() if not who.endswith("/evaluations") and any(files_of(path))}
    elsewhere = {student.slug for other in others for student in other.students}
    own = replace(project, only_student=cohort, asked_date=_day(project, school, group), audience=Audience.JURY)
    with passing(own) as shared:
        known = shared.examination(own)
        seen = edition(known, Audience.JURY)
        read = [student for other in seen.cohorts if other.slug == group.slug for student in other.students]
        judged = {student.source.path.rpartition("/")[0] for student in read if seen.framework_of(student)}
        lost = {
            entry.path: FRENCH.write(mark("{reason}", reason=entry.reason))
            for entry in known.ledger(Audience.JURY).entries
            if entry.path.startswith(f"{cohort}/") and entry.fate not in _IN_ARCHIVES
        }
    given = tuple(f"{who}/" for who in people if who not in judged)
    return Ending(
        project=own, group=group,
        shown=tuple(name for other in others for name in (other.slug, *other.former_names)),
        people=people, judged=frozenset(judged),
        lost={path: why for path, why in lost.items() if not path.startswith(given)},
        remains=remains(
            project, project.portfolios / group.source.path, cohort,
            {path.name for path in people.values()} - elsewhere,
        ),
    )  # fmt: skip


def _refuse_followed(school: School, group: Cohort) -> None:
    """Raise ToldError if a portfolio of another class goes on from one of this class."""
    here = {group.folder_of(student) for student in group.students}
    for other, student in school.everyone:
        if other.slug != group.slug and student.comes_from in here:
            raise ToldError(
                "« {later} » vient de « {former} », dont le travail y compte encore : finissez d'abord {cohort}.",
                later=other.folder_of(student), former=student.comes_from or "", cohort=other.slug,
            )  # fmt: skip


def _refuse_absent(ending: Ending) -> None:
    """Raise ToldError if verdicts would be erased of somebody whose portfolio is not here to be given."""
    absent = [
        item.student for item in ending.group.repositories if f"{ending.cohort}/{item.student}" not in ending.people
    ]
    if absent:
        raise ToldError("{names} : ces portfolios ne sont pas ici, prenez-les d'abord (vitrail prendre {cohort}).",
                        names=tuple(absent), cohort=ending.cohort)  # fmt: skip
    if not ending.people and not ending.group.closed_pages:
        raise ToldError("« {cohort} » n'a aucun portfolio : rien à donner, et rien n'est effacé.", cohort=ending.cohort)


def _day(project: Project, school: School, group: Cohort) -> date:
    """Return the day whose state is archived: that of the commission, unless the class was no longer published then."""
    day = group.judged_on(project.asked_date, school.reference_date or state(project).at.date())
    return min(day, group.publish_until or day)


def _preview(ending: Ending, *, agreed: bool) -> None:
    """Print what is kept, given and erased, and what git still holds."""
    if not agreed:
        tell("Aperçu : rien n'est écrit, rien n'est effacé.")
    if ending.people:
        _tell_given(ending)
    tell("Effacé :")
    for place, count in _counted(ending):
        tell(nmark("  {place} ({n} fichier)", "  {place} ({n} fichiers)", count, place=place))
    tell(
        "Fermé : chaque adresse de ses pages dira que le portfolio n'est plus publié. « pages fermées », dans "
        "promotion.yml, garde ces adresses, donc le nom des dossiers : ôtez-la le jour où elles peuvent se taire."
    )
    for path in ending.remains.untouched:
        tell("À voir par vous, rien n'y est effacé : {path}", path=str(path))
    for home in homes(ending.project, ending.cohort):
        repository = repository_of(home)
        if (repository / ".git").exists():
            inside = home.resolve().relative_to(repository).as_posix()
            tell(
                "Git garde ce qui fut enregistré. L'école peut choisir de l'effacer, dans un clone neuf, le nouveau "
                "promotion.yml mis à part puis remis (Vitrail ne le fait jamais) : git filter-repo --path {place} "
                "--invert-paths",
                place=pasted(f"{inside}/"),
            )


def _tell_given(ending: Ending) -> None:
    """Print what the school keeps and what each student gets, then what no archive has."""
    if not ending.judged:
        tell("Gardé par l'école : rien, le jury ne lisant rien de la promotion.")
    else:
        tell(
            "Gardé par l'école : {name}, ce que le jury lit de la promotion. Combien de temps ? Aussi longtemps que "
            "l'école l'écrit elle-même : aucune durée n'est donnée ici.",
            name=ending.archive(ending.cohort),
        )
    tell("Donné à chaque étudiant, pour sa vie, sans le nom d'un autre :")
    for who in ending.people:
        if who in ending.judged:
            tell("  {who} : {name}", who=who, name=ending.archive(who))
        else:
            tell("  {who} : {name}, tels quels, le jury n'en lisant rien", who=who, name=ending.archive(who))
    tell(
        "  Un fichier joint qui nomme un autre étudiant n'est que dans l'archive de l'école ; les commentaires des "
        "avis ne sont dans aucune (« vitrail export avis » les remet)."
    )
    if ending.lost:
        said = nmark(
            "{n} fichier n'est dans aucune archive :", "{n} fichiers ne sont dans aucune archive :", len(ending.lost)
        )
        tell(said)
    for path, why in ending.lost.items():
        tell("  {path} : {why}", path=path, why=why)


def _counted(ending: Ending) -> Iterator[tuple[str, int]]:
    """Yield the places to erase, from the school's folder, each with its number of files."""
    for path in (*ending.remains.own, *ending.remains.beside):
        root = ending.project.root
        folder = "/" if path.is_dir() and not path.is_symlink() else ""
        yield f"{path.relative_to(root) if path.is_relative_to(root) else path}{folder}", len([*files_in(path)])


def _written(ending: Ending, who: str, folder: Path) -> Path:
    """Write the archive of a portfolio, which names no other student, or that of the class; return its path."""
    frozen, place = state(ending.project), folder / ending.archive(who)
    if who in {*ending.judged, ending.cohort}:
        own = replace(ending.project, personal=who != ending.cohort)
        with jury_site(own, who) as (_, site, people):
            whole = assemble(site, dossiers(people, None, (), silent=True), (), frozen, who)
            written = printing.write(place, partial(bag.write, whole))
    else:
        written = printing.write(place, partial(bag.write, _files(place.stem, ending.people[who], frozen)))
    tell("Écrit : {path}", path=str(written))
    return written


def _files(name: str, home: Path, frozen: Frozen) -> bag.Bag:
    kept = {names.nfc(inside): path for inside, path in files_of(home) if not path.is_symlink()}
    return bag.Bag(name=name, payload=kept, tags={}, info=(), frozen=frozen.at)


def _addresses(ending: Ending) -> Iterator[str]:
    """Yield the addresses that the class has on the public's site."""
    with tempfile.TemporaryDirectory(prefix="vitrail-fin-") as made:
        public = replace(
            ending.project, audience=Audience.PUBLIC, site=Path(made) / "site", cache_elsewhere=Path(made) / "cache"
        )
        urls = tuple(build(public).published.manifest)
    yield from closed(replace(ending.group, closed_pages=urls), ending.shown)


def _promotion(group: Cohort, addresses: list[str]) -> str:
    """Return the promotion.yml of a class that is over: what says nothing of anybody, and its closed pages."""
    told = {"nom": group.name, "référentiel": group.framework, "session": group.session}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items() if value)
    pages = (f"  - {json.dumps(url, ensure_ascii=False)}" for url in addresses)
    return "\n".join(("# Promotion finie (vitrail fin).", *lines, "pages fermées:", *pages, ""))
