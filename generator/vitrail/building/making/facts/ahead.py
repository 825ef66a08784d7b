"""The questions about each portfolio that workers answer before this process needs the answers, in three turns.

Between the turns come the questions that need every portfolio: the names of the school, which portfolios continue
others. Those that a turn does not answer run later, in this process, as if there were no workers.
"""

from collections.abc import Collection
from functools import partial

from vitrail.building.making.facts.attached import opened, sorted_files
from vitrail.building.making.facts.counted import beside, continuations, coverage_of, faults, says_once, tally
from vitrail.building.making.facts.given import file_fates
from vitrail.building.making.facts.names import ADDRESSES, privacy_profile, private_names, vocabulary
from vitrail.building.making.facts.people import file_list
from vitrail.building.making.facts.readers import kept_names
from vitrail.building.making.facts.run import PortfolioKey, portfolios
from vitrail.building.making.facts.tried import texts
from vitrail.content.model.audience import Audience
from vitrail.content.reading.questions import common, portfolio
from vitrail.ground.memo.crew import Crew, fork, spread
from vitrail.ground.memo.memo import Memo

_FEW = 8
"""Edited portfolios that this process reads itself: with more, sharing them out is faster."""


def read_ahead(memo: Memo, crew: Crew) -> None:
    """Read the portfolios, and ask what depends on the files of each alone."""
    memo.verify()
    people, moved = portfolios(memo), memo.moved
    edited = [who for who in people if "\0".join(who) in moved]
    waiting = edited if len(edited) > _FEW else [who for who in people if not memo.holds(texts, who)]
    if len(waiting) > 1:
        common(memo)
        spread(memo, _read, waiting, crew)
    waiting = [who for who in people if not memo.holds(sorted_files, who)]
    if len(waiting) > 1:
        for who in people:
            private_names(memo, ADDRESSES, *who)
        fork(memo, _placed, waiting, crew)


def _read(memo: Memo, cohort: str, student: str) -> None:
    for question in (portfolio, privacy_profile, vocabulary, texts):
        question(memo, cohort, student)
    opened(memo, cohort, student)


def _placed(memo: Memo, cohort: str, student: str) -> None:
    for question in (file_list, sorted_files):
        question(memo, cohort, student)


def judge_ahead(memo: Memo, crew: Crew, shown: Collection[str]) -> None:
    """Judge the portfolios, and ask what each audience gets of them, and what the pages ``shown`` need of each."""
    people = portfolios(memo)
    waiting = [who for who in people if not _is_known(memo, who, shown)]
    if len(waiting) > 1:
        continuations(memo)
        for audience in Audience:
            for who in people:
                private_names(memo, audience.name, *who)
        fork(memo, partial(_judged, tuple(shown)), waiting, crew)
    elif waiting:
        _judged(tuple(shown), memo, *waiting[0])


def _is_known(memo: Memo, who: PortfolioKey, shown: Collection[str]) -> bool:
    if not (memo.holds(tally, who) and memo.holds(kept_names, (Audience.PUBLIC.name, *who))):
        return False
    if shown:
        from vitrail.building.making.facts.cards import student_entry  # noqa: PLC0415  # a check shows nothing, and loads no page

        return all(memo.holds(student_entry, (audience, *who)) for audience in shown)
    return True


def _judged(shown: Collection[str], memo: Memo, cohort: str, student: str) -> None:
    for question in (coverage_of, says_once, tally, faults, beside):
        question(memo, cohort, student)
    for audience in Audience:
        file_fates(memo, audience.name, cohort, student)
        kept_names(memo, audience.name, cohort, student)
    if shown:
        from vitrail.building.making.facts.beside import prepare_pages  # noqa: PLC0415  # as above

        for name in shown:
            prepare_pages(memo, name, cohort, student)
