"""``python -m tests.attacks``: the whole table, or what is asked of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.attacks.browser import Deed
from tests.attacks.school import DOORS
from tests.attacks.table import CONTROL, WAYS, Way, control, details, head, line, row, vectors
from tests.attacks.vectors import VECTORS

_AUDIENCES = {"public": "PUBLIC", "equipe": "TEAM"}


def rows(asked: argparse.Namespace, ways: Sequence[Way]) -> Iterator[tuple[str, list[Deed]]]:
    """Yield each row in the order of the table."""
    harmless = control(ways)
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        waiting = {
            name: pool.submit(row, vector, ways, harmless if name != CONTROL else frozenset())
            for name, vector in vectors(asked.vector).items()
        }
        for name, future in waiting.items():
            yield name, future.result()


def table(asked: argparse.Namespace, ways: Sequence[Way]) -> Iterator[str]:
    """Yield the lines of the table; the last one counts."""
    yield head()
    red = tried = 0
    for name, deeds in rows(asked, ways):
        red += bool(deeds)
        tried += name != CONTROL
        yield line(name, deeds)
        yield from details(deeds)
    yield f"vecteurs : {tried}, portes : {len(DOORS)}, façons d'ouvrir : {len(ways)}, lignes rouges : {red}"


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument("--short", action="store_true", help="the first two ways of opening")
    parser.add_argument("--audience", choices=_AUDIENCES, help="this audience alone")
    parser.add_argument("--way", choices=("server", "disk"), help="from a server, or from the disk, alone")
    parser.add_argument(
        "--vector", choices=tuple(VECTORS), metavar="NAME", action="append", help="this vector alone; may be repeated"
    )
    parser.add_argument("--out", type=Path, help="a file to write the table to as well")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="browsers at once")
    return parser.parse_args()


def main() -> int:
    """Print the table; 1 when a row is red."""
    asked = arguments()
    ways = [way for way in WAYS if asked.way in (None, way.mode) and asked.audience in (None, *_typed(way))]
    ways = ways[:2] if asked.short else ways
    written = []
    for text in table(asked, ways):
        written.append(text)
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    if asked.out:
        asked.out.write_text("\n".join(written) + "\n", "utf-8")
    return 0 if written[-1].endswith("lignes rouges : 0") else 1


def _typed(way: Way) -> tuple[str, ...]:
    """What names a way's audience on the command line."""
    return tuple(word for word, name in _AUDIENCES.items() if name == way.audience.name)


if __name__ == "__main__":
    sys.exit(main())
