"""What the sanitiser leaves of an element does not depend on the order in which its attributes are written."""

from hypothesis import given
from hypothesis import strategies as st

from tests.attacks.inspector import cleaned, inspect

ATTRIBUTES = (
    'href="b.md"', 'href="javascript:x"', 'href="#la"', 'class="vt-state note"', 'id="__config"', 'title="T"',
    'name="q"', 'type="image"', 'type="checkbox"', 'src="b.png"', 'onclick="x"', 'style="x"', 'for="z"', 'alt="x"',
)  # fmt: skip
TARGETS = {"c/s/b.md": "c/s/b.html", "c/s/b.png": "c/s/b.png"}


def left_of(tag, attributes):
    """Give the attributes that are left of an element, in alphabetical order, and the numbers that have a target."""
    kept: set[str] = set()
    html = cleaned(f'<{tag} data-at="7" {" ".join(attributes)}>x', "c/s/a.html", "c/s/a.md", TARGETS, kept)
    return sorted(html.partition(">")[0].split()[1:]), kept, inspect(html)


@given(
    st.sampled_from(("a", "img", "input", "label", "p")),
    st.permutations(ATTRIBUTES).flatmap(lambda all_: st.integers(0, 6).map(lambda size: all_[:size])),
    st.randoms(use_true_random=False),
)
def test_an_element_is_judged_whatever_the_order_of_its_attributes(tag, attributes, draw):
    """Each name once: of two, HTML keeps the first."""
    once = list({one.partition("=")[0]: one for one in attributes}.values())
    other = draw.sample(once, len(once))
    first = left_of(tag, once)
    assert first == left_of(tag, other)
    assert first[2] == []
    left = " ".join(first[0])
    for never in ("javascript", "onclick", "style", "vt-state", '"__config', 'name="q', 'type="image', 'for="z'):
        assert never not in left
    assert first[1] == ({"7"} if tag == "a" and {'href="b.md"', 'href="#la"'} & set(once) else
                        {"7"} if tag == "img" and 'src="b.png"' in once else set())  # fmt: skip
