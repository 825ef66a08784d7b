"""Hostile prose."""

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deep import sized
from vitrail.site.prose import Prose, render

PIECES = st.sampled_from(
    "< > <script> </script> <svg/onload=x> <img src=x onerror=y> {: #a .b onclick=x } [a](javascript:x) ![a](b) "
    "&lt; &#60; &#2; `<b>` ``` ~~~ *** __ [^1] [^1]: *[A]: === !!! ??? | - # > <!-- --> <kbd> </kbd> <br> \n \n\n "
    "data:text/html,x {.md-nav} $ ++ctrl++ ^^ ~~ == é \u202e \u2028 \\".split(" ")
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map("".join)
SAFE = {"http", "https", "mailto"}


class _Inspector(HTMLParser):
    """Looks at every tag as a browser would."""

    def handle_starttag(self, tag, attrs):
        assert tag not in {"script", "svg", "math", "style", "iframe", "object", "form", "base", "meta", "link"}
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            if name in {"id", "name", "for"}:
                assert value.startswith("t-")
            if name in {"href", "src"} and not value.startswith("#") and ":" in value.split("/")[0]:
                assert value.split(":")[0].lower() in SAFE
            if name == "class":
                assert not any(word.startswith(("md-", "vt-")) for word in value.split())


@given(TEXTS)
@settings(max_examples=sized(62, 250), deadline=None)
def test_no_text_makes_anything_but_harmless_html(text: str) -> None:
    """Whatever is written, the page holds no active tag, no handler, no foreign id, class or scheme."""
    prose = render(text, page="a/b.html", source="a/b.md", targets={"a/b": "a/b"})
    if isinstance(prose, Prose):
        _Inspector().feed(prose.html)
