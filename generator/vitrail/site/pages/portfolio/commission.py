"""Facts for a commission on a candidate's home, to be read before any click: none of them addresses the student."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from vitrail.content.addressing import addresses
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.audience import Audience
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.state import State
from vitrail.knowledge.internships.counting import counts_of
from vitrail.knowledge.internships.stages import over, uncertified
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.portfolio.productions import named
from vitrail.site.pages.portfolio.synthesis import NARROW

NAMED = 3
"""Most productions named beside a réalisation: its page has them all, and so has the page of productions."""


def facts(owner: Portfolio) -> Row | None:
    """Return the facts for a commission; None for other audiences."""
    setting = owner.setting
    if setting.audience is not Audience.JURY:
        return None
    after = setting.following.get((owner.cohort.slug, owner.student.slug))
    return Row(
        filled=_filled(owner),
        tableau=owner.page(InPortfolio.SYNTHESIS),
        columns=tuple(_columns(owner)),
        presented=tuple(_presented(owner)),
        stages=_stages(owner),
        validated=_validated(owner),
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
    said = owner.setting.language.ngettext(
        "Tableau de synthèse : {n} colonne marquée sur {total}",
        "Tableau de synthèse : {n} colonnes marquées sur {total}",
        marked,
    )
    return said.format(n=marked, total=every) if every else ""


def _columns(owner: Portfolio) -> Iterator[Row]:
    """Yield each column with its state and its number of réalisations; none if too many for a screen (2011)."""
    tableau, known, counted = owner.coverage.tableau, _marked(owner), owner.coverage.competencies
    for code in tableau.columns if tableau and len(tableau.columns) <= NARROW else ():
        works = owner.setting.count("{n} réalisation", "{n} réalisations", known[code])
        sign = owner.setting.sign(counted[code].state) if code in counted else ""
        yield Row(chip=owner.chip(code, sign=sign), works=works)


def _presented(owner: Portfolio) -> Iterator[Row]:
    """Yield the réalisations that will be presented, in that order, with their productions."""
    for work in filter(None, map(owner.by_slug.get, owner.student.oral)):
        made = tuple(named(owner, item) for item in work.productions if item.there)
        more = owner.setting.count("{n} autre", "{n} autres", len(made) - NAMED)
        rest = Ref(more, f"{owner.page(InPortfolio.PRODUCTIONS)}#{addresses.row(work.slug)}")
        yield Row(work=owner.ref(work), made=(*made[:NAMED], rest) if len(made) > NAMED else made)


def _validated(owner: Portfolio) -> str:
    """Say how many competencies of those that the exam judges the team has validated; nothing without any."""
    counted, setting = owner.coverage, owner.setting
    if not counted.judged:
        return ""
    number = sum(counted.competencies[code].state is State.VALIDATED for code in counted.judged)
    word = setting.language.ngettext(*owner.tree.words(), number)
    return setting.text(
        "Validées par l'équipe : {n} {word} sur {total}", n=number, word=word, total=len(counted.judged)
    )


def placements(owner: Portfolio) -> tuple[list[Internship], list[Internship]]:
    """Return the stages that have a date, then the jobs, in their order."""
    dated = {(item.span.start, item.slug): item for item in owner.stages if item.span}
    items = [dated[key] for key in sorted(dated)]
    placed, jobs = ([item for item in items if item.apprenticeship is kind] for kind in (False, True))
    return placed, jobs


def _stages(owner: Portfolio) -> str:
    """Say in one sentence how long the stages were, and which attestations were delivered, or are missing on the day.

    Nobody verified these weeks: they are reported, and nothing says that they suffice.
    """
    placed, jobs = placements(owner)
    said = [] if placed or jobs else [owner.setting.text("Aucun stage n'est décrit.")]
    if placed:
        told = (_lengths(owner, placed), *_certificates(owner, placed))
        said.append(owner.setting.text("Stages : {told}", told=", ".join(filter(None, told))))
    if jobs:
        told = (owner.setting.count("{n} emploi", "{n} emplois", len(jobs)), *_certificates(owner, jobs))
        said.append(owner.setting.text("Alternance : {told}", told=", ".join(told)))
    return " ; ".join(said)


def weeks_of(items: list[Internship]) -> list[int]:
    """Count the weeks of each stage, absences taken off as on its attestation."""
    return [counts_of([item], lambda days: days.regular, present=True)[0] for item in items]


def _lengths(owner: Portfolio, items: list[Internship]) -> str:
    """Write the weeks of each stage: « 4 + 6 semaines »."""
    weeks = weeks_of(items)
    if len(weeks) == 1:
        return owner.setting.count("{n} semaine", "{n} semaines", weeks[0])
    return owner.setting.text("{weeks} semaines", weeks=" + ".join(map(str, weeks)))


def certificates(owner: Portfolio, items: list[Internship]) -> tuple[list[date], list[str]]:
    """Return the days on which attestations were delivered, and the hosts that owe one on the day of judgement."""
    day = owner.cohort.judged_on(owner.setting.asked, owner.setting.today)
    papers = (period.certificate for item in items for period in item.periods)
    given = sorted({on for paper in papers if paper and (on := paper.delivered_on) and on <= day})
    return given, [host for item in items if over(item, day) for host in uncertified(item, day)]


def _certificates(owner: Portfolio, items: list[Internship]) -> Iterator[str]:
    """Yield « attestations délivrées les 26 juin et 13 mars », « attestation à remettre : mairie »; so too for jobs."""
    language, setting, job = owner.setting.language, owner.setting, items[0].apprenticeship
    given, lacking = certificates(owner, items)
    if given:
        said = language.ngettext("attestation délivrée le {days}", "attestations délivrées les {days}", len(given))
        if job:
            said = language.ngettext(
                "certificat de travail délivré le {days}", "certificats de travail délivrés les {days}", len(given)
            )
        yield said.format(days=language.listing(map(language.date, given)))
    if lacking:
        hosts = language.listing(lacking)
        if job:
            yield setting.text("certificat de travail à remettre : {hosts}", hosts=hosts)
        else:
            yield setting.text("attestation à remettre : {hosts}", hosts=hosts)
