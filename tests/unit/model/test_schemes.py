"""Where a link may lead: a scheme is read through whatever a browser does not see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrail.content.model.markup import allowed, scheme

UNSEEN = [
    sign
    for code in (*range(0xA1), 0xAD, *range(0x2000, 0x2070), 0xFEFF)
    for sign in (chr(code),)
    if unicodedata.category(sign) in {"Cc", "Cf"} or sign == " "
]
"""Controls, spaces, the soft hyphen, and what joins, parts or turns words without being seen."""


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_address_that_runs_does_not_pass_behind_a_sign_that_is_not_seen(sign):
    """Before it, in it, after it."""
    for address in (f"{sign}javascript:x", f"java{sign}script:x", f"javascript{sign}:x"):
        assert scheme(address) == "javascript"
        assert not allowed(address)


@given(
    st.sampled_from(("javascript", "data", "vbscript", "file", "blob")), st.lists(st.sampled_from(UNSEEN), max_size=6)
)
def test_however_many_there_are_and_whatever_the_case(name, signs):
    """One between each two letters."""
    pairs = zip(name.title(), [*signs, *[""] * len(name)], strict=False)
    assert not allowed("".join(letter + sign for letter, sign in pairs) + ":x")
