"""The whole school as one audience gets it, put together from the answers about each portfolio."""

from vitrail.building.making.examination import Examination
from vitrail.building.making.facts.counted import cut
from vitrail.building.making.facts.given import audience_files
from vitrail.building.making.facts.names import private_names
from vitrail.building.making.facts.people import file_list
from vitrail.building.making.facts.readers import edition_of, reader_of, school_edition, seen, viewer_of
from vitrail.building.making.facts.run import PortfolioKey, portfolios, with_students
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
    return edition_of(memo, audience.name, {who: seen(memo, audience.name, *who) for who in portfolios(memo)})


def nameless(examination: Examination) -> School:
    """Return the records that were counted, drafts and opinions included, without the names that the jury may not read.

    Papers are made from it that show more than the jury's edition holds.
    """
    memo, jury = examination.memo, Audience.JURY.name
    people = {who: _nameless(memo, jury, who) for who in portfolios(memo)}
    return with_former(with_students(memo, school_edition(memo, jury).record, people))


def _nameless(memo: Memo, jury: str, who: PortfolioKey) -> Student:
    names = private_names(memo, jury, *who)
    hosted = viewer_of(memo, jury).hosted(with_refused(cut(memo, *who), audience_files(memo, jury, *who).lost))
    return typeset(Veiling(names, reader_of(memo, file_list(memo, *who).seen)).student(hosted))
