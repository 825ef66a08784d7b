"""« publier jusqu'au »: the last day is a day of publication."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate, Seen, close


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-3, 3), st.sampled_from(list(Audience)))
def test_a_page_is_shown_until_the_evening_of_its_last_day(last, days, audience):
    """The next morning it is the team's alone."""
    file = Seen(path="c/a/index.md", disk="c/a/index.md", page=True, address="c/a/index.html", until=last)
    (entry,) = close((file,), audience, today=last + timedelta(days)).entries
    assert (entry.fate is Fate.PUBLISHED) is (days <= 0 or audience is Audience.TEAM)
