"""The whole school as one audience gets it, put together from the answers about each portfolio."""

from vitrail.building.making.examination import Examination
from vitrail.building.making.facts.counted import cut
from vitrail.building.making.facts.given import files_for
from vitrail.building.making.facts.names import possible
from vitrail.building.making.facts.people import filed
from vitrail.building.making.facts.readers import edition_of, reader_of, seen, seen_school, viewer_of
from vitrail.building.making.facts.run import Who, asked, with_people
from vitrail.content.model.audience import Audience
from vitrail.content.model.said import typeset
from vitrail.content.model.school import School
from vitrail.content.model.student import Student
from vitrail.ground.memo.memo import Memo
from vitrail.knowledge.coverage.repeaters import with_former
from vitrail.knowledge.coverage.view import with_refused
from vitrail.knowledge.privacy.veiling import Veiling


def edition(examination: Examination, audience: Audience) -> School:
    """Cut the records to an audience, and replace the names that it may not read."""
    memo = examination.memo
    return edition_of(memo, audience.name, {who: seen(memo, audience.name, *who) for who in asked(memo)})


def nameless(examination: Examination) -> School:
    """Return the records that were counted, drafts and opinions included, without the names that the jury may not read.

    Papers are made from it that show more than the jury's edition holds.
    """
    memo, jury = examination.memo, Audience.JURY.name
    people = {who: _nameless(memo, jury, who) for who in asked(memo)}
    return with_former(with_people(memo, seen_school(memo, jury).record, people))


def _nameless(memo: Memo, jury: str, who: Who) -> Student:
    names = possible(memo, jury, *who)
    hosted = viewer_of(memo, jury).hosted(with_refused(cut(memo, *who), files_for(memo, jury, *who).lost))
    return typeset(Veiling(names, reader_of(memo, filed(memo, *who).seen)).student(hosted))
