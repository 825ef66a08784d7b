"""The engine counted room by room, beside its budget (``make lines``), or commit by commit (``make lines SINCE=REV``).

Below the rooms stands what people read and learn beside them: words, commands, options, keys, codes (``concepts.py``).

Nodes of the syntax tree are budgeted, and not lines: a longer line, a shorter docstring or a missing blank saves none.
"""

import ast
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

TREE = Path(__file__).parents[1]
ENGINE = TREE / "generator" / "vitrail"
ENGINE_NAME = "engine"
BUDGET: dict[str, int] = tomllib.loads((TREE / "tests" / "budget.toml").read_text("utf-8"))["nodes"]


def nodes(text: str | bytes) -> int:
    """Count the nodes of a module's syntax tree: ``x = 1`` has five (module, assignment, name, its context, number)."""
    return sum(1 for _ in ast.walk(ast.parse(text)))


def room_of(path: str) -> str:
    """Name the room of a path below ``generator/vitrail/``: a package of a floor, or a module that stands there."""
    return path.split("/", 2)[1].removesuffix(".py") if "/" in path else "__init__"


def counted() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return room → its modules, room → its lines, room → its nodes."""
    modules, lines, weighed = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(ENGINE.rglob("*.py")):
        room, text = room_of(path.relative_to(ENGINE).as_posix()), path.read_text("utf-8")
        modules[room] += path.name != "__init__.py"
        lines[room] += len(text.splitlines())
        weighed[room] += nodes(text)
    return modules, lines, weighed


def table(weighed: Mapping[str, int], budget: Mapping[str, int]) -> Iterator[str]:
    """Write a row a room, and the total; a room or an engine beyond its budget has a mark."""
    modules, lines, _ = counted()
    yield f"{'room':<14}{'modules':>8}{'lines':>8}{'nodes':>9}{'budget':>9}"
    for room in (*weighed, ENGINE_NAME):
        whole = room == ENGINE_NAME
        row = [sum(count.values()) if whole else count[room] for count in (modules, lines, weighed)]
        over = "  beyond" if row[2] > budget.get(room, 0) else ""
        yield f"{room:<14}{row[0]:>8}{row[1]:>8}{row[2]:>9}{budget.get(room, 0):>9}{over}"


def over(weighed: Mapping[str, int], budget: Mapping[str, int]) -> list[str]:
    """Say which rooms, or the engine, hold more nodes than their budget, have none, or went and left it."""
    where = "tests/budget.toml"
    held = {**weighed, ENGINE_NAME: sum(weighed.values())}
    return [
        *(
            f"{room} holds {count} nodes and its budget is {budget[room]}: delete {count - budget[room]}."
            if room in budget
            else f"{room} holds {count} nodes and has no budget: give it one in {where}."
            for room, count in held.items()
            if count > budget.get(room, 0)
        ),
        *(f"{room} has a budget in {where} and is no room." for room in budget.keys() - held.keys()),
    ]


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=TREE, capture_output=True, text=True, check=True).stdout


@cache
def _kept(blob: str) -> int:
    return nodes(_git("cat-file", "blob", blob)) if blob.strip("0") else 0


def landings(since: str) -> Iterator[str]:
    """Write what each commit since then added, the largest first, with its rooms in that order too."""
    added = []
    for commit in _git("rev-list", "--no-merges", f"{since}..HEAD").split():
        rooms = Counter[str]()
        for row in _git("diff-tree", "-r", "--no-commit-id", "--no-renames", commit, "--", "generator").splitlines():
            (_, _, old, new, _), path = row.partition("\t")[0].split(), row.partition("\t")[2]
            if path.endswith(".py"):
                rooms[room_of(path.removeprefix("generator/vitrail/"))] += _kept(new) - _kept(old)
        added.append((rooms, _git("log", "-1", "--format=%h %s", commit).strip()))
    for rooms, said in sorted(added, key=lambda one: -one[0].total()):
        by_room = ", ".join(f"{room} {count:+}" for room, count in rooms.most_common(4) if count)
        yield f"{rooms.total():>+7}  {said} ({by_room or 'nothing'})"
    yield f"{sum(rooms.total() for rooms, _ in added):>+7}  since {since}"


def main(since: str = "") -> int:
    """Print the table, or what each commit added; return 1 where something is beyond its budget."""
    if since:
        sys.stdout.writelines(f"{row}\n" for row in landings(since))
        return 0
    from tests.concepts import concepts

    weighed = counted()[2]
    sys.stdout.writelines(f"{row}\n" for row in (*table(weighed, BUDGET), *over(weighed, BUDGET)))
    sys.stdout.writelines(f"{count:>8}  {thing}\n" for thing, count in concepts())
    return bool(over(weighed, BUDGET))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:2]))
