"""Build a ``Project`` from mkdocs.yml, the environment and options; invalid settings raise UnusableProjectError."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import yaml
from msgspec import Struct
from msgspec.structs import replace

from vitrail import __version__
from vitrail.content.installation import later_than
from vitrail.content.model.audience import Audience
from vitrail.content.reading.disk.roles import SourceFile
from vitrail.content.reading.disk.tree import File
from vitrail.content.values.document import Value
from vitrail.content.values.folding import fold
from vitrail.ground.language import SUPPORTED, Alternatives
from vitrail.ground.memo.files import DiskFolder
from vitrail.site.apart import apart
from vitrail.site.hosting.document import marks, parsed
from vitrail.site.hosting.look import SiteLook
from vitrail.site.hosting.reading import HostReader
from vitrail.site.project import AUDIENCES, CACHE, Project, UnusableProjectError, edition_folder, refuse_site, resolved

CACHE_VARIABLE = "VITRAIL_CACHE"
"""Environment variable with the path of the cache, as ``--cache``."""

_ASKED = (b"avis", b"version", b"\0")
"""Byte strings, one of which the school's file holds if it may have a key needed here; « \\0 » stands for UTF-16."""


class CommandOptions(Struct, frozen=True, kw_only=True):
    """The options of the command line; None for one that was not given."""

    audience: Audience | None = None
    asked_date: date | None = None
    site: Path | None = None
    jobs: int | None = None
    scheduler: str = ""
    cache: Path | None = None
    served: bool = False
    """Write the site in the folder that only ``vitrail serve`` shows."""
    reads: bool = False
    """The command writes no site: its folder need not be free."""


def find_root(here: Path) -> Path:
    """Return the nearest folder above with a school's mkdocs.yml, as git finds its repository; else the folder itself.

    A mkdocs.yml inside the portfolios of a school is an author's file, and is ignored.
    """
    places = [place for place in (here, *here.parents) if _is_school(place, here)]
    for number, place in enumerate(places):
        if not any(place.is_relative_to(portfolios_of(outer)) for outer in places[number + 1 :]):
            return place
    return here


def school_above(here: Path) -> Path | None:
    """Return the school that holds a folder, if any: no school may be created inside another."""
    root = find_root(here.parent)
    return root if _is_school(root, here) else None


def portfolios_of(root: Path) -> Path:
    """Return the portfolios' folder of a school, even if it does not exist or mkdocs.yml cannot be read."""
    try:
        return root / _portfolios(root, _mkdocs(root / "mkdocs.yml"))
    except UnusableProjectError:
        return root / "portfolios"


def _is_school(place: Path, here: Path) -> bool:
    """True if a folder has a mkdocs.yml that is not another engine's; for ``here``, ``portfolios/`` is enough."""
    if not (place / "mkdocs.yml").is_file():
        return place == here and (place / "portfolios").is_dir()
    try:
        config = _mkdocs(place / "mkdocs.yml")
    except UnusableProjectError:
        return True  # find_project reports its fault
    said = [config[key] for key in ("theme", "plugins") if key in config]
    return not said or "vitrail" in str(said)


def cache_elsewhere(root: Path, portfolios: Path, asked: Path | None) -> Path | None:
    """Return the school's folder inside the one that ``--cache`` or VITRAIL_CACHE names; None without either."""
    said = asked or os.environ.get(CACHE_VARIABLE)
    if not said and (root / CACHE).is_symlink():  # git carries links, and it may lead anywhere
        raise UnusableProjectError(
            "« {cache} » est un lien : supprimez-le, puis dites où est le cache avec « --cache DOSSIER » "
            "ou la variable {variable}.",
            cache=CACHE,
            variable=CACHE_VARIABLE,
        )
    if not said:
        return None
    place = Path(said).expanduser().absolute()
    if place.resolve().is_relative_to(portfolios.resolve()):
        raise UnusableProjectError(
            "Le cache ne peut pas être dans « {folder} », le dossier des portfolios.", folder=str(portfolios)
        )
    own = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:12]
    return place / f"{root.resolve().name}-{own}"


def find_project(root: Path, options: CommandOptions, default: Audience, name: str = "mkdocs.yml") -> Project:
    """Build the project from mkdocs.yml in ``root`` (may be missing, or named ``name``), overridden by options."""
    config = _mkdocs(root / name)
    portfolios = root / _portfolios(root, config)
    if not portfolios.is_dir():
        raise UnusableProjectError(
            "Pas de dossier « {name} » ici : "
            "« vitrail ecrire » commence un portfolio, « vitrail new ecole » une école.",
            name=portfolios.name,
        )
    own = _school_file(portfolios)
    _refuse_older(own)
    plugin = _plugin_options(config)
    look = _look(root / name, config, portfolios)
    asked, said = options.audience, AUDIENCES.get(_word(plugin, "audience", AUDIENCES), default)
    audience, day = said if asked is None else asked, _day(plugin.get("date"))
    project = Project(
        root=root,
        portfolios=portfolios,
        site=resolved(options.site or edition_folder(_site(root, config), audience)),
        site_name=str(config.get("site_name") or "Vitrail"),
        site_url=str(config.get("site_url") or ""),
        audience=audience,
        asked_date=options.asked_date or day,
        language=_word(plugin, "langue", SUPPORTED) or look.language or SUPPORTED[0],
        jobs=options.jobs or os.cpu_count() or 1,
        scheduler=options.scheduler,
        cache_elsewhere=cache_elsewhere(root, portfolios, options.cache),
        look=look,
    )
    told = own.get("avis")
    project = replace(project, apart=apart(root, portfolios, project.cache, told), reserved=isinstance(told, str))
    if options.served:
        project = replace(project, site=project.served, printed=frozenset())
    if not options.reads:
        refuse_site(project.site, root, portfolios)
    return project


def _school_file(portfolios: Path) -> Mapping[str, Value]:
    """Return the data of the school's file; of two, that of the documented name (« etablissement.yml ») prevails.

    A file whose bytes hold no key needed here is not parsed: parsing takes a third of the time to start.
    """
    data: dict[str, Value] = {}
    folder, ours = DiskFolder(portfolios), {"etablissement.yml", "etablissement.yaml"}
    said = [path.name for path in portfolios.glob("*") if fold(path.name) in ours and _may_ask(folder, path.name)]
    if said:
        from vitrail.content.reading.text.documents import read_document  # noqa: PLC0415

    for name in sorted(said, key=lambda name: (name == "etablissement.yml", name)):
        data |= read_document(folder, SourceFile(file=File(path=name, disk=name))).data
    return data


def _may_ask(folder: DiskFolder, name: str) -> bool:
    try:
        raw = folder.read(name).lower()
    except OSError:
        return True  # read_document reports the error
    return any(word in raw for word in _ASKED)


def _refuse_older(own: Mapping[str, Value]) -> None:
    """Raise UnusableProjectError if the school's file requires a newer Vitrail than this one."""
    if wanted := later_than(__version__, own.get("version minimale")):
        raise UnusableProjectError(
            "Cette école demande Vitrail {wanted} au moins, et celui-ci est {version} : mettez-le à jour "
            "(pip install -r requirements.txt).",
            wanted=wanted,
            version=__version__,
        )


def clock(asked: date | None, reference: date | None) -> date:
    """Return the day of the build: ``--date``, else the school's reference date, else SOURCE_DATE_EPOCH, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if asked or reference:
        return asked or reference or date.min
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC).astimezone()
    return moment.date()


def _mkdocs(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        data = parsed(path)
    except yaml.MarkedYAMLError as error:
        place = f"{path.name}:{error.problem_mark.line + 1}" if error.problem_mark else path.name
        raise UnusableProjectError(
            "{place} ne se lit pas : vérifiez les deux-points, les guillemets et les retraits, et qu'il n'y reste pas "
            "les lignes « <<<<<<< » d'un conflit de git.",
            place=place,
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnusableProjectError(
            "{file} ne se lit pas : enregistrez-le en UTF-8, avec une clé par ligne.", file=path.name
        ) from error
    if not isinstance(data, dict):
        raise UnusableProjectError(
            "{file} ne contient pas de clés : la première ligne est « site_name: Nom de l'établissement ».",
            file=path.name,
        )
    return data


def _look(place: Path, config: Mapping[str, object], portfolios: Path) -> SiteLook:
    """Return the settings of every page; ``docs_dir`` is used only if it neither holds nor lies in the portfolios."""
    docs = place.parent / _path(config, "docs_dir", "docs")
    ours, theirs = docs.resolve(), portfolios.resolve()
    apart_from = not ours.is_relative_to(theirs) and not theirs.is_relative_to(ours)
    reader = HostReader(config, place.parent, portfolios, docs if apart_from else None)
    return reader.look(place.name, partial(marks, place))


def default_site(root: Path) -> Path:
    """Return the folder of the public's edition as mkdocs.yml names it; the others are beside it."""
    return _site(root, _mkdocs(root / "mkdocs.yml"))


def _site(root: Path, config: Mapping[str, object]) -> Path:
    return root / _path(config, "site_dir", "site")


def _portfolios(root: Path, config: Mapping[str, object]) -> str:
    """Return the plugin's option ``portfolios``, else « portfolios »; if that does not exist, an old ``docs_dir``.

    New schools keep portfolios out of ``docs_dir``: any other engine would copy the team's files into its site.
    """
    said = _path(_plugin_options(config), "portfolios", "")
    written = _path(config, "docs_dir", "")
    once = written not in {"", "docs"} and not (root / "portfolios").is_dir()
    return said or (written if once else "portfolios")


def _path(config: Mapping[str, object], key: str, default: str) -> str:
    value = config.get(key) or default
    if not isinstance(value, str):
        raise UnusableProjectError("Dans mkdocs.yml, « {key} » doit être le nom d'un dossier.", key=key)
    return value


def _plugin_options(config: Mapping[str, object]) -> Mapping[str, object]:
    """Return the options of the plugin ``vitrail``, in the two forms that MkDocs accepts: a list and a mapping."""
    plugins = config.get("plugins")
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(plugin, dict) and isinstance(plugin.get("vitrail"), dict):
            return dict(plugin["vitrail"])
    return {}


def _word(plugin: Mapping[str, object], key: str, known: Iterable[str]) -> str:
    """Return the folded value of an option of the plugin, empty if not set. Raises UnusableProjectError if unknown."""
    value = plugin.get(key)
    if value is None:
        return ""
    word = fold(str(value))
    if word not in known:
        raise UnusableProjectError(
            "Dans mkdocs.yml, « {key}: {word} » n'est pas possible ; écrivez {known}.",
            key=key, word=str(value), known=Alternatives(known),
        )  # fmt: skip
    return word


def _day(value: object) -> date | None:
    """Parse a day as authors write it, or as YAML parses it (``2026-05-12``). Raises UnusableProjectError."""
    if value is None:
        return None
    from vitrail.content.values.dates import read_date  # noqa: PLC0415  # few schools set a day

    if isinstance(day := read_date(str(value)), date):
        return day
    raise UnusableProjectError(
        "Dans mkdocs.yml, « date: {value} » n'est pas une date ; écrivez par exemple 15/03/2027.", value=str(value)
    )
