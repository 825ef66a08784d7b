"""Ribbons, checklists, the class's calendar, school holidays and profiles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.days_off import days_off
from tests.unit.rules.internships.cases import CASES, extended
from tests.unit.rules.internships.records import AFTER, FRAMEWORKS, ONE, TWO, judge, paper, part, school, stage, student
from vitrail.content.model.internships.internship import TimeOff
from vitrail.content.model.internships.regulation import Profile, Range
from vitrail.content.model.pathway import Pathway
from vitrail.ground.diagnostics import Severity
from vitrail.ground.language import Period
from vitrail.knowledge.internships.calendar import WeekState, checklist, class_calendar, ribbon
from vitrail.knowledge.internships.holidays import SchoolCalendar
from vitrail.knowledge.internships.profiles import profile_for
from vitrail.knowledge.internships.weeks import DAYS_OFF

DURING = date(2020, 6, 10)
WINTER_WEEK = Period(start=date(2021, 2, 22), end=date(2021, 2, 26))


def test_a_ribbon_shows_each_week_with_its_state():
    """Reported, without report, absent, and to come."""
    away = TimeOff(period=Period(start=date(2020, 6, 2), end=date(2020, 6, 5)))
    internship = stage(1, part(ONE), absences=(away,))
    states = [week.state for week in ribbon(internship, DURING)]
    assert states[0] is WeekState.REPORTED
    assert states[2:] == [WeekState.UPCOMING] * 3
    assert [week.number for week in ribbon(internship, DURING)] == [1, 2, 3, 4, 5]


def test_a_past_week_without_report_is_said_so():
    """« sans rapport » is a state, not a fault."""
    assert [week.state for week in ribbon(stage(1, part(ONE)), AFTER)][1:] == [WeekState.SILENT] * 4


def test_a_week_wholly_away_is_an_absence():
    """TimeOff for the whole week wins over « sans rapport »."""
    away = TimeOff(period=Period(start=date(2020, 6, 8), end=date(2020, 6, 12)))
    assert ribbon(stage(1, part(ONE), absences=(away,)), AFTER)[2].state is WeekState.ABSENT


def test_the_extension_follows_the_stage_on_the_ribbon():
    """Its weeks continue the numbers."""
    weeks = ribbon(stage(2, part(TWO), extension=WINTER_WEEK), AFTER)
    assert (weeks[-1].number, weeks[-1].state) == (6, WeekState.EXTENSION)


def test_a_perfect_stage_has_nothing_missing_on_its_checklist():
    """Every item that applies is done, the extension's clause does not apply."""
    group = school().cohorts[0]
    profile = profile_for(group.students[0].pathway, group, FRAMEWORKS["fr.bts-sio.2011"])
    assert profile is not None
    items = checklist(group.students[0].internships[0], profile, group.students[0], AFTER)
    assert not [item for item in items if item.missing]
    assert [item.rule for item in items if not item.applies] == ["R26", "R26"]


def test_the_class_calendar_says_who_is_where_and_what_is_due():
    """On a day of the first stage, the student is there and the convention is missing."""
    stay, later = class_calendar(paper(agreement=None).cohorts[0], FRAMEWORKS, DURING)
    assert stay.present
    assert not later.present
    assert [host.name for host in stay.stage.organisations] == ["Syndicat des eaux"]
    assert "R28" in {item.rule for item in stay.missing}
    assert "R40" not in {item.rule for item in stay.missing}


def test_a_visit_is_due_before_the_end_while_there_was_none():
    """R17 asks for one follow-up per stage."""
    group = school(student(stage(1, part(ONE), follow_ups=()))).cohorts[0]
    assert class_calendar(group, FRAMEWORKS, DURING)[0].visit_due == ONE.end


def test_the_ascension_bridge_carries_no_extension():
    """It is no holiday period."""
    bridge = date(2027, 5, 7)
    assert not SchoolCalendar(zone="B").covers([bridge])


def test_the_table_of_days_off_is_what_the_library_says():
    """Commands read a table, which is written again when the library follows another arrêté."""
    assert DAYS_OFF.read_text("utf-8") == days_off()


def test_declared_holidays_replace_those_that_they_touch():
    """The school's word wins, and the other holidays stay."""
    mine = TimeOff(reason="Hiver", period=Period(start=date(2027, 2, 13), end=date(2027, 2, 21)))
    calendar = SchoolCalendar(zone="B", declared=(mine,))
    assert calendar.covers([date(2027, 2, 15)])
    assert not calendar.covers([date(2027, 2, 24)])
    assert calendar.covers([date(2027, 7, 20)])


@pytest.mark.parametrize(("day", "estimated"), [(date(2028, 7, 20), False), (date(2029, 2, 20), True)])
def test_the_calendar_is_estimated_beyond_the_official_years(day, estimated):
    """The last arrêté known fixes 2027-2028."""
    assert SchoolCalendar(zone="A").estimated([day]) is estimated


def test_an_estimated_calendar_only_warns():
    """Beyond the official years the message says « calendrier estimé »."""
    far = Period(start=date(2029, 10, 1), end=date(2029, 10, 5))
    found = [item for item in judge(extended(far), date(2021, 7, 15)) if item.code == "STG125"]
    assert found[0].severity is Severity.WARNING
    assert "calendrier estimé" in found[0].message


def test_an_official_calendar_can_fail():
    """Within the official years an extension outside holidays is an error."""
    assert judge(CASES["STG125"]())[0].severity is Severity.ERROR


def test_a_class_replaces_durations_and_vouches_for_them_with_a_source():
    """Each duration that it writes is its own rule, verified with a source; the others stay the référentiel's."""
    group, known = school().cohorts[0], FRAMEWORKS["fr.bts-sio.2011"]
    written = replace(
        group,
        profiles={
            Pathway.SCHOOL: Profile(lengths=(Range(low=4, high=6),), total=Range(low=12, high=12), source="arrêté X")
        },
    )
    profile = profile_for(group.students[0].pathway, written, known)
    assert profile is not None
    assert (profile.total, profile.length(1), profile.doubts("R20")) == (
        Range(low=12, high=12),
        Range(low=4, high=6),
        False,
    )
    assert (profile.quote("R19"), profile.quote("R20"), profile.durations_source) == ("arrêté X",) * 3
    assert "cinq à six semaines" in (profile.quote("R21") or "")
    unsourced = profile_for(
        group.students[0].pathway,
        replace(group, profiles={Pathway.SCHOOL: Profile(total=Range(low=12, high=12))}),
        known,
    )
    assert unsourced is not None
    assert unsourced.doubts("R19")
    assert unsourced.quote("R19") == "règle de votre établissement"


def test_an_open_period_is_not_judged_on_its_length():
    """A stage whose end is not known yet raises nothing about weeks."""
    running = replace(stage(1, part(ONE)), periods=(replace(part(ONE), period=Period(start=ONE.start)),))
    found = judge(school(student(running)), ONE.start + timedelta(days=3))
    assert not [item for item in found if item.code in {"STG019", "STG020", "STG220"}]
