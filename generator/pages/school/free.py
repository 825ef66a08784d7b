"""Any other page of the student's: parcours, certifications, contact and so on."""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.pages.parts import Fault
from generator.pages.portfolio.portfolio import Portfolio


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "free"
    title: str
    author: str
    draft: bool
    withheld: str
    has_text: bool
    faults: tuple[Fault, ...]


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the student's free pages."""
    setting = owner.setting
    for page in owner.pages:
        content = Content(
            title=page.title,
            author=owner.student.name,
            draft=page.status_draft,
            withheld=setting.withheld(page.visibility),
            has_text=page.body is not None and not page.body.empty,
            faults=setting.file_faults(page.source.path),
        )
        yield PageSpec(
            url=addresses.free(owner.cohort, owner.student, page),
            title=page.title,
            scope=owner.scope(owner.home),
            content=content,
            body=page.body,
            targets=setting.targets(page.body),
        )
