"""What is searched for private names is what can be published."""

import importlib
import pkgutil

from msgspec import Struct

import generator
from generator.diagnostics import Place
from generator.model.realisation import Claim
from generator.model.source import Record, Source
from generator.privacy.shown import strings

EXEMPT = {("Source", "packed"), ("Claim", "place"), ("Document", "keys")}
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
    """Every record of these rooms."""
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name.split(".")[1] in ROOMS:
            held = vars(importlib.import_module(module.name)).values()
            yield from (one for one in held if isinstance(one, type) and issubclass(one, Struct))


def declared(which):
    """Class and name of the fields that records declare to be of a kind."""
    return {(one.__name__, name) for one in records() if issubclass(one, Record) for name in getattr(one, which)}


def test_what_is_exempt_from_the_search_or_from_the_keys_of_pages_is_declared():
    """A field that its record does not print is declared there, and these are the lists of them."""
    assert declared("UNPRINTED") == EXEMPT
    assert declared("TEXTUAL") == OF_A_TEXT
    assert {(one, name) for one, name in EXEMPT | OF_A_TEXT if one == "Source"} == {
        ("Source", name) for name in Source.__struct_fields__ if f"{name}=" not in repr(Source(path="a.md"))
    }


def test_no_other_field_is_left_out_of_what_is_printed():
    """Keys of pages are hashes of what records print: only the base of those with such fields prints by itself."""
    assert {one for one in records() if one.__repr__ not in {Struct.__repr__, Record.__repr__}} == set()


def test_a_word_is_found_in_any_other_field():
    """Whatever the order and the depth of fields; the place of a claim names a file alone."""
    claim = Claim(cited="B1", competency=None, sentence="Mme Lefort", place=Place(path="Lefort.md"))
    assert set(strings(claim)) == {"B1", "Mme Lefort"}
