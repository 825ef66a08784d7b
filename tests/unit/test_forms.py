"""What other programs read of ours says its form, and a form changes its number when a reader would be misled."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from vitrail.content.values.guides import SCHEMAS, schema
from vitrail.ground.diagnostics.report import json_schema
from vitrail.ground.forms import form

RECORDED = Path(__file__).parent / "forms.txt"


def _places(node: Any, way: str = "") -> Iterator[str]:
    """The way to each property and required word of a schema."""
    if isinstance(node, Mapping):
        for name, below in node.items():
            if name == "properties":
                for key, value in below.items():
                    yield f"{way}.{key}"
                    yield from _places(value, f"{way}.{key}")
            elif name in {"definitions", "$defs"}:
                for key, value in below.items():
                    yield from _places(value, key)
            else:
                yield from _places(below, way)
    elif isinstance(node, list):
        for below in node:
            yield from _places(below, way)


def _forms() -> Iterator[str]:
    for text in (json_schema(), *map(schema, SCHEMAS)):
        made = json.loads(text)
        yield from (f"{made['$id']} {place}" for place in dict.fromkeys(_places(made)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_says_which_form_it_is(name):
    """``vitrail/<name>/<n>``, as the JSON of a command does."""
    assert json.loads(schema(name))["$id"] == form(name)


def test_nothing_is_taken_from_a_form_without_another_number():
    """What is new is written at the end of the record by this test's own words; what is gone is another form."""
    kept, now = RECORDED.read_text("utf-8").splitlines(), set(_forms())
    numbers = {line.split()[0] for line in now}
    gone = [line for line in kept if line.split()[0] in numbers and line not in now]
    assert not gone, "give the form another number in generator/vitrail/ground/forms.py"
    new = sorted(now.difference(kept))
    assert not new, "add to tests/unit/forms.txt:\n" + "\n".join(new)
