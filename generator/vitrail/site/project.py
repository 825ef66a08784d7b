"""The paths and options of a run; checks that a site is never written over people's files or another edition."""

import shlex
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from vitrail.content.model.audience import Audience
from vitrail.ground.language import ToldError, mark
from vitrail.ground.memo.files import KnownFiles, SourceFiles
from vitrail.ground.regex import regex
from vitrail.site.hosting.look import SiteLook

AUDIENCES = {"public": Audience.PUBLIC, "jury": Audience.JURY, "equipe": Audience.TEAM}
"""Word typed by users → audience."""
EDITIONS = {
    Audience.PUBLIC: mark("l'édition du public"),
    Audience.JURY: mark("l'édition du jury"),
    Audience.TEAM: mark("l'édition de l'équipe"),
}
SITE_MARK = "assets/css/fonts.css"
"""A file that every site of ours holds and a folder of anything else does not."""
_EDITION = regex(rb'<meta name="generator" content="Vitrail(?: (public|jury|equipe))?">')
_HEAD = 10_000
"""Bytes at the beginning of a page in which the ``meta`` that names its edition is sought."""


VERDICTS_VARIABLE = "VITRAIL_AVIS"
"""Environment variable with the path of the verdicts: a folder, or the zip of one student's."""


class UnusableProjectError(ToldError):
    """The project cannot be used: no portfolios, a mkdocs.yml that cannot be read, a site over other files, etc."""


def resolved(site: Path) -> Path:
    """Resolve symbolic links, so that a build replaces the target and keeps the link.

    Raises UnusableProjectError: the link forms a cycle.
    """
    try:
        place = site.resolve()
        with suppress(FileNotFoundError):
            place.stat()  # a cycle: since Python 3.13, ``resolve`` gives back the link
    except (OSError, RuntimeError) as error:
        raise UnusableProjectError(
            "« {site} » est un lien qui ne mène nulle part : supprimez-le.", site=str(site)
        ) from error
    return place


def refuse_site(site: Path, root: Path, portfolios: Path) -> None:
    """Raise UnusableProjectError unless the folder is empty or holds a site: a build replaces all its content."""
    place = site.resolve()
    if root.resolve().is_relative_to(place) or portfolios.resolve().is_relative_to(place):
        raise UnusableProjectError(
            "Le site ne peut pas être écrit dans « {site} » : vos fichiers y sont et seraient effacés.", site=str(site)
        )
    if place.is_relative_to(portfolios.resolve()):
        raise UnusableProjectError(
            "Le site ne peut pas être écrit dans « {site} », qui est dans le dossier des portfolios.", site=str(site)
        )
    if site.is_file() or (site.is_dir() and any(site.iterdir()) and not (site / SITE_MARK).is_file()):
        raise UnusableProjectError(
            "« {site} » existe et n'est pas un site de Vitrail : supprimez-le vous-même ou donnez un autre nom.",
            site=str(site),
        )


def refuse_edition(site: Path, root: Path, audience: Audience) -> None:
    """Raise UnusableProjectError if the folder holds another edition: nothing is published by accident."""
    there = edition_in(site)
    if there in {None, audience}:
        return
    name = site.relative_to(root).as_posix() if site.is_relative_to(root) else str(site)
    raise UnusableProjectError(
        "« {site} » contient {there}, que {wanted} ne remplace pas. Rangez ce dossier, puis recommencez : {line}",
        site=name,
        there=EDITIONS[there],
        wanted=EDITIONS[audience],
        line=_putting_away(site, name, there),
    )


def edition_in(site: Path) -> Audience | None:
    """Return the edition that a folder holds, read from the ``meta`` of its 404 page; None without a site of ours."""
    try:
        with (site / "404.html").open("rb") as page:
            edition = _EDITION.search(page.read(_HEAD))
    except OSError:
        return None
    if edition is None:
        return None
    if edition[1]:
        return AUDIENCES.get(edition[1].decode())
    # sites of older versions do not name their edition: only the team's has a page of the state of files
    return Audience.TEAM if (site / "etat.html").is_file() else None


def _putting_away(site: Path, name: str, there: Audience) -> str:
    """Return the shell command that frees a folder: move its edition to that edition's own folder, or delete it."""
    home = f"{name}{edition_folder(Path('site'), there).name.removeprefix('site')}"
    moved = there is not Audience.PUBLIC and not site.with_name(Path(home).name).exists()
    return shlex.join(["mv", name, home] if moved else ["rm", "-r", name])


CACHE = ".vitrail-cache"
"""Name of the folder of files kept between builds, beside mkdocs.yml unless ``--cache`` names another place."""
_EDITIONS = {Audience.PUBLIC: "", Audience.JURY: "-jury", Audience.TEAM: "-equipe"}
"""Audience → suffix of its edition's folder: « site », « site-jury », « site-equipe »."""


def edition_folder(site: Path, audience: Audience) -> Path:
    """Return the folder of an audience's edition, beside that of the public's."""
    return site.with_name(site.name + _EDITIONS[audience])


def repository_of(folder: Path) -> Path:
    """Return the root of the git repository that holds a folder; the folder itself if there is none."""
    resolved = folder.resolve()
    return next((place for place in (resolved, *resolved.parents) if (place / ".git").exists()), resolved)


class Project(Struct, frozen=True, kw_only=True):
    """A school's checkout and the options of one run."""

    root: Path
    """Folder of mkdocs.yml."""
    portfolios: Path
    site: Path
    site_name: str = "Vitrail"
    site_url: str = ""
    audience: Audience = Audience.PUBLIC
    asked_date: date | None = None
    """``--date``; else the school's reference date, else SOURCE_DATE_EPOCH, else today."""
    language: str = "fr"
    jobs: int = 1
    scheduler: str = ""
    """Address of a Dask scheduler whose workers make the pages, empty for this machine."""
    apart: Path | None = None
    """The folder of the verdicts if they are apart from the portfolios (``avis``, VITRAIL_AVIS); may not exist."""
    reserved: bool = False
    """Whether the school's file has ``avis``: verdicts among portfolios are then ignored, even without that folder."""
    only_student: str | None = None
    personal: bool = False
    """Whether the site is for one student to keep: it names no other student."""
    passage: tuple[str, ...] = ()
    """Folders of the candidates of one class, in the order in which they take the exam."""
    printed: frozenset[str] | None = None
    """Addresses of the printable portfolios to make; None for all. ``serve`` makes one when a reader requests it."""
    cache_elsewhere: Path | None = None
    """``--cache`` or VITRAIL_CACHE; else the cache is beside mkdocs.yml."""
    look: SiteLook = SiteLook()
    """The settings of mkdocs.yml that apply to every page."""

    @property
    def cache(self) -> Path:
        """Return the folder of files kept between builds: never committed, safe to delete."""
        return self.cache_elsewhere or self.root / CACHE

    def sources(self, known: KnownFiles | None = None) -> SourceFiles:
        """Return the files of the portfolios, of the school's own pages, and of the verdicts that are kept apart."""
        own = (self.look.own, self.portfolios / self.look.own) if self.look.own else None
        return SourceFiles(self.portfolios, known, self.apart, own, reserved=self.reserved)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders from whose files the site is made."""
        own = self.portfolios / self.look.own if self.look.own else None
        return (self.portfolios, *filter(None, (self.apart, own)))

    @property
    def judging(self) -> Path:
        """The folder in which verdicts are written."""
        return self.apart or self.portfolios

    def check_verdicts(self) -> None:
        """Raise UnusableProjectError if verdicts are kept apart and their folder does not exist."""
        if self.apart and not self.apart.is_dir():
            raise UnusableProjectError(
                "Le dossier des avis, « {folder} », n'est pas là : clonez le dépôt privé de l'équipe, ouvrez son "
                "dossier partagé, créez-le la première fois, ou dites où il est par la variable {variable}. Rien n'a "
                "été écrit.",
                folder=str(self.apart),
                variable=VERDICTS_VARIABLE,
            )

    def check_judging(self) -> None:
        """Check as ``check_verdicts``; raise UnusableProjectError too if the verdicts come from a zip (read-only)."""
        self.check_verdicts()
        if self.apart and self.apart.is_relative_to(self.cache):
            raise UnusableProjectError(
                "{variable} nomme un zip, qui ne fait que montrer des avis : videz cette variable, ou donnez-lui le "
                "dossier des avis. Rien n'a été écrit.",
                variable=VERDICTS_VARIABLE,
            )

    @property
    def repository(self) -> Path:
        """The root of the school's git repository, else the school's folder: reported paths are relative to it."""
        return repository_of(self.root)

    @property
    def prefix(self) -> str:
        """Path of the portfolios' folder from the repository's root, as every report and every forge names it."""
        folder = self.portfolios.resolve()
        return folder.relative_to(self.repository).as_posix() if folder.is_relative_to(self.repository) else str(folder)

    @property
    def served(self) -> Path:
        """The folder in which ``vitrail serve`` writes its site, apart from the one that somebody may publish."""
        return self.cache / "serve" / self.edition / "site"

    @property
    def edition(self) -> str:
        """Name the edition as a cache key: its audience, with a digest of the student when it is made for one."""
        audience = self.audience.name.lower()
        return f"{audience}-{sha256(self.only_student.encode()).hexdigest()[:12]}" if self.only_student else audience
