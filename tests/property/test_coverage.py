from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.deep import sized
from tests.oracle import coverage as oracle
from tests.oracle import schools
from vitrail.content.model.audience import Audience
from vitrail.content.model.realisation import Claim, Realisation, Status
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.state import State
from vitrail.content.model.student import Student
from vitrail.knowledge.coverage import compute, student_coverage, view

EXAMPLES = sized(40, 3000)
"""Schools that a property is tried on; thousands in the daily run."""

some = settings(max_examples=EXAMPLES, deadline=None)
seeds = st.integers(min_value=0, max_value=2**32)


def everyone(school: School):
    """Give each student with their class."""
    return [(student, cohort) for cohort in school.cohorts for student in cohort.students]


@some
@given(seeds)
def test_the_oracle_agrees(seed):
    """A slow count finds the same states and numbers for every student of a random school."""
    school = schools.school(seed)
    framework = school.frameworks["f"]
    for student, cohort in everyone(school):
        found = student_coverage(student, cohort, framework).competencies
        ours = {code: (str(c.state), c.realisations, c.observed) for code, c in found.items()}
        assert ours == oracle.coverage(student, framework)


@some
@given(seeds)
def test_sums_per_student_equal_sums_per_competency(seed):
    """Distinct (student, réalisation, cited competency) are as many counted by student as counted by competency."""
    covered = compute(schools.school(seed)).cohorts[0].students
    pieces = [
        (coverage.student, piece.realisation, piece.competency)
        for coverage in covered
        for item in coverage.competencies.values()
        for piece in item.evidence
    ]
    by_student = {student: {p[1:] for p in pieces if p[0] == student} for student, _, _ in pieces}
    by_competency = {code: {p[:2] for p in pieces if p[2] == code} for _, _, code in pieces}
    assert sum(map(len, by_student.values())) == sum(map(len, by_competency.values()))
    for coverage in covered:
        for code, item in coverage.competencies.items():
            own = {(p.realisation, p.competency) for p in item.evidence}
            assert len(own) == len(item.evidence), code
            assert item.observed <= item.realisations


@some
@given(seeds)
def test_adding_evidence_never_lowers_a_state(seed):
    """One more réalisation that nobody judged leaves every competency at least as strong."""
    school = schools.school(seed)
    framework = school.frameworks["f"]
    code = Random(seed).choice(framework.competencies).id
    more = Realisation(slug="zz-new", title="new", claims=(Claim(cited=code, competency=code),))
    for student, cohort in everyone(school):
        before = student_coverage(student, cohort, framework).competencies
        grown = replace(student, realisations=(*student.realisations, more))
        after = student_coverage(grown, cohort, framework).competencies
        assert all(after[key].state.strength >= before[key].state.strength for key in before)
        assert all(after[key].realisations >= before[key].realisations for key in before)


@some
@given(seeds)
def test_the_order_of_files_never_matters(seed):
    """Students, réalisations, stages and voices read in another order give the same coverage."""
    school = schools.school(seed)
    rng = Random(seed)

    def shuffled(items):
        return tuple(rng.sample(items, len(items)))

    def mixed(student: Student) -> Student:
        return replace(student, realisations=shuffled(student.realisations), verdicts=shuffled(student.verdicts))

    for student, cohort in everyone(school):
        framework = school.frameworks["f"]
        assert student_coverage(mixed(student), cohort, framework) == student_coverage(student, cohort, framework)


@some
@given(seeds)
def test_hors_option_is_never_a_gap(seed):
    """A gap is asked of the student's option, by its items or by its table."""
    school = schools.school(seed)
    framework = school.frameworks["f"]
    for student, cohort in everyone(school):
        coverage = student_coverage(student, cohort, framework)
        assert set(coverage.gaps) <= oracle.asked(framework, student.option)
        for _, code in coverage.out_of_option:
            assert code not in oracle.asked(framework, student.option)


@some
@given(seeds)
def test_every_claim_counts_waits_or_is_hors_option(seed):
    """No citation of a submitted réalisation is lost: it is evidence, or pending, or out of the option."""
    school = schools.school(seed)
    for student, cohort in everyone(school):
        coverage = student_coverage(student, cohort, school.frameworks["f"])
        evidence = {(e.realisation, e.competency) for c in coverage.competencies.values() for e in c.evidence}
        placed = evidence | set(coverage.out_of_option) | set(coverage.pending)
        for work in student.realisations:
            if work.status is Status.SUBMITTED:
                assert {(work.slug, claim.competency or claim.cited) for claim in work.claims} <= placed


@some
@given(seeds, st.sampled_from([Audience.PUBLIC, Audience.JURY]))
def test_drafts_and_hidden_work_never_count(seed, audience):
    """An audience's coverage is the same when its drafts and hidden réalisations were never written."""
    school = schools.school(seed)

    def unnamed(work: Realisation) -> Realisation:
        return replace(work, former_names=tuple(name for name in work.former_names if name != "r0"))

    def without(student: Student) -> Student:
        kept = [w for w in student.realisations if w.status is Status.SUBMITTED and audience.sees(w.visibility)]
        slugs = {work.slug for work in kept}
        renamed = [unnamed(work) for work in kept]
        verdicts = tuple(v for v in student.verdicts if v.realisation in slugs or v.realisation == "old")
        return replace(student, realisations=tuple(renamed), verdicts=verdicts)

    def pruned(cohort: Cohort) -> Cohort:
        students = [s for s in cohort.students if audience.sees(s.visibility, school.default_visibility)]
        return replace(cohort, students=tuple(without(student) for student in students))

    def clean(cohort: Cohort) -> Cohort:
        plain = [replace(s, realisations=tuple(unnamed(work) for work in s.realisations)) for s in cohort.students]
        return replace(cohort, students=tuple(plain))

    left = replace(school, cohorts=tuple(clean(cohort) for cohort in school.cohorts))
    right = replace(school, cohorts=tuple(pruned(cohort) for cohort in school.cohorts))
    assert compute(view(left, audience)) == compute(view(right, audience))


@some
@given(seeds)
def test_a_hidden_student_leaves_no_trace(seed):
    """Neither the slug nor the name of a student whom the public may not see stands anywhere in its view."""
    school = schools.school(seed)
    shown = repr(view(school, Audience.PUBLIC))
    for student, _ in everyone(school):
        if not Audience.PUBLIC.sees(student.visibility, school.default_visibility):
            assert student.slug not in shown
            assert student.last_name not in shown


@some
@given(seeds, st.sampled_from([Audience.PUBLIC, Audience.JURY]))
def test_private_words_leave_no_trace(seed, audience):
    """Names of teachers and tutors, comments, private names of hosts and harsh verdicts stay with the team."""
    shown = repr(view(schools.school(seed), audience))
    for private in ("Vert", "Tuteur Caché", "Secret", "secret-sa", "confidence", "REWORK", "REFUSED"):
        assert private not in shown


@some
@given(seeds, st.sampled_from([Audience.PUBLIC, Audience.JURY]))
def test_an_audience_never_sees_more_than_the_team(seed, audience):
    """What an audience sees covered is covered for the team, and its « validée » is the team's."""
    school = schools.school(seed)
    whole, part = compute(school), compute(view(school, audience))
    for coverage in part.cohorts[0].students:
        team = whole.student(*coverage.student.split("/"))
        for code, item in coverage.competencies.items():
            assert not item.state.covers or team.competencies[code].state.covers
            for piece in item.evidence:
                mine = next(
                    e for e in team.competencies[code].evidence
                    if (e.realisation, e.competency) == (piece.realisation, piece.competency)
                )  # fmt: skip
                assert piece.state.covers == mine.state.covers
                assert (piece.state is State.VALIDATED) == (mine.state is State.VALIDATED)


@some
@given(seeds)
def test_every_submitted_realisation_has_its_row(seed):
    """Each submitted réalisation stands in a band unless all its claims are refused or it is personal work alone."""
    school = schools.school(seed)
    framework = school.frameworks["f"]
    for student, cohort in everyone(school):
        tableau = student_coverage(student, cohort, framework).tableau
        rows = {row.realisation for _, _, band in tableau.bands for row in band}
        for work in student.realisations:
            cited = [claim.competency for claim in work.claims if claim.competency]
            refused = [oracle.state(student, work, code, framework) == "refusée" for code in cited]
            alone = tuple(work.contexts) == ("personnel",) and not work.exams
            if (
                work.status is Status.SUBMITTED
                and not alone
                and not (refused and any(refused))
                and len(cited) == len(work.claims)
            ):
                assert work.slug in rows
            if work.status is Status.DRAFT or alone:
                assert work.slug not in rows


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
def test_the_team_and_others_read_one_tableau(audience):
    """Where nothing is hidden, the jury's tableau is the team's: verdicts move no row and no mark."""
    for seed in range(EXAMPLES):
        school = schools.school(seed)
        visible = replace(school, default_visibility=Audience.PUBLIC, cohorts=tuple(_shown(c) for c in school.cohorts))
        whole, part = compute(visible), compute(view(visible, audience))
        assert [s.tableau for s in whole.cohorts[0].students] == [s.tableau for s in part.cohorts[0].students]


def _shown(cohort: Cohort) -> Cohort:
    """Give the class with everything public, so that only verdicts differ."""

    def open_(student: Student) -> Student:
        works = tuple(replace(work, visibility=Audience.PUBLIC) for work in student.realisations)
        stages = tuple(replace(stage, visibility=Audience.PUBLIC) for stage in student.internships)
        works = tuple(
            replace(w, productions=tuple(replace(p, visibility=Audience.PUBLIC) for p in w.productions)) for w in works
        )
        return replace(student, visibility=Audience.PUBLIC, realisations=works, internships=stages)

    return replace(cohort, students=tuple(open_(student) for student in cohort.students))
