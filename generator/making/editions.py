"""The school as one audience gets it whole: what was asked portfolio by portfolio, put together."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from generator.coverage.repeaters import with_former
from generator.diagnostics import Diagnostic
from generator.diagnostics.diagnostic import in_order
from generator.making.examination import Examination
from generator.making.facts.counted import cut
from generator.making.facts.given import files_for, ledger
from generator.making.facts.names import all_names, possible
from generator.making.facts.people import SCHOOL, Who, asked, bare_school, filed, unowned, with_people
from generator.making.facts.readers import edition_of, elsewhere, lacking, reader_of, seen
from generator.memo.memo import Memo
from generator.model.audience import Audience
from generator.model.ledger import Ledger
from generator.model.school import School
from generator.model.student import Student
from generator.outputs.attachments import Attachments
from generator.privacy.veiling import Veiling
from generator.project import Project


class Edition(Struct, frozen=True, kw_only=True):
    """The school as one audience gets it."""

    audience: Audience
    school: School
    ledger: Ledger
    attachments: Attachments
    missing: tuple[Diagnostic, ...]
    """What this audience does not get, beside what is wrong for everybody."""


def edition(project: Project, examination: Examination, audience: Audience) -> Edition:
    """Cut the records and the files to an audience, and replace the names that it may not read."""
    del project
    memo = examination.memo
    every = asked(memo)
    return Edition(
        audience=audience,
        school=edition_of(memo, audience.name, {who: seen(memo, audience.name, *who) for who in every}),
        ledger=ledger(memo, audience.name, every),
        attachments=attachments_of(memo, audience.name, every),
        missing=in_order(
            (
                *(fault for who in (SCHOOL, *every) for fault in lacking(memo, audience.name, *who)),
                *elsewhere(memo, audience.name),
            )
        ),
    )


def attachments_of(memo: Memo, audience: str, every: Iterable[Who]) -> Attachments:
    """Return what an audience gets of the files of some portfolios, and of those that are no portfolio's."""
    attachments = Attachments()
    for who in (SCHOOL, *every):
        own = files_for(memo, audience, *who).attachments
        attachments.ready |= own.ready
        attachments.refused |= own.refused
        attachments.withheld |= own.withheld
    return attachments


def nameless(examination: Examination) -> School:
    """Return the records that were counted, drafts and opinions included, without the names that the jury may not read.

    It is for papers of what the jury's edition does not hold.
    """
    memo, jury = examination.memo, Audience.JURY.name
    veiling = Veiling(all_names(memo, jury), reader_of(memo, unowned(memo).seen))
    school = veiling.school(bare_school(memo))
    people = {who: _nameless(memo, jury, who) for who in asked(memo)}
    return replace(with_former(with_people(memo, school, people)), site_url=memo.given("site_url") or school.site_url)


def _nameless(memo: Memo, jury: str, who: Who) -> Student:
    names = possible(memo, jury, *who).veils
    return Veiling(names, reader_of(memo, filed(memo, *who).seen)).student(cut(memo, *who))
