"""``make fuzz MINUTES=N``: mutate the sample school and hostile pieces, and keep what breaks a target.

Where atheris is installed (``pip install atheris``, Linux) coverage guides the mutations of all targets but
``school``, whose tree is drawn at random; elsewhere mutation is blind. Both start from the same texts and pieces.
A finding is written to ``.fuzz/`` with its traceback: it becomes a test, then a fix.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.attacks.vectors import PIECES
from tests.fuzz.targets import ROOT, TARGETS

SLOW = 6.0
"""Seconds of processor beyond which an input is a finding: a page's budget and a little more."""
MAX = 20_000
SEEDS = frozenset({".md", ".yml", ".pdf", ".zip", ".docx", ".csv"})
GUIDED_MAX = 4_000
"""Bytes of an input: shorter where coverage finds its way, so that more are tried."""
LONGEST_WORD = 60
"""Bytes of a word of atheris' dictionary."""
UNGUIDED = "school"


def corpus() -> list[bytes]:
    """Read the sample school's texts and documents, and the shipped référentiels."""
    folders = (ROOT / "portfolios", ROOT / "generator" / "vitrail" / "content" / "frameworks" / "data")
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in SEEDS)
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


def guided(name: str, seconds: float, seed: int, keep: Path) -> None:
    """Hand a target to atheris, which never returns: it ends the process when time is up or something is found."""
    import atheris  # type: ignore[import-untyped]  # optional

    texts = keep / "corpus" / name  # kept: the next campaign starts from what this one reached
    texts.mkdir(parents=True, exist_ok=True)
    for raw in (*corpus(), *map(_raw, PIECES)):
        (texts / hashlib.sha256(raw).hexdigest()).write_bytes(raw)
    words = keep / "words.dict"
    short = (raw for raw in map(_raw, PIECES) if 0 < len(raw) <= LONGEST_WORD)
    words.write_text("".join(f'"{_escaped(raw)}"\n' for raw in short))
    options = (
        f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={GUIDED_MAX}", f"-timeout={SLOW * 3:.0f}",
        f"-dict={words}", f"-artifact_prefix={keep}/{name}-", "-verbosity=0", "-print_final_stats=1", str(texts),
    )  # fmt: skip
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


def _raw(piece: str) -> bytes:
    return piece.encode("utf-8", "surrogatepass")


def _escaped(raw: bytes) -> str:
    """Write bytes as a dictionary of libFuzzer does."""
    return "".join(f"\\x{byte:02x}" for byte in raw)


def guided_campaign(options: argparse.Namespace, names: Sequence[str]) -> int:
    """Give each target its share of the time, in a process of its own; 1 when one of them found something."""
    share = options.minutes / len(names)
    found = 0
    for name in names:
        sys.stdout.write(f"{name} : {share:.1f} min\n")
        sys.stdout.flush()
        how = ["--atheris", name] if name != UNGUIDED else ["--blind", "--target", name]
        rest = ["--minutes", str(share), "--seed", str(options.seed), "--keep", str(options.keep)]
        command = [sys.executable, "-m", "tests.fuzz.run", *how, *rest]
        found |= subprocess.run(command, cwd=ROOT, check=False).returncode != 0
    return found


def blind_campaign(options: argparse.Namespace, names: tuple[str, ...]) -> int:
    """Mutate blindly; 1 when something was found, which is written down."""
    found = 0
    for name, raw, why in campaign(options.minutes * 60, names, options.seed):
        found = 1
        options.keep.mkdir(exist_ok=True, parents=True)
        path = options.keep / f"{name}-{hashlib.sha256(raw).hexdigest()[:10]}"
        path.write_bytes(raw)
        sys.stdout.write(f"{path}\n{why}\n")
        sys.stdout.flush()
    return found


def main() -> int:
    """Run and keep what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="for all the targets together")
    parser.add_argument("--seed", type=int, default=0, help="another one tries other mutations")
    parser.add_argument("--target", choices=tuple(TARGETS), action="append", help="this one alone; may be repeated")
    parser.add_argument("--blind", action="store_true", help="without atheris, even where it is installed")
    parser.add_argument("--atheris", choices=tuple(TARGETS), help="this target in this very process")
    parser.add_argument("--keep", type=Path, default=ROOT / ".fuzz", help="folder of the findings")
    options = parser.parse_args()
    names = tuple(options.target or TARGETS)
    if options.atheris:
        guided(options.atheris, options.minutes * 60, options.seed, options.keep)
    if options.blind or find_spec("atheris") is None:
        return blind_campaign(options, names)
    return guided_campaign(options, names)


if __name__ == "__main__":
    sys.exit(main())
