"""What is searched for private names is what can be published."""

import importlib
import pkgutil
from dataclasses import fields, is_dataclass
from pathlib import Path

import generator
from generator.diagnostics import Place
from generator.model.realisation import Claim
from generator.model.source import TEXTUAL, UNPRINTED
from generator.privacy.shown import strings

EXEMPT = {("Source", "marks"), ("Claim", "place"), ("Document", "keys")}
"""Places in files: on no page. Any other field of a record is searched."""
OF_A_TEXT = {
    *(("Body", name) for name in ("bare_heading", "digest", "headings", "line", "links", "nodes", "words")),
    *(("Realisation", name) for name in ("fingerprint", "former_fingerprint")),
    ("Internship", "fingerprint"),
    ("Source", "digest"),
}
"""What moves with an edit of a text: searched, and left out of what a class knows of its portfolios."""

ROOMS = ("model", "values", "frameworks", "coverage", "pages")
"""Where records come from and what pages are made of."""


def records():
    """Every dataclass of these rooms."""
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name.split(".")[1] in ROOMS:
            held = vars(importlib.import_module(module.name)).values()
            yield from (one for one in held if isinstance(one, type) and is_dataclass(one))


def fields_where(asked):
    """Class and name of the fields of every record that answer a question."""
    return {(one.__name__, part.name) for one in records() for part in fields(one) if asked(part)}


def test_what_is_exempt_from_the_search_or_from_the_keys_of_pages_is_declared():
    """A field that its record does not print says why in its metadata, and these are the lists of them."""
    assert fields_where(lambda part: part.metadata.get(UNPRINTED)) == EXEMPT
    assert fields_where(lambda part: part.metadata.get(TEXTUAL)) == OF_A_TEXT
    assert fields_where(lambda part: not part.repr) == EXEMPT | OF_A_TEXT


def test_no_other_field_is_left_out_of_what_is_printed():
    """Keys of pages are hashes of what records print: « repr=False » stands where the exemption is declared."""
    root = Path(generator.__file__).parent
    wrote = [path for path in root.rglob("*.py") if "repr=False" in path.read_text("utf-8")]
    assert wrote == [root / "model" / "source.py"]


def test_a_word_is_found_in_any_other_field():
    """Whatever the order and the depth of fields; the place of a claim names a file alone."""
    claim = Claim(cited="B1", competency=None, sentence="Mme Lefort", place=Place(path="Lefort.md"))
    assert set(strings(claim)) == {"B1", "Mme Lefort"}
