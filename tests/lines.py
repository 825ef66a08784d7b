"""Lines and modules of the engine, room by room: ``make lines``."""

import sys
from collections import Counter
from pathlib import Path

ENGINE = Path(__file__).parents[1] / "generator"


def counted() -> tuple[Counter[str], Counter[str]]:
    """Room → its lines, its modules; a module at the top is a room of its own."""
    lines, modules = Counter[str](), Counter[str]()
    for path in sorted(ENGINE.rglob("*.py")):
        room = path.relative_to(ENGINE).parts[0].removesuffix(".py")
        lines[room] += len(path.read_text("utf-8").splitlines())
        modules[room] += path.name != "__init__.py"
    return lines, modules


if __name__ == "__main__":
    found, number = counted()
    rows = [*((name, found[name], number[name]) for name in found), ("", found.total(), number.total())]
    sys.stdout.writelines(f"{name:<14}{lines:>7}{modules:>5}\n" for name, lines, modules in rows)
