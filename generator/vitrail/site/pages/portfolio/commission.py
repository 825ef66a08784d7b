"""Facts for a commission on a candidate's home, to be read before any click: none of them addresses the student."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from vitrail.content.addressing import addresses
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.frameworks.queries import portfolio_exam, sheet_for
from vitrail.content.model.audience import Audience
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.ledger import Front
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.state import State
from vitrail.knowledge.internships.counting import counts_of
from vitrail.knowledge.internships.stages import over, uncertified
from vitrail.knowledge.rules.exam import proposed
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.portfolio.productions import lines
from vitrail.site.pages.portfolio.synthesis import NARROW


def facts(owner: Portfolio) -> Row | None:
    """Return the facts for a commission; None for other audiences."""
    setting = owner.setting
    if setting.audience is not Audience.JURY:
        return None
    after = setting.following.get((owner.cohort.slug, owner.student.slug))
    return Row(
        filled=_filled(owner),
        columns=tuple(_columns(owner)),
        presented=tuple(_presented(owner)),
        stages=tuple(stages(owner)),
        validated=_validated(owner),
        proofs=owner.page(InPortfolio.COMPETENCIES),
        following=Ref(after.name, addresses.student(owner.cohort, after)) if after else None,
        by_passage=bool(setting.passage),
    )


def _marked(owner: Portfolio) -> Counter[str]:
    """Count the réalisations that mark each column of the tableau; one in two bands counts once."""
    tableau = owner.coverage.tableau
    marks = {row.realisation: row.marks for _, _, rows in tableau.bands for row in rows} if tableau else {}
    return Counter(code for columns in marks.values() for code in columns)


def marked_columns(owner: Portfolio) -> tuple[int, int]:
    """Return how many columns of the tableau hold a mark, and how many there are: 0 without a tableau."""
    columns, known = owner.coverage.tableau.columns if owner.coverage.tableau else (), _marked(owner)
    return sum(known[code] > 0 for code in columns), len(columns)


def _filled(owner: Portfolio) -> str:
    """Say how many columns of the tableau hold a mark; nothing without a tableau."""
    marked, every = marked_columns(owner)
    if not every:
        return ""
    return owner.say.count(
        "Tableau de synthèse : {n} colonne marquée sur {total}",
        "Tableau de synthèse : {n} colonnes marquées sur {total}",
        marked,
        total=every,
    )


def _columns(owner: Portfolio) -> Iterator[Row]:
    """Yield each column with its state and its number of réalisations; none if too many for a screen (2011)."""
    tableau, known, counted = owner.coverage.tableau, _marked(owner), owner.coverage.competencies
    for code in tableau.columns if tableau and len(tableau.columns) <= NARROW else ():
        sign = owner.say.sign(counted[code].state) if code in counted else ""
        yield Row(chip=owner.chip(code, sign=sign), works=known[code])


def _presented(owner: Portfolio) -> Iterator[Row]:
    """Yield the réalisations of each épreuve: those proposed for its fiche, then the others that « oral » names."""
    framework, session = owner.tree.framework, owner.student.session or owner.cohort.session
    by_rank = {slug: rank for rank, slug in enumerate(owner.student.oral)}
    table = sheet_for(framework, session) if owner.tree.known else None
    works = proposed(owner.student, framework, table) if table else ()
    if table and works:
        exam = portfolio_exam(framework, table.exams, session)
        title = owner.say("Présentées ({exam})", exam=exam.code) if exam else owner.say("Présentées")
        in_order = sorted(works, key=lambda work: by_rank.get(work.slug, len(by_rank)))
        yield Row(title=title, cards=tuple(_card(owner, work) for work in in_order))
    others = [work for work in map(owner.by_slug.get, by_rank) if work and work not in works]
    if others:
        title = owner.say("Aussi présentées à l'oral") if works else owner.say("Présentées à l'oral")
        yield Row(title=title, cards=tuple(_card(owner, work) for work in others))


def _card(owner: Portfolio, work: Realisation) -> Row:
    """Return a réalisation with its framework and its first production that can be shown."""
    shown = [line for line in lines(owner, work) if line.url]
    made = owner.say.count("{n} production", "{n} productions", len(work.productions)) if work.productions else ""
    contexts = (owner.say(labels.CONTEXTS[item]) for item in work.contexts)
    first = next((line for line in shown if line.width or line.front or line.head), None)
    drawn = first.front if first else None
    if first and first.width:
        drawn = Front(url=first.url, width=first.width, height=first.height)
    return Row(
        work=owner.ref(work),
        facts=dotted(*contexts, made),
        picture=drawn,
        head=first.head if first and not drawn else (),
    )


def _validated(owner: Portfolio) -> str:
    """Say how many competencies of those that the exam judges the team has validated; nothing without any."""
    counted, total = owner.coverage, len(owner.coverage.judged)
    number = sum(counted.competencies[code].state is State.VALIDATED for code in counted.judged)
    return owner.say("{n} sur {total}", n=number, total=total) if total else ""


def placements(owner: Portfolio) -> tuple[list[Internship], list[Internship]]:
    """Return the stages that have a date, then the jobs, in their order."""
    dated = {(item.span.start, item.slug): item for item in owner.stages if item.span}
    items = [dated[key] for key in sorted(dated)]
    placed, jobs = ([item for item in items if item.apprenticeship is kind] for kind in (False, True))
    return placed, jobs


def stages(owner: Portfolio) -> Iterator[tuple[Ref, str]]:
    """Yield « Stages » and « Alternance », each with its lengths, and the attestations that were delivered, or lack.

    Nobody verified these weeks: they are reported, and nothing says that they suffice.
    """
    (placed, jobs) = placements(owner)
    lengths = ((placed, "Stages", _lengths), (jobs, "Alternance", _jobs))
    for items, label, length in lengths:
        if items:
            page = Ref(owner.say(label), owner.page(InPortfolio.INTERNSHIPS))
            yield page, ", ".join((length(owner, items), *_certificates(owner, items)))
    if not (placed or jobs):
        yield Ref(owner.say("Stages")), owner.say("Aucun stage n'est décrit.")


def _jobs(owner: Portfolio, items: list[Internship]) -> str:
    return owner.say.count("{n} emploi", "{n} emplois", len(items))


def weeks_of(items: list[Internship]) -> list[int]:
    """Count the weeks of each stage, absences taken off as on its attestation."""
    return [counts_of([item], lambda days: days.regular, present=True)[0] for item in items]


def _lengths(owner: Portfolio, items: list[Internship]) -> str:
    """Write the weeks of each stage: « 4 + 6 semaines »."""
    weeks = weeks_of(items)
    if len(weeks) == 1:
        return owner.say.count("{n} semaine", "{n} semaines", weeks[0])
    return owner.say("{weeks} semaines", weeks=" + ".join(map(str, weeks)))


def certificates(owner: Portfolio, items: list[Internship]) -> tuple[list[date], list[str]]:
    """Return the days on which attestations were delivered, and the hosts that owe one on the day of judgement."""
    day = owner.cohort.judged_on(owner.setting.asked, owner.setting.today)
    papers = (period.certificate for item in items for period in item.periods)
    given = sorted({on for paper in papers if paper and (on := paper.delivered_on) and on <= day})
    return given, [host for item in items if over(item, day) for host in uncertified(item, day)]


def _certificates(owner: Portfolio, items: list[Internship]) -> Iterator[str]:
    """Yield « attestations délivrées », « attestation à remettre : mairie »; so too for jobs."""
    language, job = owner.setting.language, items[0].apprenticeship
    given, lacking = certificates(owner, items)
    if given:
        if job:
            yield language.ngettext("certificat de travail délivré", "certificats de travail délivrés", len(given))
        else:
            yield language.ngettext("attestation délivrée", "attestations délivrées", len(given))
    if lacking:
        hosts = language.listing(lacking)
        if job:
            yield owner.say("certificat de travail à remettre : {hosts}", hosts=hosts)
        else:
            yield owner.say("attestation à remettre : {hosts}", hosts=hosts)
