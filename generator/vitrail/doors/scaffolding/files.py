"""The files of a new school, class, student, réalisation or stage, from templates; none is ever overwritten."""

import os
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from vitrail.content.addressing.table import RESERVED_AT_ROOT, RESERVED_IN_PORTFOLIO, RESERVED_IN_SECTION, TAKEN_LATER
from vitrail.content.frameworks import queries
from vitrail.content.frameworks.proposing import propose
from vitrail.content.model.framework import USUAL_YEARS, Framework
from vitrail.content.reading.disk import names
from vitrail.content.values import keys
from vitrail.content.values.dates import read_date
from vitrail.content.values.folding import ascii_name, fold, fold_key
from vitrail.content.values.key import Keys
from vitrail.ground.regex import regex
from vitrail.site.outputs import writing

if TYPE_CHECKING:
    from jinja2 import Environment

_WEEK = timedelta(days=7)
_WEEKEND = timedelta(days=3)
"""Three days: from a Monday back to the Friday before."""

LONGEST_STAGE = 420
"""Days of a stage, at most: an apprentice's year with its summer."""
_PROPOSED = 3
"""Codes that are proposed for a title, at most."""

Content: TypeAlias = str | bytes
"""What a new file holds: a text, or the bytes of a wheel."""

_YAML_WORDS = frozenset("y n yes no oui non on off true false null vrai faux".split())
"""Words that some YAML parser reads as a boolean or null unless they are quoted."""

_REPORT = regex(r"---\nsemaine: (\d+)\ndu: (\S+)\nau: (\S+)\n")
_EVOKES = regex(r"(?m)^#compétences:.*\n")
"""A comment line of older templates of reports, with the example of a code."""
_WRITTEN = regex(r"(?m)^[ #]*([^\s:#][^:#\n]*):")
_KEYS = {
    "etablissement.yml": keys.SCHOOL,
    "promotion.yml": keys.COHORT,
    "etudiant.md": keys.STUDENT,
    "realisation.md": keys.REALISATION,
    "stage.md": keys.INTERNSHIP,
    "veille.md": keys.WATCH,
    "organisation.md": keys.ORGANISATION,
}
"""Template → table of its keys."""


def slug(title: str) -> str:
    """Turn a title into a file name: « Déploiement de GLPI » → ``deploiement-de-glpi``, some 60 characters at most.

    « Con » → ``con-1``: a name reserved by Windows or by the site gets a number.
    """
    name = ascii_name(title)[:60].rstrip("-") or "sans-titre"
    taken = name in RESERVED_IN_SECTION or names.forbidden_on_windows(name)
    return f"{name}-1" if taken else name


def student_folder(said: str) -> str:
    """Turn a typed folder into the slug used in addresses: « 2025-2027/Éric Noël » → ``2025-2027/eric-noel``."""
    cohort, _, name = said.rpartition("/")
    return _join(cohort, slug(name)) if ascii_name(name) else said  # « . »: the current folder


def school(name: str, verdicts: str = "") -> Mapping[str, str]:
    """Return the school's own files, by path from the project's root."""
    return {
        "mkdocs.yml": fill("mkdocs.yml", name=name),
        _join("docs", "informations.md"): fill("informations.md", name=name),
        "portfolios/etablissement.yml": fill("etablissement.yml", name=name, verdicts=verdicts),
        "portfolios/index.md": fill("ecole.md", name=name),
    }


def cohort(folder: str, framework: Framework, session: int) -> Mapping[str, str]:
    """Return a class's file, by path from the portfolios' root; its years are the school years before the exam.

    Its name is « BTS SIO 2025-2027 »: the diploma without its référentiel's year, unless the folder already names it.
    """
    name, diploma = folder.rpartition("/")[2] or str(session), re.sub(r"\s*\(.*\)$", "", framework.short_title)
    if fold(diploma) not in fold(name):
        name = f"{diploma} {name}"
    text = fill("promotion.yml", name=name, framework=framework.id, session=session, years=framework.years)
    return {_join(folder, "promotion.yml"): text}


def student(folder: str, last_name: str, first_name: str, option: str) -> Mapping[str, str]:
    """Return the home page of a portfolio."""
    return {_join(folder, "index.md"): fill("etudiant.md", last=last_name, first=first_name, option=option)}


def realisation(
    folder: str, title: str, framework: Framework | None, option: str | None, *, on_forge: bool = False
) -> Mapping[str, str]:
    """Return a réalisation in draft: a screen of text, and in comments the likeliest codes for its title.

    Without a likely code, the first one that the option requires shows how to cite. With ``on_forge``, no code is
    proposed and no command is named: whoever writes on a forge has none.
    """
    likely = propose(framework, option, title, _PROPOSED) if framework and not on_forge else {}
    asked = [framework.by_id[code] for code in queries.scope(framework, option).asked] if framework else ()
    code = next((item.id for item in asked if not item.children), "")
    proposed = [framework.by_id[proposal] for proposal in likely] if framework else ()
    text = fill("realisation.md", title=title, code=code, proposed=proposed, command=not on_forge)
    return {_join(folder, f"realisations/{slug(title)}.md"): text}


def watch(folder: str, title: str, day: date) -> Mapping[str, str]:
    """Return an article of technology watch, in draft."""
    return {_join(folder, f"veille/{slug(title)}.md"): fill("veille.md", title=title, day=day)}


def page(folder: str, title: str) -> Mapping[str, str]:
    """Return a page of the student's own."""
    return {_join(folder, f"{page_name(title)}.md"): fill("page.md", title=title)}


def page_name(title: str) -> str:
    """Turn the title of a free page into a file name; one that a page of the site has, in any portfolio, gets a number.

    >>> page_name("Compétences"), page_name("Mes compétences")
    ('competences-1', 'mes-competences')
    """
    name = slug(title)
    return f"{name}-1" if name in RESERVED_IN_PORTFOLIO | RESERVED_AT_ROOT | TAKEN_LATER else name


def organisation(name: str, town: str) -> Mapping[str, str]:
    """Return the file of a host organisation shared by the classes, by path from the portfolios' root."""
    return {f"organisations/{slug(f'{name} {town}')}.md": fill("organisation.md", name=name, town=town)}


def internship(  # noqa: PLR0913  # the facts on a stage
    folder: str, name: str, start: date, end: date, framework: Framework | None = None, *, public: bool = False
) -> Mapping[str, str]:
    """Return a stage with the clauses of its agreement, and a dated report for each of its weeks.

    In a ``public`` repository, no key that speaks of somebody else is offered. Its year is not written but told by its
    dates: a first year has two folders if the host changed, none if missed.
    """
    root = _join(folder, f"stages/{slug(name)}")
    monday = start - timedelta(days=start.weekday())
    made = {f"{root}/index.md": stage_page(name, start, end, framework, public=public)}
    for number in range((end - monday).days // 7 + 1):
        week = monday + _WEEK * number
        made |= report(root, number + 1, max(start, week), min(end, week + _WEEK - _WEEKEND))
    return made


def stage_page(name: str, start: date, end: date, framework: Framework | None, *, public: bool = False) -> str:
    """Return the page of a stage, still to be told."""
    years = framework.years if framework else USUAL_YEARS
    usual = years == USUAL_YEARS
    return fill("stage.md", name=name, start=start, end=end, years=years, usual=usual, public=public)


def report(root: str, number: int, start: date, end: date) -> Mapping[str, str]:
    """Return a weekly report of the stage in the folder ``root``."""
    return {f"{root}/semaine-{number:02}.md": fill("semaine.md", number=number, start=start, end=max(start, end))}


def review(root: str, day: date, *, interim: bool) -> Mapping[str, str]:
    """Return an interim or final review of the stage in the folder ``root``."""
    return {f"{root}/bilan{'-intermediaire' * interim}.md": f"---\nle: {day:%d/%m/%Y}\n---\n"}


def untouched(path: Path) -> Mapping[str, str]:
    """Return the dates of a weekly report that is still the unchanged template; nothing for any other file."""
    written = _REPORT.match(_text(path))
    if written is None:
        return {}
    (start, first), (end, last) = ((text, read_date(text)) for text in written.groups()[1:])
    if not isinstance(first, date) or not isinstance(last, date):
        return {}
    (text,) = report("", int(written[1]), first, last).values()
    same = _EVOKES.sub("", written.string) == _EVOKES.sub("", text)
    return {"du": start, "au": end} if same else {}


def unfilled(path: Path) -> str:
    """Return the part of a stage's page above its text, if that text is still the template's comment; else empty."""
    return head_of(_text(path))


def head_of(text: str) -> str:
    """Return the part of the page of a stage above its text, as ``unfilled``."""
    remark = fill("stage.md").rpartition("---\n\n")[2]
    return text.removesuffix(remark) if text.endswith(f"---\n\n{remark}") else ""


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "ignore").replace("\r\n", "\n") if path.is_file() else ""


def in_bytes(content: Content) -> bytes:
    """Return the bytes of a new file."""
    return content.encode() if isinstance(content, str) else content


def create(root: Path, made: Mapping[str, Content]) -> tuple[Path, ...]:
    """Write the files, all or none; return their paths. Identical files, left by a killed command, are kept.

    Raises TakenError, before anything is written: one file exists with another content, or all exist; UnwrittenError:
    the disk refused the write.
    """
    targets = {root / name: in_bytes(content) for name, content in made.items()}
    there = [path for path in targets if os.path.lexists(path)]
    taken = there if len(there) == len(targets) else [path for path in there if not _same(path, targets[path])]
    if taken:
        raise writing.TakenError(taken[0])
    writing.create_all({path: raw for path, raw in targets.items() if path not in there}, within=root)
    return tuple(targets)


def _same(path: Path, raw: bytes) -> bool:
    """True if a file holds these bytes."""
    try:
        return path.read_bytes() == raw
    except OSError:
        return False


def _join(folder: str, name: str) -> str:
    return f"{folder.strip('/')}/{name}" if folder.strip("/.") else name


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415  # callers that only need a path do not load it

    environment = Environment(
        loader=FunctionLoader(_template),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        autoescape=False,  # noqa: S701  # Markdown and YAML, read by our own strict reader
    )
    environment.filters["jour"] = lambda day: f"{day:%d/%m/%Y}"
    environment.filters["yaml"] = quoted
    return environment


def quoted(text: str, *, flow: bool = False) -> str:
    """Write a YAML scalar on one line, in quotes unless it is certainly plain; ``flow`` for inside ``{…}``."""
    text = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    plain = re.fullmatch(r"[^\W\d_][\w ’'().-]*", text) and text.casefold() not in _YAML_WORDS
    if flow and "/" in text and re.fullmatch(r"[\w./-]+", text):
        return text
    return text if plain else in_quotes(text)


def in_quotes(text: str) -> str:
    """Write a YAML scalar on one line, always in quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fill(template: str, **values: object) -> str:
    """Fill a template of ours; without values it is returned unrendered, whatever braces it holds."""
    written = _environment().get_template(template).render(values) if values else _template(template)
    unoffered = keys.PERSONAL if values.get("public") else frozenset[str]()
    return _with_others(written, _KEYS[template], unoffered) if template in _KEYS else written


def shown_first(table: Keys) -> frozenset[str]:
    """Return the names of the keys in a new file's template; all of them if no template has this table."""
    names = [name for name, known in _KEYS.items() if known is table]
    shown = {fold_key(name) for template in names for name in _WRITTEN.findall(_template(template))}
    return frozenset(key.name for key in table if not names or not shown.isdisjoint(key.names))


def _template(name: str) -> str:
    return files("vitrail.doors.scaffolding").joinpath("templates", name).read_text("utf-8")


def _with_others(text: str, table: Keys, unoffered: frozenset[str]) -> str:
    """List the keys that a template leaves out, in a comment after its own."""
    shown = {fold(name) for name in _WRITTEN.findall(text)}
    others = [key.name for key in table if shown.isdisjoint(key.names) and key.name not in unoffered]
    head, end, below = text.partition("\n---\n") if text.startswith("---\n") else (text.rstrip("\n"), "\n", "")
    return f"{head}\n# Autres clés : {', '.join(others)}{end}{below}" if others else text
