"""The plan past the machine, in French: what the country would cost, from the measured curve."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from babel.numbers import format_decimal
from results import Results, middle, sizes, step

COUNTRY = 450_000
"""Réalisations of the country, in order of size: 18 000 students of 25 each."""
CORES, TOGETHER = 32, 16
"""The machine that is imagined: its cores, and the schools it builds at once, with two processes each."""
HOME_ENTRY = 150
"""Bytes of one school in the home that lists them: a link and its name."""

PAGE = """\
## Ce qui est mesuré

Moteur {engine}, {cores} cœurs, {memory} Gio de mémoire. Le processeur est compté plutôt que la durée : une autre charge
le trouble moins.{warning}

{measured}

{linearity}

## Le pays en écoles séparées

{total} réalisations, découpées en écoles de la taille mesurée. Le calcul est une multiplication, écrite pour qu’on
puisse la refaire : le nombre d’écoles × la mesure d’une école.

{country}

{reading}"""

LINEAR = (
    "De {small} à {large} réalisations, le processeur croît comme la puissance {power} du nombre de réalisations "
    "(1 serait la proportionnalité exacte) : de {first} à {last} ms par réalisation."
)
ALONE = "Une seule taille est mesurée : la proportionnalité est ici une hypothèse, pas un résultat."
BUSY = " **La machine portait d’autres travaux pendant la mesure : chiffres provisoires.**"
READING = (
    "Un accueil qui liste {schools} écoles pèse environ {home} ko. Une seule école de {total} réalisations, que rien "
    "n’oblige à construire, demanderait environ {single} de processeur et {memory} de mémoire si la courbe se "
    "prolongeait."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one size costs."""

    size: int
    cold: float
    edit: float
    nothing: float
    tree: float
    site: float
    files: int

    @property
    def schools(self) -> int:
        """How many such schools make the country."""
        return round(COUNTRY / self.size)


def page(results: Results) -> str:
    """What stands between the markers of the page on scale."""
    points = [_point(size, found["vitrail"]) for size, found in sizes(results) if "vitrail" in found]
    machine = results["machine"]
    return PAGE.format(
        engine=results["engine"],
        cores=machine["cores"],
        memory=machine["memory_gib"],
        warning=BUSY if machine["load_before"] > machine["cores"] / 2 else "",
        measured=_table("Une école de… réalisations", points, _measured),
        linearity=_linearity(points),
        total=_number(COUNTRY),
        country=_table("Écoles de… réalisations", points, _country),
        reading=_reading(points),
    ).rstrip()


def _point(size: int, one: Mapping[str, Any]) -> Point:
    cold, edit, nothing = (middle(step(one, name), "cpu") for name in ("cold", "edit", "nothing"))
    tree, site, files = max(one["peak"].values()), one["site"]["bytes"], one["site"]["files"]
    return Point(size=size, cold=cold, edit=edit, nothing=nothing, tree=tree, site=site, files=files)


def _measured(point: Point) -> Iterator[tuple[str, str]]:
    yield "construction à froid, processeur", _time(point.cold)
    yield "une réalisation modifiée, processeur", _time(point.edit)
    yield "rien n’a changé, processeur", _time(point.nothing)
    yield "mémoire de tous les processus", _bytes(point.tree)
    yield "site", _bytes(point.site)
    yield "fichiers du site", _number(point.files)


def _country(point: Point) -> Iterator[tuple[str, str]]:
    cold = point.schools * point.cold
    yield "nombre d’écoles", _number(point.schools)
    yield "à froid, un cœur", _time(cold)
    yield f"à froid, {CORES} cœurs, sans perte", _time(cold / CORES)
    yield "rien n’a changé nulle part, un cœur", _time(point.schools * point.nothing)
    yield "une réalisation modifiée dans chaque école, un cœur", _time(point.schools * point.edit)
    yield f"mémoire, {TOGETHER} écoles à la fois", _bytes(min(TOGETHER, point.schools) * point.tree)
    yield "stockage des sites", _bytes(point.schools * point.site)
    yield "fichiers", _number(point.schools * point.files)


def _table(head: str, points: list[Point], rows: Callable[[Point], Iterator[tuple[str, str]]]) -> str:
    """One column a size, the same lines in each."""
    columns = [dict(rows(point)) for point in points]
    lines = [
        f"| {head} | {' | '.join(_number(point.size) for point in points)} |",
        "|---" + "|---:" * len(points) + "|",
    ]
    names = columns[0] if columns else ()
    lines += [f"| {name} | {' | '.join(column[name] for column in columns)} |" for name in names]
    return "\n".join(lines)


def _linearity(points: list[Point]) -> str:
    if not points[1:]:
        return ALONE
    first, last = points[0], points[-1]
    return LINEAR.format(
        small=_number(first.size),
        large=_number(last.size),
        power=_number(_power(first.size, first.cold, last.size, last.cold), "0.00"),
        first=_number(first.cold / first.size * 1000, "0.0"),
        last=_number(last.cold / last.size * 1000, "0.0"),
    )


def _power(small: float, first: float, large: float, last: float) -> float:
    """Exponent of the curve through two points, which is a straight line on logarithmic axes."""
    return log(last / first) / log(large / small)


def _reading(points: list[Point]) -> str:
    if not points[1:]:
        return ""
    first, last = points[0], points[-1]
    further = COUNTRY / last.size
    cold = last.cold * further ** _power(first.size, first.cold, last.size, last.cold)
    tree = last.tree + (last.tree - first.tree) / (last.size - first.size) * (COUNTRY - last.size)
    return READING.format(
        schools=_number(first.schools),
        home=_number(first.schools * HOME_ENTRY / 1000),
        total=_number(COUNTRY),
        single=_time(cold),
        memory=_bytes(tree),
    )


def _number(value: float, form: str = "#,##0") -> str:
    return format_decimal(value, form, locale="fr")


def _time(seconds: float) -> str:
    """Seconds as they are said."""
    if seconds < 10:  # noqa: PLR2004  # under ten seconds the decimals matter
        return f"{_number(seconds, '0.00')} s"
    if seconds < 120:  # noqa: PLR2004  # two minutes
        return f"{_number(seconds)} s"
    if seconds < 7200:  # noqa: PLR2004  # two hours
        return f"{_number(seconds / 60)} min"
    return f"{_number(seconds / 3600, '0.0')} h"


def _bytes(value: float) -> str:
    """Bytes as they are said, in decimal units."""
    if value < 1e9:  # noqa: PLR2004  # a gigabyte
        return f"{_number(value / 1e6)} Mo"
    return f"{_number(value / 1e9, '0.0')} Go"
