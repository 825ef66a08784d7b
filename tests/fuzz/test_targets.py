"""The fuzzer itself works: each of its targets takes what it starts from."""

import pytest

from tests.fuzz.run import attempt, corpus
from tests.fuzz.targets import TARGETS

EDGES = (b"", b"\0", b"---\n", b"\xff\xfe", b"id: x\nlibell\xe9: [\n")


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_its_seeds_without_a_finding(name):
    """A target that fails on everything would hide what it is there to find."""
    for raw in (*EDGES, *sorted(corpus(), key=len)[:12]):
        assert attempt(name, raw) is None, raw[:80]
