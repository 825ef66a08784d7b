"""The technology watch as its page lists it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import cohort, pages, school, student
from vitrail.content.model.student import WatchEntry

DAYS = st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 9))


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_the_veille_begins_with_the_latest_entry_and_ends_with_those_without_a_day(days):
    """Of one day, by their names."""
    entries = tuple(WatchEntry(slug=f"v{rank}", title=f"V{rank}", on=day) for rank, day in enumerate(days))
    site = pages(school(cohort(student(watch=entries))))
    shown = [spec.title for url, spec in site.items() if url.startswith("c/lea/veille/v")]
    expected = sorted(entries, key=lambda one: (-(one.on or date.min).toordinal(), one.slug))
    assert shown == [one.title for one in expected]
