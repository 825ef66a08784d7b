"""What is skipped to go faster changes nothing: the same HTML as Markdown's own loops, the same secrets found."""

from functools import cache
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.prose import shortcuts
from generator.prose.markdown import converter
from generator.reading.schemas import prose as traces

PIECES = st.sampled_from(
    """Une phrase simple. |mot|é|Ça| |⏎|⏎⏎|    |\t|  ⏎|1. |- |* |+ |> |# |## T⏎|===⏎|---⏎|***|**|*|__|_|~~|~|==|=|^|++
    |++ctrl+alt++|`|``|```⏎|```python⏎|~~~⏎|\\|\\*|[|]|](|(a.md)|![|[^1]|[^1]: note⏎|[a]: b.md⏎|*[API]: mot⏎|API|<|>
    |<kbd>a</kbd>|<br>|<http://a.b>|<a@b.fr>|&|&amp;|¦|¦ a ¦ b ¦⏎¦---¦---¦⏎¦ 1 ¦ 2 ¦⏎|: déf⏎|:   déf⏎|!!! note⏎
    |    |??? note⏎    |=== "A"⏎    |- [ ] tâche⏎|- [x] faite⏎|{: .note }|{ #a }|<!-- c -->|--|\u00a0|\u0002
    |klzzwxh:0001|\u0003""".replace("\n    |", "|")
    .replace("⏎", "\n")
    .split("|")
).map(lambda piece: piece.replace("¦", "|"))
"""Signs and beginnings of constructs; « ⏎ » is a newline and « ¦ » a bar."""
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@cache
def stock():
    """The same converter without the shortcuts."""
    with patch.object(shortcuts, "install", lambda _md: None):
        return converter.__wrapped__()


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_a_text_converts_to_the_html_of_the_library_s_own_loops(text):
    """Byte for byte, whatever signs are put together."""
    try:
        expected = stock().reset().convert(text)
    except Exception as error:  # noqa: BLE001 - a text that makes the library fail must fail the same way
        with pytest.raises(type(error)):
            converter().reset().convert(text)
        stock.cache_clear()
        converter.cache_clear()
    else:
        assert converter().reset().convert(text) == expected


def test_every_pattern_in_use_is_known_and_none_is_listed_that_is_gone():
    """A pattern that a new version renames would be tried on every text again, and nothing else would tell."""
    assert {item.name for item in converter().inlinePatterns._priority} == set(shortcuts.NEEDS)  # noqa: SLF001


def test_a_pattern_that_is_not_known_is_tried_on_every_text():
    """A new version of an extension may bring a pattern: it costs time, never a missed match."""
    known = shortcuts.NEEDS
    with patch.object(shortcuts, "NEEDS", {key: needs for key, needs in known.items() if key != "strong_em"}):
        html = converter.__wrapped__().reset().convert("Du **gras**.")
    assert html == "<p>Du <strong>gras</strong>.</p>"


@pytest.mark.parametrize("pattern", [pattern for _, pattern in traces.PATTERNS], ids=[c for c, _ in traces.PATTERNS])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_private_trace_is_dismissed_by_the_first_look(pattern, data):
    """The quick look is true of every text in which a pattern matches."""
    alphabet = st.characters(codec="utf-8", exclude_characters="\u0130\u0131\u017f\u212a")
    text = data.draw(st.from_regex(pattern, alphabet=alphabet))
    assert traces.suspects(text.casefold())
