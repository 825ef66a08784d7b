"""From mkdocs.yml, environment and options to a ``Project``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from generator.model.audience import Audience
from generator.project import Project

AUDIENCES = {"public": Audience.PUBLIC, "jury": Audience.JURY, "equipe": Audience.TEAM}
"""What people type → the audience."""


class UnusableProjectError(Exception):
    """The folder is not a project: no portfolios, or a mkdocs.yml that cannot be read; the text is French."""


class _Reader(yaml.SafeLoader):
    """mkdocs.yml without what MkDocs resolves: tags such as ``!ENV`` are none of our keys."""


_Reader.add_multi_constructor("", lambda *_: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asked; None is « not said »."""

    audience: Audience | None = None
    asked_date: date | None = None
    site: Path | None = None
    jobs: int | None = None
    only_student: str | None = None


def find_project(root: Path, options: Options, default: Audience) -> Project:
    """Read mkdocs.yml in ``root`` (it may be missing) and lay the options over it.

    Raises:
        UnusableProjectError: when mkdocs.yml does not parse or there is no folder of portfolios.
    """
    config = _mkdocs(root / "mkdocs.yml")
    portfolios = root / str(config.get("docs_dir") or "portfolios")
    if not portfolios.is_dir():
        message = f"Il n'y a pas de dossier « {portfolios.name} » ici. Créez-le avec « vitrail new ecole »."
        raise UnusableProjectError(message)
    plugin = _plugin_options(config)
    said = AUDIENCES.get(str(plugin.get("audience", "")).replace("é", "e"))
    return Project(
        root=root,
        portfolios=portfolios,
        site=options.site or root / str(config.get("site_dir") or "site"),
        site_name=str(config.get("site_name") or "Vitrail"),
        site_url=str(config.get("site_url") or ""),
        audience=next(chosen for chosen in (options.audience, said, default) if chosen is not None),
        asked_date=options.asked_date,
        language=str(plugin.get("langue") or "fr"),
        jobs=options.jobs or os.cpu_count() or 1,
        only_student=options.only_student,
    )


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
        data = yaml.load(path.read_bytes(), Loader=_Reader)  # noqa: S506  # a SafeLoader that drops unknown tags
    except (yaml.YAMLError, UnicodeError) as error:
        message = f"{path.name} ne se lit pas : {error}"
        raise UnusableProjectError(message) from error
    if not isinstance(data, dict):
        message = f"{path.name} ne contient pas de clés."
        raise UnusableProjectError(message)
    return data


def _plugin_options(config: dict[str, object]) -> dict[str, object]:
    plugins = config.get("plugins")
    for plugin in plugins if isinstance(plugins, list) else []:
        if isinstance(plugin, dict) and isinstance(plugin.get("vitrail"), dict):
            return dict(plugin["vitrail"])
    return {}
