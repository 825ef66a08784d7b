"""« présence »: the ways in which people say how much of their time is spent at a stage."""

import pytest

from vitrail.content.reading.schemas.internship import read_presence


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("2 jours par semaine", {"days_a_week": 2}),
        ("deux jours/semaine", {"days_a_week": 2}),
        ("lundi et mardi", {"weekdays": (0, 1)}),
        ("Les lundis, mardis et le samedi", {"weekdays": (0, 1, 5)}),
        ("du lundi au mercredi", {"weekdays": (0, 1, 2)}),
        ("70 h", {"hours": 70}),
        ("70 heures en tout", {"hours": 70}),
        ("14h par semaine", {"hours_a_week": 14}),
        ("1 semaine sur 2", {"on": 1, "every": 2}),
        ("deux semaines sur trois, lundi et mardi", {"on": 2, "every": 3, "weekdays": (0, 1)}),
        ("3 jours par semaine, une semaine sur deux", {"on": 1, "every": 2, "days_a_week": 3}),
    ],
)
def test_a_presence_is_read_as_people_write_it(written, values):
    """Days or hours a week, days of the week, hours in all, an alternation."""
    found = read_presence(written)
    assert found is not None
    assert {name: getattr(found, name) for name in values} == values


@pytest.mark.parametrize(
    "written",
    ["2", "souvent", "9 jours par semaine", "0 h", "3 semaines sur 2", "2 jours par semaine et 70 h", "lundi " * 99, "",
     "1 semaine sur 2 environ"],
)  # fmt: skip
def test_what_is_not_understood_is_not_guessed(written):
    """None, for the schema to say what it expects."""
    assert read_presence(written) is None
