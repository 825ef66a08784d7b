"""The school's own pages: rules, information, whatever it writes beside the portfolios."""

from collections.abc import Iterator

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.site.pages import navigation
from vitrail.site.pages.setting import Setting


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the school's own pages."""
    scope = navigation.school_scope(setting)
    for page in setting.school.pages:
        content = templated(
            "own",
            team=setting.for_team,
            draft=page.draft,
            withheld=setting.withheld(page.visibility),
            faults=setting.file_faults(page.source.path),
        )
        yield PageSpec(url=addresses.own(page), title=page.title, scope=scope, content=content, body=page.body)
