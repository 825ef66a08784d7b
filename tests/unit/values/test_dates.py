from __future__ import annotations

from datetime import date

import pytest

from vitrail.content.values.dates import DateFault, read_date, read_period
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Period

DAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    "text",
    [
        *("12/01/2026", "12/01/26", "12/1/2026", "2026-01-12", "12-01-2026", "12.01.2026", "12 janvier 2026"),
        *(
            "lundi 12 janvier 2026",
            "le 12 Janvier 2026",
            "12 janv. 2026",
            "12\u00a0janvier\u00a02026",
            " 12 / 01 / 2026 ",
            "2026-01-12T10:00:00+01:00",
            "2026-01-12 10:00:00 +0100",
        ),
    ],
)
def test_a_day_is_read_in_every_usual_form(text):
    """French people write a day in many ways."""
    assert read_date(text) == DAY


def test_a_month_that_begins_like_a_small_word_is_a_month():
    """« décembre » is no « de »."""
    assert read_period("de décembre 2025 à janvier 2026") == read_period("déc. 2025 - janv. 2026")
    assert read_period("décembre 2025").start == date(2025, 12, 1)


@pytest.mark.parametrize(("text", "day"), [("1er juin 2026", 1), ("2 JUIN 2026", 2), ("29/02/2024", 29)])
def test_first_days_and_leap_days_are_read(text, day):
    """« 1er » is a day, and so is 29 February of a leap year."""
    assert read_date(text).day == day


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("2026-13-45", "DAT001.month", "il n’y a pas de 13e mois"),
        ("30/02/2026", "DAT001.day", "en février 2026, les jours vont de 1 à 28"),
        ("00/01/2026", "DAT001.day", "janvier 2026"),
        ("12/01/0206", "DAT001.year", "206"),
        ("12 janvier 20226", "DAT001.year", "20226"),
        ("janvier 2026", "DAT007", "un jour précis"),
        ("bientôt", "DAT001", "«\u202fbientôt\u202f»"),
        ("12/01", "DAT001", "«\u202f12/01\u202f»"),
        ("", "DAT001", ""),
        ("1" * 5000, "DAT001", "…"),
    ],
)
def test_an_impossible_date_is_explained(text, code, said):
    """A wrong date is a fault whose sentence says what is wrong with it."""
    fault = read_date(text)
    assert isinstance(fault, DateFault)
    assert fault.code == code
    assert said in Diagnostic(id=code, place=Place(path="a"), values=fault.values).message


def test_an_american_date_gets_its_french_form_as_advice():
    """01/26/2026 is proposed as 26/01/2026."""
    fault = read_date("01/26/2026")
    assert "26/01/2026" in Diagnostic(id=fault.code, place=Place(path="a"), values=fault.values).advice


@pytest.mark.parametrize(
    "value",
    [
        *(
            "12/01/2026 au 06/02/2026",
            "du 12/01/2026 au 06/02/2026",
            "12/01/2026 - 06/02/2026",
            "12/01/2026 – 06/02/2026",
        ),
        *(
            "du 12 janvier au 6 février 2026",
            "2026-01-12 au 2026-02-06",
            "2026-01-12/2026-02-06",
            "12/01/2026-06/02/2026",
        ),
        *("2026-01-12 - 2026-02-06", "12-01-2026 - 06-02-2026", "12/01 au 06/02/2026", "12/01/2026 → 06/02/2026"),
        *("du 12/01/2026 jusqu'au 06/02/2026", "Du 12/01/26 à 06/02/26"),
        *({"du": "12/01/2026", "au": "6 février 2026"}, {"debut": "12/01/26", "fin": "2026-02-06"}),
        ["12/01/2026", "06/02/2026"],
    ],
)
def test_a_period_is_read_in_every_usual_form(value):
    """Two days make a period, both included."""
    assert read_period(value) == Period(start=DAY, end=date(2026, 2, 6))


@pytest.mark.parametrize(
    "text",
    ["janvier 2026", "01/2026", "2026-01", "en janvier 2026", "janv. 2026", "début janvier 2026", "mi-janvier 2026"],
)
def test_a_month_is_a_period(text):
    """A month goes from its first day to its last; whichever part of it is said, nobody knows the day."""
    assert read_period(text) == Period(start=date(2026, 1, 1), end=date(2026, 1, 31), by_month=True)


@pytest.mark.parametrize(
    "text", ["de janvier à mars 2026", "janvier 2026 - mars 2026", "janvier au mars 2026", "fin janvier à mi-mars 2026"]
)
def test_months_make_a_period(text):
    """Two months too, the first borrowing its year from the second."""
    assert read_period(text) == Period(start=date(2026, 1, 1), end=date(2026, 3, 31), by_month=True)


@pytest.mark.parametrize("text", ["mai-juin 2025", "Mai/juin 2025", "mai et juin 2025", "mai – juin 2025"])
def test_two_months_that_a_sign_joins_make_a_period(text):
    """A first stage is dated so: its row of the tableau had no period."""
    assert read_period(text) == Period(start=date(2025, 5, 1), end=date(2025, 6, 30), by_month=True)


@pytest.mark.parametrize("text", ["fin 2026", "printemps 2026", "mi-novembre", "début 2 mars 2026"])
def test_a_part_of_a_year_is_no_period(text):
    """Which months it has is nobody's to say: its author is told what would do."""
    assert read_period(text).code == "DAT005"


def test_a_day_is_a_period_of_one_day():
    """A visit, a certification: one day."""
    assert read_period("12 janvier 2026") == Period(start=DAY, end=DAY)
    assert read_period("12 au 16 janvier 2026") == Period(start=DAY, end=date(2026, 1, 16))


@pytest.mark.parametrize(
    "value",
    [
        *("depuis le 12/01/2026", "depuis le 12 janvier 2026", "à partir du 12/01/2026", "12/01/2026 à aujourd'hui"),
        *("12/01/26 au auj.", "12/01/2026 - en cours", "12 janvier 2026 — En cours (4 semaines)"),
        *({"du": "12/01/2026"}, {"du": "12/01/2026", "au": "en cours"}, {"du": "12/01/2026", "au": None}),
    ],
)
def test_a_period_may_still_be_open(value):
    """« depuis le … » has no end yet."""
    assert read_period(value) == Period(start=DAY)


@pytest.mark.parametrize(
    "value", ["à compléter", "A COMPLETER", "?", "…", "à venir", "", None, {}, {"du": "à compléter"}]
)
def test_a_period_may_be_pending(value):
    """What is not known yet is no fault."""
    assert read_period(value) is None


@pytest.mark.parametrize(
    ("value", "code", "route"),
    [
        ("12/01/2026 au 06/01/2026", "DAT004", ()),
        ({"du": "12/01/2026", "au": "06/01/2026"}, "DAT004", ("au",)),
        ({"du": "12/01/2026", "au": "2026-13-45"}, "DAT001.month", ("au",)),
        ({"du": "31/02/2026", "au": "06/03/2026"}, "DAT001.day", ("du",)),
        ({"du": "demain"}, "DAT001", ("du",)),
        ({"du": "12/01"}, "DAT001", ("du",)),
        ({"au": "12/01/2026"}, "DAT005.start", ()),
        ({"du": ["12/01/2026"]}, "DAT001", ("du",)),
        ("le mois dernier", "DAT005", ()),
        ("2025-2026", "DAT005", ()),
        ("12/01 au 06/02", "DAT005", ()),
        (["a", "b", "c"], "DAT005", ()),
        ("12/01/2026 au 45/02/2026", "DAT001.day", ()),
    ],
)
def test_a_wrong_period_is_a_fault_at_the_wrong_side(value, code, route):
    """The fault names the side that is wrong, so that its place can be shown."""
    fault = read_period(value)
    assert isinstance(fault, DateFault)
    assert (fault.code, fault.route) == (code, route)
    assert Diagnostic(id=code, place=Place(path="a"), values=fault.values).message
