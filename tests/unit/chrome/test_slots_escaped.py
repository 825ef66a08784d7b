"""What a page puts in its shell is text: whatever the value, whatever the slot."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrail.content.addressing.spec import NavItem, Scope
from vitrail.site.chrome.slots import Common, Frame, slot_values

EVIL = "\"><img src=x onerror=alert(1)>'&"
FRAME = {
    "url": "a/b.html",
    "title": "T",
    "content": "",
    "description": "D",
    "canonical": "https://x.example/",
    "language": "fr",
}
SCOPE = {"root": "a/", "title": "P", "apart": "C", "search": "Chercher", "leaves": "a/imprimer.css"}


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.handlers = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def written(**values):
    """Give the slots of a page as the shell writes them, in an attribute where they stand in one."""
    from markupsafe import escape

    scope = Scope(
        **{name: values.get(name, value) for name, value in SCOPE.items()},
        nav=(NavItem(title=values.get("entry", "E"), url=values.get("way", "a/c.html")),),
        trail=(NavItem(title="École", url="index.html"), NavItem(title=values.get("step", "S"), url="a/index.html")),
    )
    frame = Frame(scope=scope, **{name: values.get(name, value) for name, value in FRAME.items()})
    html = "".join(
        f'<i title="{escape(value)}">{escape(value)}</i>' if name in {"title", "search", "kind"} else str(escape(value))
        for name, value in slot_values(frame, Common(site_name=values.get("site", "L"), indexed=True), "b.js").items()
    )
    found = _Tags()
    found.feed(html)
    return found


@pytest.mark.parametrize(
    "slot", ["title", "description", "canonical", "leaves", "apart", "search", "entry", "way", "step", "site"]
)
@given(
    value=st.sampled_from([EVIL, "<script>", '" onload="x', "&lt;b>"])
    | st.text("<>\"'&ab ", min_size=1).filter(str.strip)
)
def test_every_slot_of_the_shell_is_escaped(slot, value):
    """The same tags as for a plain word, and no handler: a name, an address, a description hold no markup."""
    plain, found = written(**{slot: "mot"}), written(**{slot: value})
    assert found.tags == plain.tags
    assert not {"img", "script", "b"} & set(found.tags)
    assert found.handlers == []
