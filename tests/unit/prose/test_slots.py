"""A text is made once, and each page shows it as if it had made it."""

import pickle
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deep import sized
from tests.property.test_prose import TEXTS
from vitrail.content.model.names import Name
from vitrail.site.prose import MadeTexts, render
from vitrail.site.prose import render as _render
from vitrail.site.prose.slots import PREFIXED

TEXT = """# Un

Voir [la suite](b.md#fin), [plus bas](#deux), [ailleurs](https://e.example/), [rien](non.md).

![un plan](../fichiers/plan.png "Le plan") ![autre](../fichiers/plan.png =30x20)

## Deux

```python
print("a")
```
"""
PLAN = "c/s/fichiers/plan.png"
OWN = {
    "page": "c/s/realisations/a.html",
    "targets": {PLAN: PLAN, "c/s/realisations/b.md": "c/s/realisations/b.html"},
    "pictures": ((PLAN, 40, 30),),
}
PART = {"page": "c/s/tout.html", "targets": {PLAN: "c/s/fichiers/p.png"}, "prefix": "t2-", "below": 4}
PLACES = (OWN, PART, {"page": "index.html", "targets": {}})


def shown(text, place, known=None, **more):
    """Render a text of a réalisation in a page."""
    return render(text, source="c/s/realisations/a.md", known=known, **place, **more)


def test_what_depends_on_the_page_is_said_by_the_page():
    """Ways, sizes, levels, ids, and what leads nowhere: from the same text."""
    known = MadeTexts()
    own, part, alone = (shown(TEXT, place, known) for place in PLACES)
    assert '<a href="b.html#t-fin">' in own.html
    assert "<a>la suite</a>" in part.html
    assert 'src="../fichiers/plan.png"' in own.html
    assert 'width="40" height="30"' in own.html
    assert 'width="40"' not in part.html  # the size that another page knows of another picture
    assert {'src="fichiers/p.png"', 'width="30"', 'height="20"'} <= set(re.findall(r'[a-z]+="[^"]*"', part.html))
    assert "src=" not in alone.html
    assert re.findall(r'<(h\d) id="([^"]*)"', own.html) == [("h2", "t-un"), ("h2", "t-deux")]
    assert re.findall(r'<(h\d) id="([^"]*)"', part.html) == [("h5", "t2-un"), ("h5", "t2-deux")]
    assert '<a href="#t2-deux">plus bas</a>' in part.html
    assert [one.written for one in own.lost] == ["non.md"]
    assert [one.written for one in part.lost] == ["b.md#fin", "non.md"]
    assert [(one.line, one.column) for one in part.lost] == [(3, 6), (3, 79)]


@given(st.lists(TEXTS, min_size=1, max_size=3), st.booleans())
@settings(max_examples=sized(15, 60), deadline=None)
def test_a_text_that_is_known_is_shown_as_if_it_were_not(texts, shared):
    """Whatever it holds, in whatever order pages show it; no mark of ours is left."""
    known = MadeTexts(shared=shared)
    for text in (*texts, *texts):
        for place in PLACES:
            found = shown(text, place, known)
            assert found == shown(text, place)
            assert PREFIXED[:-2] not in repr(found)


def test_another_language_other_names_or_another_folder_make_another_text():
    """What the words of a text depend on is no slot."""
    known = MadeTexts()
    name = Name(words=("lea", "martin"), said="[un camarade]", woman="[une camarade]", whole=True)
    assert "Léa Martin" in shown("Avec Léa Martin.", OWN, known).html
    assert "[un camarade]" in shown("Avec Léa Martin.", OWN, known, names=(name,)).html
    assert "Léa Martin" in shown("Avec Léa Martin.", OWN, known).html
    assert render("[b](b.md)", source="c/s/a.md", known=known, **OWN).lost
    assert not shown("[b](b.md)", OWN, known).lost


def test_what_a_process_made_is_sent_once_and_only_for_other_editions():
    """A task leaves it behind."""
    alone, shared, other = MadeTexts(), MadeTexts(shared=True), MadeTexts(shared=True)
    expected = shown(TEXT, OWN, alone)
    assert alone.sent() == ()
    shown(TEXT, OWN, shared)
    sent = pickle.loads(pickle.dumps(shared.sent()))  # noqa: S301  # our own
    assert len(sent) == 1
    assert shared.sent() == ()
    other.learn(sent)
    assert other.sent() == ()
    assert other.get(sent[0][0]) == sent[0][1]
    assert shown(TEXT, OWN, other) == expected
    assert pickle.loads(pickle.dumps(other)).get(sent[0][0]) is None  # noqa: S301  # our own


def test_texts_are_forgotten_when_they_are_too_many(monkeypatch):
    """The memory of a build does not grow with the school."""
    monkeypatch.setitem(_render.__globals__, "_FEW", 100)
    known = MadeTexts()
    for number in range(30):
        shown(f"Une phrase numéro {number}.", OWN, known)
    held = [key for key in range(30) if f"numéro {key}." in repr(vars(known))]
    assert 0 < len(held) < 5
    assert 29 in held


@pytest.mark.parametrize("text", [TEXT, "a"])
def test_a_failure_is_not_remembered(monkeypatch, text):
    """The next page tries again."""
    known = MadeTexts()
    with monkeypatch.context() as failing:
        failing.setitem(_render.__globals__, "sanitise", lambda *_: 1 / 0)
        assert shown(text, OWN, known).refused
    assert not shown(text, OWN, known).refused
