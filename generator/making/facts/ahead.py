"""What workers answer of each portfolio before this process asks for it, turn by turn.

Between two turns stands what takes everybody: the names of the school, which portfolio says first what is said once.
What a turn does not answer is asked later, here, as if there were no workers.
"""

from generator.making.facts.attached import sorted_files
from generator.making.facts.counted import beside, continued, coverage_of, first_to_say, says_once, tally
from generator.making.facts.given import fates
from generator.making.facts.names import possible, vocabulary
from generator.making.facts.people import asked, filed, outline
from generator.making.facts.readers import staying
from generator.making.facts.tried import texts
from generator.memo.crew import Crew, fork, spread
from generator.memo.memo import Memo
from generator.model.audience import Audience


def read_ahead(memo: Memo, crew: Crew) -> None:
    """Read the portfolios, and what follows from the files of each alone."""
    spread(memo, _read, [who for who in asked(memo) if not memo.knows(texts, who)], crew)


def _read(memo: Memo, cohort: str, student: str) -> None:
    for question in (filed, outline, sorted_files, vocabulary, texts):
        question(memo, cohort, student)


def judge_ahead(memo: Memo, crew: Crew) -> None:
    """Judge the portfolios, then say what each audience gets of them."""
    people = asked(memo)
    if len(waiting := [who for who in people if not memo.knows(tally, who)]) > 1:
        continued(memo)
        fork(memo, _judged, waiting, crew)
    if len(waiting := [who for who in people if not memo.knows(fates, (Audience.PUBLIC.name, *who))]) > 1:
        first_to_say(memo)
        for audience in Audience:
            for who in people:
                possible(memo, audience.name, *who)
        fork(memo, _given, waiting, crew)


def _judged(memo: Memo, cohort: str, student: str) -> None:
    for question in (coverage_of, says_once, tally):
        question(memo, cohort, student)


def _given(memo: Memo, cohort: str, student: str) -> None:
    beside(memo, cohort, student)
    for audience in Audience:
        fates(memo, audience.name, cohort, student)
        staying(memo, audience.name, cohort, student)
