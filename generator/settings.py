"""From mkdocs.yml, environment and options to a ``Project``; what cannot be used raises UnusableProjectError."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import yaml
from msgspec import Struct
from msgspec.structs import replace

from generator import __version__
from generator.apart import apart
from generator.hosting.document import marks, parsed
from generator.hosting.look import SiteLook
from generator.hosting.reading import HostReader
from generator.installation import later_than
from generator.language import SUPPORTED, Alternatives
from generator.memo.files import DiskFolder
from generator.model.audience import Audience
from generator.project import AUDIENCES, CACHE, Project, UnusableProjectError, edition_folder, refuse_site, resolved
from generator.reading.disk.roles import SourceFile
from generator.reading.disk.tree import File
from generator.values.document import Value
from generator.values.folding import fold

CACHE_VARIABLE = "VITRAIL_CACHE"
"""Environment variable that says where the cache is, as ``--cache`` does."""


_ASKED = (b"avis", b"version", b"\0")
"""What a file of the school holds when it may have a key that is asked before anything is read: « \\0 » of UTF-16."""


class CommandOptions(Struct, frozen=True, kw_only=True):
    """What the command line asked; None is « not said »."""

    audience: Audience | None = None
    asked_date: date | None = None
    site: Path | None = None
    jobs: int | None = None
    scheduler: str = ""
    cache: Path | None = None
    served: bool = False
    """Write the site where only ``vitrail serve`` shows it."""
    reads: bool = False
    """Write no site: whatever stands in its place may stay."""


def find_root(here: Path) -> Path:
    """Walk up from a folder to the school's mkdocs.yml, as git does to its repository; the folder itself without one.

    A mkdocs.yml that lies in a school's portfolios is an author's file: it leads nowhere.
    """
    places = [place for place in (here, *here.parents) if _is_school(place, here)]
    for number, place in enumerate(places):
        if not any(place.is_relative_to(portfolios_of(outer)) for outer in places[number + 1 :]):
            return place
    return here


def school_above(here: Path) -> Path | None:
    """Return the school that holds a folder, if any: another may not be made in it."""
    root = find_root(here.parent)
    return root if _is_school(root, here) else None


def portfolios_of(root: Path) -> Path:
    """Return the folder of the portfolios of a school, whether it exists and whatever else its mkdocs.yml holds."""
    try:
        return root / _portfolios(root, _mkdocs(root / "mkdocs.yml"))
    except UnusableProjectError:
        return root / "portfolios"


def _is_school(place: Path, here: Path) -> bool:
    """True if a folder has a mkdocs.yml that is not another site's; here, a folder of portfolios is enough."""
    if not (place / "mkdocs.yml").is_file():
        return place == here and (place / "portfolios").is_dir()
    try:
        config = _mkdocs(place / "mkdocs.yml")
    except UnusableProjectError:
        return True  # what is wrong with it is told to who works there
    said = [config[key] for key in ("theme", "plugins") if key in config]
    return not said or "vitrail" in str(said)


def cache_elsewhere(root: Path, portfolios: Path, asked: Path | None) -> Path | None:
    """Where the cache goes when ``--cache`` or VITRAIL_CACHE say so: a folder for each school in the one they name."""
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
    """Read mkdocs.yml in ``root`` (it may be missing, or have another name) and lay the options over it."""
    config = _mkdocs(root / name)
    portfolios = root / _portfolios(root, config)
    if not portfolios.is_dir():
        raise UnusableProjectError(
            "Il n'y a pas de dossier « {name} » dans {root}. Créez une école avec « vitrail new ecole », ou allez dans "
            "le dossier de la vôtre.",
            name=portfolios.name,
            root=str(root),
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
    """Read what is asked here of what the school says of itself; of two files, the one that is spelled as documented.

    A file whose bytes hold neither key is not read as authors write it, which takes a third of what it costs to start.
    """
    data: dict[str, Value] = {}
    names = [
        path.name for path in portfolios.glob("*") if fold(path.name) in {"etablissement.yml", "etablissement.yaml"}
    ]
    folder = DiskFolder(portfolios)
    said = [name for name in names if _may_ask(folder, name)]
    if said:
        from generator.reading.text.documents import read_document  # noqa: PLC0415

    for name in sorted(said, key=lambda name: (name == "etablissement.yml", name)):
        data |= read_document(folder, SourceFile(file=File(path=name, disk=name))).data
    return data


def _may_ask(folder: DiskFolder, name: str) -> bool:
    try:
        raw = folder.read(name).lower()
    except OSError:
        return True  # reading says why
    return any(word in raw for word in _ASKED)


def _refuse_older(own: Mapping[str, Value]) -> None:
    """Raise UnusableProjectError before an older Vitrail than the school asks for reads, or publishes, anything."""
    if wanted := later_than(__version__, own.get("version minimale")):
        raise UnusableProjectError(
            "Cette école demande Vitrail {wanted} au moins, et celui-ci est {version} : mettez-le à jour "
            "(pip install -r requirements.txt).",
            wanted=wanted,
            version=__version__,
        )


def language_of(root: Path) -> str:
    """Return the language that mkdocs.yml asks for, French when it cannot be read: enough to say what is wrong."""
    try:
        config = _mkdocs(root / "mkdocs.yml")
    except UnusableProjectError:
        return SUPPORTED[0]
    theme = config.get("theme")
    said = (_plugin_options(config).get("langue"), theme.get("language") if isinstance(theme, dict) else None)
    return next((language for language in map(str, said) if language in SUPPORTED), SUPPORTED[0])


def clock(asked: date | None, reference: date | None) -> date:
    """The day of the build: ``--date``, else the school's reference date, else SOURCE_DATE_EPOCH, else today."""
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
            "{place} ne se lit pas : vérifiez les deux-points, les guillemets et les retraits.", place=place
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
    """Read what every page takes from mkdocs.yml; pages of the school's own are in no folder of the portfolios'."""
    docs = place.parent / _path(config, "docs_dir", "docs")
    ours, theirs = docs.resolve(), portfolios.resolve()
    apart_from = not ours.is_relative_to(theirs) and not theirs.is_relative_to(ours)
    reader = HostReader(config, place.parent, portfolios, docs if apart_from else None)
    return reader.look(place.name, partial(marks, place))


def default_site(root: Path) -> Path:
    """Return the folder of the public's edition that mkdocs.yml names; the others stand beside it."""
    return _site(root, _mkdocs(root / "mkdocs.yml"))


def _site(root: Path, config: Mapping[str, object]) -> Path:
    return root / _path(config, "site_dir", "site")


def _portfolios(root: Path, config: Mapping[str, object]) -> str:
    """Return the folder of the plugin's option, else ``portfolios``; without that folder, an old school's ``docs_dir``.

    ``docs_dir`` is what any other engine copies into its site: it must not be the team's files.
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
    """Return what mkdocs.yml says under ``vitrail``, in the two forms that MkDocs accepts: a list and a mapping."""
    plugins = config.get("plugins")
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(plugin, dict) and isinstance(plugin.get("vitrail"), dict):
            return dict(plugin["vitrail"])
    return {}


def _word(plugin: Mapping[str, object], key: str, known: Iterable[str]) -> str:
    """Return the word that mkdocs.yml says for an option of the plugin, empty when it says nothing."""
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
    """Read a day as in the files; YAML gives a date for ``2026-05-12``."""
    if value is None:
        return None
    from generator.values.dates import read_date  # noqa: PLC0415  # few schools say a day

    if isinstance(day := read_date(str(value)), date):
        return day
    raise UnusableProjectError(
        "Dans mkdocs.yml, « date: {value} » n'est pas une date ; écrivez par exemple 15/03/2027.", value=str(value)
    )
