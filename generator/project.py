"""Where things are and what was asked; where a site may be written: never over files of people or another edition."""

import re
import shlex
from datetime import date
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from generator.hosting.look import SiteLook
from generator.language import ToldError, mark
from generator.memo.files import KnownFiles, SourceFiles
from generator.model.audience import Audience

AUDIENCES = {"public": Audience.PUBLIC, "jury": Audience.JURY, "equipe": Audience.TEAM}
"""What people type → the audience."""
EDITIONS = {
    Audience.PUBLIC: mark("l'édition du public"),
    Audience.JURY: mark("l'édition du jury"),
    Audience.TEAM: mark("l'édition de l'équipe"),
}
SITE_MARK = "assets/css/fonts.css"
"""A file that every site of ours holds and a folder of anything else does not."""
_EDITION = re.compile(rb'<meta name="generator" content="Vitrail(?: (public|jury|equipe))?">')
_HEAD = 10_000
"""Bytes of a page in which its edition is said."""


VERDICTS_VARIABLE = "VITRAIL_AVIS"
"""Environment variable that says where the verdicts are: a folder, or the zip of one student's."""


class UnusableProjectError(ToldError):
    """The folder is not a project: no portfolios, or a mkdocs.yml that cannot be read."""


def resolved(site: Path) -> Path:
    """Follow a link, unless to itself: the folder that it leads to is replaced, and the link stays."""
    try:
        return site.resolve()
    except (OSError, RuntimeError) as error:
        raise UnusableProjectError(
            "« {site} » est un lien qui ne mène nulle part : supprimez-le.", site=str(site)
        ) from error


def refuse_site(site: Path, root: Path, portfolios: Path) -> None:
    """Raise UnusableProjectError before a build replaces anything but a site: the folder's whole content would go."""
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
    """Raise UnusableProjectError before an edition replaces another: nothing is published by accident."""
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
    """Say which edition a folder holds, by the mark of its pages; None when it holds none of ours."""
    try:
        with (site / "404.html").open("rb") as page:
            edition = _EDITION.search(page.read(_HEAD))
    except OSError:
        return None
    if edition is None:
        return None
    if edition[1]:
        return AUDIENCES.get(edition[1].decode())
    # written before pages said their edition: the state of files is the team's alone
    return Audience.TEAM if (site / "etat.html").is_file() else None


def _putting_away(site: Path, name: str, there: Audience) -> str:
    """The command that frees a folder: its edition goes where it now belongs, or away."""
    home = f"{name}{edition_folder(Path('site'), there).name.removeprefix('site')}"
    moved = there is not Audience.PUBLIC and not site.with_name(Path(home).name).exists()
    return shlex.join(["mv", name, home] if moved else ["rm", "-r", name])


CACHE = ".vitrail-cache"
"""Folder of what is kept between builds, beside mkdocs.yml unless it is asked elsewhere."""
_EDITIONS = {Audience.PUBLIC: "", Audience.JURY: "-jury", Audience.TEAM: "-equipe"}
"""What the folder of an edition has after its name: « site », « site-jury », « site-equipe »."""


def edition_folder(site: Path, audience: Audience) -> Path:
    """Return the folder of an audience's edition, beside the public's."""
    return site.with_name(site.name + _EDITIONS[audience])


def repository_of(folder: Path) -> Path:
    """Return the git repository around a folder, the folder itself when there is none."""
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
    """The folder of the verdicts when they are not among the portfolios (``avis``, VITRAIL_AVIS); it may lack."""
    reserved: bool = False
    """Whether the school says ``avis``: no verdict among the portfolios counts then, even where that folder lacks."""
    only_student: str | None = None
    passage: tuple[str, ...] = ()
    """Folders of the candidates of one class, in the order in which they pass."""
    printed: frozenset[str] | None = None
    """Addresses of the portfolios to print that are made; None for all. ``serve`` makes one when a reader asks."""
    cache_elsewhere: Path | None = None
    """``--cache`` or VITRAIL_CACHE; else the cache is beside mkdocs.yml."""
    look: SiteLook = SiteLook()
    """What mkdocs.yml says of every page."""

    @property
    def cache(self) -> Path:
        """Return the folder of what is kept between builds: never committed, safe to lose."""
        return self.cache_elsewhere or self.root / CACHE

    def sources(self, known: KnownFiles | None = None) -> SourceFiles:
        """Look at the files of the school, at its own pages, and at the verdicts that are in a folder apart."""
        own = (self.look.own, self.portfolios / self.look.own) if self.look.own else None
        return SourceFiles(self.portfolios, known, self.apart, own, reserved=self.reserved)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders whose files the site is made of."""
        own = self.portfolios / self.look.own if self.look.own else None
        return (self.portfolios, *filter(None, (self.apart, own)))

    @property
    def judging(self) -> Path:
        """Where verdicts are written."""
        return self.apart or self.portfolios

    def check_verdicts(self) -> None:
        """Raise UnusableProjectError before a verdict is written where students would read it, or nobody."""
        if self.apart and not self.apart.is_dir():
            raise UnusableProjectError(
                "Le dossier des avis, « {folder} », n'est pas là : clonez le dépôt privé de l'équipe ou ouvrez son "
                "dossier partagé, ou dites où il est par la variable {variable}. Rien n'a été écrit.",
                folder=str(self.apart),
                variable=VERDICTS_VARIABLE,
            )

    def check_judging(self) -> None:
        """Raise UnusableProjectError before a verdict is written that nobody would keep, besides."""
        self.check_verdicts()
        if self.apart and self.apart.is_relative_to(self.cache):
            raise UnusableProjectError(
                "{variable} nomme un zip, qui ne fait que montrer des avis : videz cette variable, ou donnez-lui le "
                "dossier des avis. Rien n'a été écrit.",
                variable=VERDICTS_VARIABLE,
            )

    @property
    def repository(self) -> Path:
        """The git repository that holds the school, the school's folder when there is none: where paths start."""
        return repository_of(self.root)

    @property
    def prefix(self) -> str:
        """The portfolios' folder from the repository's root, as every report and every forge names it."""
        folder = self.portfolios.resolve()
        return folder.relative_to(self.repository).as_posix() if folder.is_relative_to(self.repository) else str(folder)

    @property
    def served(self) -> Path:
        """Where ``vitrail serve`` writes: never the site that somebody may publish, which holds less."""
        return self.cache / "serve" / self.edition / "site"

    @property
    def edition(self) -> str:
        """Name what is made, for what a cache keeps of it: for whom, and of whom when that is not everybody."""
        audience = self.audience.name.lower()
        return f"{audience}-{sha256(self.only_student.encode()).hexdigest()[:12]}" if self.only_student else audience
