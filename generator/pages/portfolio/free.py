"""Any other page of the student's: parcours, certifications, contact and so on."""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing.spec import PageSpec
from generator.pages.elements import Fault
from generator.pages.portfolio.portfolio import Portfolio


class Content(Struct, frozen=True, kw_only=True):
    """A free page, around its text."""

    kind: str = "free"
    draft: bool
    withheld: str
    faults: tuple[Fault, ...]


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the student's free pages."""
    for page in owner.pages:
        content = Content(
            draft=page.status_draft,
            withheld=owner.setting.withheld(page.visibility),
            faults=owner.setting.file_faults(page.source.path),
        )
        scope = owner.scope(owner.home)
        yield PageSpec(url=owner.url(page), title=page.title, scope=scope, content=content, body=page.body)
