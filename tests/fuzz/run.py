"""``make fuzz MINUTES=N``: mutate the sample school and hostile pieces, and keep what breaks a target.

With atheris (``pip install atheris``, Linux) ``--atheris TARGET`` is guided by coverage; else mutation is blind.
A finding is written to ``.fuzz/`` with its traceback: it becomes a test, then a fix.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests.attacks.vectors import PIECES
from tests.fuzz.targets import ROOT, TARGETS

SLOW = 6.0
"""Seconds of processor beyond which an input is a finding: a page's budget and a little more."""
MAX = 20_000


def corpus() -> list[bytes]:
    """Read the sample school's texts and the shipped référentiels."""
    folders = (ROOT / "portfolios", ROOT / "generator" / "frameworks" / "data")
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".md", ".yml"})
    return [path.read_bytes()[:MAX] for path in paths]


def mutate(pick: random.Random, seeds: list[bytes]) -> bytes:
    """Cut, paste, repeat and spoil."""
    raw = bytearray(pick.choice(seeds))
    for _ in range(pick.randint(1, 8)):
        at = pick.randint(0, len(raw))
        match pick.randrange(7):
            case 0:
                raw[at:at] = pick.choice(PIECES).encode("utf-8", "surrogatepass")
            case 1:
                raw[at:at] = pick.choice(PIECES).encode("utf-8", "surrogatepass") * pick.choice((3, 30, 300))
            case 2:
                del raw[at : at + pick.randint(1, 60)]
            case 3:
                other = pick.choice(seeds)
                start = pick.randint(0, len(other))
                raw[at:at] = other[start : start + pick.randint(1, 400)]
            case 4 if at < len(raw):
                raw[at] = pick.randrange(256)
            case 5:
                raw[at : at + pick.randint(0, 40)] = b""
                raw[at:at] = b"\0" if pick.random() < 0.3 else b"\n\n"  # parts of a school
            case _:
                raw[at:at] = bytes(raw[at : at + pick.randint(1, 60)]) * pick.choice((2, 20, 200))
    return bytes(raw[:MAX])


def attempt(name: str, raw: bytes) -> str | None:
    """Run a target; the traceback, or how long it took, when it is a finding."""
    start = time.process_time()
    try:
        TARGETS[name](raw)
    except BaseException as error:  # whatever escapes is what we look for
        if isinstance(error, KeyboardInterrupt):
            raise
        return traceback.format_exc()
    spent = time.process_time() - start
    return f"{spent:.1f} s\n" if spent > SLOW else None


def campaign(seconds: float, names: tuple[str, ...], seed: int) -> Iterator[tuple[str, bytes, str]]:
    """Yield findings, once for each last line of a traceback."""
    pick = random.Random(seed)  # repeatable, not secret
    seeds = corpus()
    known: set[str] = set()
    runs = dict.fromkeys(names, 0)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name = pick.choice(names)
        raw = mutate(pick, seeds)
        runs[name] += 1
        if (why := attempt(name, raw)) and (mark := _mark(name, why)) not in known:
            known.add(mark)
            yield name, raw, why
    sys.stdout.write(f"essais : {runs}, trouvailles : {len(known)}\n")


def _mark(name: str, why: str) -> str:
    lines = [line for line in why.splitlines() if line.startswith("  File")]
    return f"{name} {lines[-1] if lines else 'lent'}"


def guided(name: str, arguments: list[str]) -> None:
    """Hand a target to atheris, which follows coverage and keeps its own corpus."""
    import atheris  # optional

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


def main() -> int:
    """Run and keep what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", choices=tuple(TARGETS), action="append")
    parser.add_argument("--atheris", choices=tuple(TARGETS))
    parser.add_argument("--keep", type=Path, default=ROOT / ".fuzz")
    options, rest = parser.parse_known_args()
    if options.atheris:
        guided(options.atheris, rest)
    found = 0
    for name, raw, why in campaign(options.minutes * 60, tuple(options.target or TARGETS), options.seed):
        found += 1
        options.keep.mkdir(exist_ok=True, parents=True)
        path = options.keep / f"{name}-{hashlib.sha256(raw).hexdigest()[:10]}"
        path.write_bytes(raw)
        sys.stdout.write(f"{path}\n{why}\n")
        sys.stdout.flush()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
