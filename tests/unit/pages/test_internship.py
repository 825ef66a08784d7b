"""A student's stages and the calendar of the class, as each audience reads them."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from tests.builders import cohort, framework, pages, school, stage, student, work
from vitrail.content.model.audience import Audience
from vitrail.content.model.internships.internship import (
    Agreement,
    Certificate,
    FollowUp,
    InternshipPeriod,
    Report,
    Review,
    TimeOff,
    Tutor,
)
from vitrail.content.model.internships.organisation import Organisation
from vitrail.content.model.internships.regulation import Profile, Range
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.realisation import Claim, Context, Mode, Production
from vitrail.content.model.source import Source
from vitrail.content.reading.frameworks import load_shipped
from vitrail.ground.language import Language, Period
from vitrail.knowledge.coverage import view
from vitrail.site.pages.fragments import render
from vitrail.site.pages.portfolio.internships.weeks import SIGNS

PAGE, LIST, CALENDAR = "c/lea/stages/moulin.html", "c/lea/stages/index.html", "c/calendrier.html"
SIX = Period(start=date(2026, 1, 12), end=date(2026, 2, 20))
ABSENCE = TimeOff(period=Period(start=date(2026, 1, 26), end=date(2026, 1, 30)), reason="grippe")
KNOWN = "fr.bts-sio.2019"
SHIPPED = load_shipped()


def full(**more):
    """A stage of six weeks: a report, a silent week, an absence, an extension, papers, a visit."""
    mill = Organisation(slug="moulin", name="Moulin", services=("relations", "veille"))
    period = InternshipPeriod(
        period=SIX,
        organisation=mill,
        tutors=(Tutor(name="Mme Meunier", position="Meunière"),),
        agreement=Agreement(signed_on=date(2026, 1, 5)),
        certificate=Certificate(delivered_on=date(2026, 2, 20), by="La direction"),
    )
    values = {
        "periods": (period,),
        "supervisor": "Mme Fournier",
        "absences": (ABSENCE,),
        "extension": Period(start=date(2026, 2, 16), end=date(2026, 2, 20)),
        "reports": (Report(slug="semaine-01", number=1, evokes=("X1.2",)),),
        "reviews": (Review(slug="bilan", on=date(2026, 2, 20), evokes=("X2.1",)),),
        "follow_ups": (FollowUp(on=date(2026, 1, 20), by="Mme Fournier", note="Bien"),),
        "source": Source(path="c/lea/stages/moulin/index.md"),
    }
    return stage(**(values | more))


def done(slug="four", mode=Mode.LIVED, code="X1.1", **more):
    """A réalisation of the stage."""
    claims = (Claim(cited=code, competency=code, sentence="Une fournée par jour."),)
    return work(slug, mode=mode, claims=claims, contexts=(Context.INTERNSHIP,), internships=("moulin",), **more)


def records(item=None, works=(), key=KNOWN, **more):
    """A school of one student with that stage."""
    known = framework(id=key, profiles=SHIPPED[key].profiles if key in SHIPPED else {})
    person = student(framework=key, internships=(item or full(),), realisations=works or (done(),), **more)
    return school(cohort(person, framework=key), frameworks={key: known})


def content(subject, url=PAGE, audience=Audience.TEAM):
    """What a page shows to an audience."""
    seen = subject if audience is Audience.TEAM else view(subject, audience)
    return pages(seen, audience)[url].content


def printed(subject, url=PAGE, audience=Audience.TEAM):
    """A page as HTML."""
    seen = subject if audience is Audience.TEAM else view(subject, audience)
    return render(pages(seen, audience)[url], "", Language("fr"))


def letters(weeks):
    """The letters of weeks in the calendar of their class."""
    return "".join(SIGNS[cell.key][0] for cell in weeks)


def test_the_ribbon_gives_each_week_a_word():
    """No week is told by its colour alone, nor by a letter that would need a legend."""
    cells = content(records()).stage.weeks
    assert letters(cells) == "R–A––P"
    assert [cell.word for cell in cells][:3] == ["avec rapport", "sans rapport", "absence"]
    html = printed(records())
    for cell in cells:
        assert f'<span class="vt-week__word">{cell.word}' in html


def test_a_reported_week_leads_to_its_report():
    """The ribbon is a way in."""
    assert [cell.url for cell in content(records()).stage.weeks][:2] == ["c/lea/stages/moulin/semaine-01.html", None]


def test_an_extension_says_whether_it_was_reported():
    """Its own word does not hide the report."""
    item = full(reports=(Report(slug="semaine-06", number=6, activities="Recette."),))
    last = content(records(item)).stage.weeks[-1]
    assert (last.key, last.note) == ("extension", "avec rapport")


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
def test_only_the_team_reads_that_a_report_is_missing(audience):
    """« Remarques sur les fichiers » is the team's, and a report may be hidden rather than missing."""
    subject = records()
    for url in (PAGE, LIST):
        assert "sans rapport" not in printed(subject, url, audience)


def test_weeks_are_counted_by_a_rule_that_is_shown_as_ours():
    """The number never stands without its reading, and the extension is counted apart."""
    found = content(records())
    assert found.stage.duration == "5 semaines comptées, plus 1 semaine de prolongation"
    assert found.counting.startswith("Notre lecture")
    assert found.counting in printed(records())


def test_an_unverified_profile_says_so_and_a_verified_one_does_not():
    """A class's own durations without their source are doubtful; the order of 2011 was read, and 2019 has none."""
    mine = records()
    doubtful = replace(mine.cohorts[0], profiles={Pathway.SCHOOL: Profile(total=Range(low=10, high=10))})
    assert "Source à vérifier" in printed(replace(mine, cohorts=(doubtful,)))
    assert "Source à vérifier" not in printed(mine)
    verified = printed(records(key="fr.bts-sio.2011"))
    assert "Source à vérifier" not in verified
    assert "arrêté du 26 avril 2011" in verified


def test_what_is_the_same_for_every_stage_is_said_once():
    """The list and the calendar say how long stages last; a stage folds it away, and its print leaves it out."""
    subject = records()
    assert "Source et façon de compter" in printed(subject, LIST)
    assert '<div class="vt-asked">' in printed(subject, LIST)
    assert '<div class="vt-asked vt-screen">' in printed(subject)


@pytest.mark.parametrize(
    ("country", "host", "read"), [("FR", "FR", ""), ("PT", "PT", "Porto (Portugal)"), ("PT", "FR", "Portugal")]
)
def test_a_stage_abroad_names_its_country(country, host, read):
    """Beside the town of the organisation, or on a line of its own; never for a stage in France."""
    mill = Organisation(slug="moinho", name="Moinho", town="Porto", country=host)
    subject = records(full(periods=(InternshipPeriod(period=SIX, organisation=mill),), country=country))
    assert "Portugal" in printed(subject, LIST) if country == "PT" else "France" not in printed(subject, LIST)
    html = printed(subject)
    assert read in html
    assert html.count("Portugal") == bool(read)


def test_lived_and_observed_work_are_told_apart():
    """R7: and the number covered by observed work alone is said."""
    works = (done(), done("vitrine", Mode.OBSERVED), done("caisse", Mode.OBSERVED, "X1.2"))
    found = content(records(works=works))
    assert [(g.chip.code, len(g.lived), len(g.observed)) for g in found.gains] == [("X1.1", 1, 1), ("X1.2", 0, 1)]
    assert found.only_observed == 1
    html = printed(records(works=works))
    assert "Vécu" in html
    assert "Observé" in html


def test_evoking_is_shown_and_covers_nothing():
    """Reports and reviews name competencies without a state."""
    found = content(records())
    assert [(chip.code, chip.sign) for chip in found.evoked] == [("X1.2", ""), ("X2.1", "")]
    assert "X1.2" not in {gain.chip.code for gain in found.gains}


def test_a_work_without_trace_is_named_to_the_team_alone():
    """R8 is a matter for those who can mend it."""
    works = (done(), done("nu", productions=()))
    subject = records(works=works)
    assert len(content(subject).traces) == 2
    assert len(content(subject, audience=Audience.JURY).traces) == 1


def test_traces_that_cannot_be_reached_say_why_they_have_no_link():
    """A production that is not published is no dead link."""
    missing = done(productions=(Production(title="Carnet", link="https://example.org/carnet"),))
    ((_, productions),) = content(records(works=(missing,))).traces
    assert productions[0].url == "https://example.org/carnet"


def test_dimensions_and_blocs_are_ticked_with_words():
    """R11: what the host offers, what the work touches."""
    found = content(records())
    assert [bool(hosts) for _, hosts in found.dimensions] == [False, False, True, False, True]
    assert [(chip.code, touched) for chip, touched in found.roots] == [("X1", True), ("X2", False)]
    assert printed(records()).count('<span class="vt-hidden">non</span>') == 1


def test_the_team_reads_the_checklist_and_the_people():
    """Convention, clauses, attestation, tutor, visits and absences."""
    found = content(records())
    states = {paper.rule: paper.key for paper in found.papers}
    assert states["R28"] == "done"
    assert states["R31"] == "missing"
    assert states["R40"] == "done"
    html = printed(records())
    for said in ("Mme Meunier", "Mme Fournier", "grippe", "Convention signée", "à fournir"):
        assert said in html


def test_a_paper_is_not_asked_before_its_day():
    """No attestation is missing while the stage lasts."""
    later = Period(start=date(2026, 2, 23), end=date(2026, 3, 27))
    item = full(extension=None)
    item = replace(item, periods=(replace(item.periods[0], period=later, certificate=None),))
    assert {paper.rule: paper.key for paper in content(records(item)).papers}["R40"] == "later"


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.JURY])
def test_others_read_neither_papers_nor_people(audience):
    """They read « attestation délivrée le … » at most."""
    html = printed(records(), audience=audience)
    for hidden in ("Meunier", "Fournier", "grippe", "onvention", "vt-checklist", "La direction", "vitrail export"):
        assert hidden not in html


def test_the_jury_reads_the_day_of_the_attestation():
    """And nothing else of it."""
    assert content(records(), audience=Audience.JURY).stage.delivered == (
        "Attestation délivrée le 20\u00a0février 2026",
    )


def test_an_apprentice_has_months_and_a_certificate():
    """Neither weeks, nor our rule of counting them, nor an attestation."""
    year = InternshipPeriod(
        period=Period(start=date(2025, 11, 15), end=date(2026, 4, 30)),
        organisation=Organisation(slug="moulin", name="Moulin"),
        certificate=Certificate(delivered_on=date(2026, 2, 1)),
    )
    item = full(
        apprenticeship=True, rhythm="une semaine sur deux", periods=(year,), extension=None, absences=(),
        reports=(Report(slug="mois-02", number=2, activities="Recette."),),
    )  # fmt: skip
    found = content(records(item, pathway=Pathway.APPRENTICESHIP))
    assert letters(found.stage.weeks) == "–R––→→"
    assert found.stage.weeks[0].when == "novembre 2025"
    assert (found.counting, found.stage.duration) == ("", "")
    assert found.stage.delivered == ("Certificat de travail délivré le 1er\u00a0février 2026",)
    assert [paper.title for paper in found.papers] == ["Certificat de travail"]
    html = printed(records(item, pathway=Pathway.APPRENTICESHIP))
    assert "une semaine sur deux" in html
    assert "Les mois" in html


def test_an_apprenticeship_is_never_called_a_stage():
    """A month is « passé », a contract is an « emploi » of an alternance, and its paper a certificate."""
    year = InternshipPeriod(
        period=Period(start=date(2025, 10, 15), end=date(2026, 1, 30)),
        organisation=Organisation(slug="moulin", name="Moulin"),
        certificate=Certificate(delivered_on=date(2026, 2, 1)),
    )
    item = stage(apprenticeship=True, periods=(year,))
    subject = records(item, works=(done(),), pathway=Pathway.APPRENTICESHIP)
    html = printed(subject, audience=Audience.JURY)
    assert "passé" in re.findall(r"week__word\">(\w+)", html)
    assert "passée" not in html
    assert "ce stage" not in html
    assert "stagiaire" not in html
    home = content(subject, "c/lea/index.html", Audience.JURY)
    ((page, said),) = home.commission.stages
    assert (page.title, said) == ("Alternance", "1 emploi, certificat de travail délivré")
    assert "Alternance\u202f: Moulin" in printed(subject, "c/lea/index.html", Audience.JURY)


def test_the_jury_reads_which_host_has_not_delivered_its_attestation():
    """The other one's is delivered: to name both would contradict the same sentence."""
    farm = InternshipPeriod(
        period=Period(start=date(2026, 2, 23), end=date(2026, 2, 27)), organisation=Organisation(slug="f", name="Ferme")
    )
    item = stage(periods=(*full().periods, farm))
    home = content(records(item), "c/lea/index.html", Audience.JURY)
    ((_, said),) = home.commission.stages
    assert said.endswith("semaines, attestation délivrée, attestation à remettre\u202f: Ferme")


@pytest.mark.parametrize(("absences", "said"), [((), "6 semaines"), ((ABSENCE,), "5 semaines")])
def test_the_jury_reads_the_weeks_that_were_spent_there(absences, said):
    """A stage cut short by an illness was told to last what its dates say."""
    six = InternshipPeriod(period=Period(start=date(2026, 1, 5), end=date(2026, 2, 13)))
    item = stage(absences=absences, periods=(six,))
    ((page, told),) = content(records(item), "c/lea/index.html", Audience.JURY).commission.stages
    assert (page.title, told.partition(",")[0]) == ("Stages", said)


def test_a_mistyped_year_does_not_fill_a_page():
    """An apprenticeship until 9999 stops at five years."""
    far = InternshipPeriod(period=Period(start=date(2025, 9, 1), end=date(9999, 12, 31)))
    subject = records(full(apprenticeship=True, periods=(far,), extension=None))
    assert len(content(subject).stage.weeks) == 60
    drawing = content(subject, CALENDAR).drawing
    assert len(drawing.ticks) <= 12
    assert drawing.lanes[0].bars[0].width <= 1000


def test_a_stage_without_dates_has_a_page():
    """And says which keys would draw its weeks."""
    html = printed(records(full(periods=(), extension=None, absences=())))
    assert "« du » et « au »" in html.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_calendar_is_the_team_s():
    """Nobody else has one, and it is linked where it exists."""
    subject = records()
    assert CALENDAR in pages(subject)
    assert CALENDAR in {item.url for item in pages(subject)["c/index.html"].scope.nav}
    for audience in (Audience.PUBLIC, Audience.JURY):
        assert CALENDAR not in pages(view(subject, audience), audience)


def test_the_calendar_says_who_is_where_and_what_is_missing():
    """Host, dates, papers that are due, in the drawing and in the table."""
    found = content(records(), CALENDAR)
    (line,) = found.stays
    assert (line.student.title, line.hosts.title, line.moment, line.present) == (
        "Léa Moreau",
        "Moulin",
        "terminé",
        False,
    )
    assert line.missing
    assert found.waiting == 1
    assert found.papers == tuple((paper, (line,)) for paper in line.missing)
    html = printed(records(), CALENDAR)
    assert html.count(line.missing[0]) == 2
    assert re.search(r'<a class="vt-agenda__stage" href="lea/stages/moulin\.html"><title>Moulin, du 12', html)


def test_a_visit_is_due_before_the_end_of_a_stage_that_nobody_followed():
    """The most urgent first; a stage that was visited asks for none."""
    now = Period(start=date(2026, 2, 23), end=date(2026, 3, 27))
    item = full(extension=None, follow_ups=())
    item = replace(item, periods=(replace(item.periods[0], period=now),))
    found = content(records(item), CALENDAR)
    assert [line.visit_due for line in found.visits] == ["27\u00a0mars 2026"]
    assert found.present == 1
    assert "à faire avant le 27\u00a0mars 2026" in printed(records(item), CALENDAR)
    assert not content(records(), CALENDAR).visits


def test_students_without_stage_are_named():
    """A gap in the calendar is no silence."""
    subject = school(
        cohort(student(internships=(), framework=KNOWN)),
        frameworks={KNOWN: framework(id=KNOWN, profiles=SHIPPED[KNOWN].profiles)},
    )
    found = content(subject, CALENDAR)
    assert [ref.title for ref in found.without] == ["Léa Moreau"]
    assert found.drawing is None


def test_overlapping_stages_are_drawn_below_each_other():
    """Bad input hides nothing."""
    other = full(slug="four", source=Source(path="c/lea/stages/four/index.md"))
    known = framework(id=KNOWN, profiles=SHIPPED[KNOWN].profiles)
    person = student(framework=KNOWN, internships=(full(), other), realisations=())
    found = content(school(cohort(person, framework=KNOWN), frameworks={KNOWN: known}), CALENDAR)
    first, second = found.drawing.lanes[0].bars
    assert second.y >= first.y + 14


def test_the_drawing_marks_the_day_of_the_build():
    """When it is on the axis."""
    assert content(records(), CALENDAR).drawing.today is None
    open_ = full(periods=(InternshipPeriod(period=Period(start=date(2026, 2, 2))),), extension=None)
    assert content(records(open_), CALENDAR).drawing.today is not None


def test_nothing_a_student_writes_is_markup():
    """Names of hosts, reasons of absence and notes are escaped everywhere."""
    evil = "<img src=x onerror=alert(1)>"
    item = full(absences=(replace(ABSENCE, reason=evil),), service=evil, rhythm=evil, missions=(evil,))
    item = replace(item, periods=(replace(item.periods[0], organisation=Organisation(slug="m", name=evil)),))
    for url in (PAGE, LIST, CALENDAR):
        assert evil not in printed(records(item), url)
