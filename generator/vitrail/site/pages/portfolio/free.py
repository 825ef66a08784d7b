"""Any other page of the student's: parcours, certifications, contact and so on."""

from collections.abc import Iterator

from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.site.pages.portfolio.portfolio import Portfolio


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the student's free pages."""
    for page in owner.pages:
        content = templated(
            "free",
            back=tuple(
                owner.ref(work) for work in owner.works if page.source.path in {item.file for item in work.productions}
            ),
            team=owner.setting.for_team,
            draft=page.draft,
            withheld=owner.setting.withheld(page.visibility),
            faults=owner.setting.file_faults(page.source.path),
        )
        scope = owner.scope(owner.home)
        yield PageSpec(url=owner.url(page), title=page.title, scope=scope, content=content, body=page.body)
