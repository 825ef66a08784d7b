"""A portfolio that was kept is the one that was read, to what its faults say in another language."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrail.content.model.ledger import Fate, Seen
from vitrail.content.model.student import Student
from vitrail.content.reading.packing import ReadFiles, packing
from vitrail.content.reading.school import read_school
from vitrail.ground.diagnostics import Diagnostic, Fix, Place, TextEdit
from vitrail.ground.language import FRENCH, Alternatives, Period, mark, nmark
from vitrail.ground.memo.signed import UNREADABLE

pack, unpack = packing(Student)
SCHOOLS = sorted((Path(__file__).parents[2] / "portfolios").iterdir())


def portfolios(school, monkeypatch):
    """Give every portfolio of a school as it is read."""
    from vitrail.content.reading import questions as room

    found = []
    read = room.read_portfolio
    monkeypatch.setattr(room, "read_portfolio", lambda *args: found.append(read(*args)) or found[-1])
    read_school(school)
    return found


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda path: path.name)
def test_every_portfolio_comes_back_equal_to_its_marks_and_its_words(school, monkeypatch):
    """Records print the same, places are the same, and so is each sentence."""
    for portfolio in portfolios(school, monkeypatch):
        back = unpack(pack(portfolio))
        assert back == portfolio
        assert repr(back) == repr(portfolio)
        assert back.record.source.marks == portfolio.record.source.marks
        for one, other in zip(back.diagnostics, portfolio.diagnostics, strict=True):
            assert one.message == other.message
            assert one.advice == other.advice
        assert [FRENCH.write(one.reason) for one in back.seen] == [FRENCH.write(one.reason) for one in portfolio.seen]


words = st.text(st.characters(codec="utf-8"), max_size=8)
days = st.dates(date(1990, 1, 1), date(2050, 1, 1))
values = st.recursive(
    st.one_of(
        words,
        st.integers(-(2**40), 2**40),
        days,
        st.builds(Period, start=days, end=st.none() | days, by_month=st.booleans()),
        st.builds(lambda word: mark("« {word} »", word=word), words),
        st.builds(lambda n: nmark("{n} semaine", "{n} semaines", n), st.integers(0, 9)),
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.lists(words, max_size=3).map(Alternatives)
        | st.builds(lambda part: mark("voir {part}", part=part), inner)
    ),
    max_leaves=5,
)


EDIT = TextEdit(Place(path="b.md", line=2, column=8, end_line=2, end_column=12), "B1.6")


@given(filled=st.dictionaries(words, values, max_size=3), reason=values.filter(lambda value: isinstance(value, str)))
def test_whatever_fills_a_sentence_comes_back_of_its_kind(filled, reason):
    """A phrase of ours can still be said in another language, « a, b ou c » stays an alternative."""
    portfolio = ReadFiles(
        record=Student(slug="a", last_name="B"),
        seen=(Seen(path="a.md", disk="a.md", fate=Fate.REJECTED, reason=reason),),
        diagnostics=(
            Diagnostic(id="REF001", place=Place(path="a.md"), values=filled),
            Diagnostic(id="REF001", place=Place(path="b.md"), fix=Fix(title=reason, edits=(EDIT,), safe=False)),
        ),
    )
    back = unpack(pack(portfolio))
    assert back == portfolio
    assert FRENCH.write(back.diagnostics[1].fix.title) == FRENCH.write(reason)
    assert FRENCH.write(back.seen[0].reason) == FRENCH.write(reason)
    for name, value in back.diagnostics[0].values.items():
        assert type(value) is type(filled[name])
        assert FRENCH.write(value) == FRENCH.write(filled[name])


@given(st.binary(max_size=60))
def test_bytes_that_are_no_portfolio_are_refused(raw):
    """Whatever lies in a cache: the memo then reads the files."""
    with pytest.raises(UNREADABLE):
        unpack(raw)
