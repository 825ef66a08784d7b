"""Carry a tree over the move of the engine: ``generator`` became ``vitrail``, and its rooms stand on floors.

    python releasing/move.py package
    python releasing/move.py floors

Each step moves the files by git and rewrites the imports and paths that name them, in every text that git tracks.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
ENGINE: Final = ROOT / "generator" / "vitrail"
FLOORS: Final = {
    "ground": "regex memo language diagnostics",
    "content": "model values extracts frameworks installation markdown addressing reading",
    "knowledge": "coverage internships rules privacy",
    "site": "hosting project settings apart unpacking pages prose outputs chrome",
    "building": "publishing making",
    "doors": "scaffolding handing serving editing reviewing importing authoring documentation cli",
}
"""Floor, lowest first → its rooms."""
FLOOR_OF: Final = {room: floor for floor, rooms in FLOORS.items() for room in rooms.split()}
HISTORY: Final = "CHANGELOG.md"
"""A text that tells what was."""
_ROOM: Final = "|".join(FLOOR_OF)


def git(*words: str) -> str:
    """Ask git in this tree; return what it prints."""
    return subprocess.run(("git", *words), cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S607


def package() -> Callable[[str], str]:
    """Move ``generator/*`` to ``generator/vitrail/``; return what rewrites a text."""
    (ROOT / "generator" / "vitrail").mkdir()
    for path in sorted((ROOT / "generator").iterdir()):
        if path.name not in {"vitrail", "__pycache__"} and git("ls-files", str(path)):
            git("mv", str(path), "generator/vitrail/")

    def rewritten(text: str) -> str:
        text = re.sub(r"\b(from|import) generator\b", r"\1 vitrail", text)
        text = re.sub(r"""(["']-m["'], ["'])generator\.cli(["'])""", r"\1vitrail\2", text)
        text = re.sub(r"\bgenerator\.(?=[a-z_{])", "vitrail.", text)
        text = re.sub(r'"generator\."', '"vitrail."', text)
        text = re.sub(r"\bgenerator/(?=[a-z_<{*])(?!vitrail)", "generator/vitrail/", text)
        return re.sub(r'(/ "generator" / )(?!"vitrail")', r'\1"vitrail" / ', text)

    return rewritten


def floors() -> Callable[[str], str]:
    """Move each room into its floor; return what rewrites a text."""
    for floor in FLOORS:
        (ENGINE / floor).mkdir(exist_ok=True)
    for room, floor in FLOOR_OF.items():
        for path in (ENGINE / room, ENGINE / f"{room}.py"):
            if git("ls-files", str(path)):
                git("mv", str(path), str(ENGINE / floor))

    def rewritten(text: str) -> str:
        text = re.sub(rf"\bvitrail\.({_ROOM})\b(?!\.po\b)", lambda m: f"vitrail.{FLOOR_OF[m[1]]}.{m[1]}", text)
        text = re.sub(rf"\bgenerator/vitrail/({_ROOM})\b", lambda m: f"generator/vitrail/{FLOOR_OF[m[1]]}/{m[1]}", text)
        text = re.sub(
            rf"^(\s*from vitrail) import ({_ROOM})\b",
            lambda m: f"{m[1]}.{FLOOR_OF[m[2]]} import {m[2]}",
            text,
            flags=re.MULTILINE,
        )
        return re.sub(rf'("vitrail" / )"({_ROOM})"', lambda m: f'{m[1]}"{FLOOR_OF[m[2]]}" / "{m[2]}"', text)

    return rewritten


def rewrite(change: Callable[[str], str]) -> int:
    """Rewrite every text that git tracks; return how many changed."""
    count = 0
    for name in git("ls-files").splitlines():
        path = ROOT / name
        if name == HISTORY or path == Path(__file__) or path.is_symlink() or not path.is_file():
            continue
        raw = path.read_bytes()
        try:
            new = change(raw.decode("utf-8")).encode("utf-8")
        except UnicodeDecodeError:
            continue
        if new != raw:
            path.write_bytes(new)
            count += 1
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{rewrite({'package': package, 'floors': floors}[sys.argv[1]]())} files rewritten\n")
