"""Publisher, contact, retention, accessibility."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addressing.spec import PageSpec
from generator.addressing.table import AtRoot
from generator.pages import navigation
from generator.pages.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page."""

    kind: str = "legal"
    publisher: str
    notice: str
    contact: str
    contact_url: str
    """The contact as a link, when it is an address."""
    until: tuple[tuple[str, str], ...]
    """(class, day until which it is published)."""
    indexing: bool
    team: bool


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the legal notice."""
    school = setting.school
    contact = school.data_contact or ""
    content = Content(
        publisher=school.name or "",
        notice=school.legal_notice or "",
        contact=contact,
        contact_url=_link(contact),
        until=tuple(
            (cohort.name, setting.language.date(cohort.publish_until))
            for cohort in school.cohorts
            if cohort.publish_until
        ),
        indexing=school.indexing,
        team=setting.for_team,
    )
    title = setting.text("Mentions légales")
    scope = navigation.school_scope(setting)
    yield PageSpec(url=AtRoot.LEGAL, title=title, scope=scope, content=content, searchable=False)


def _link(contact: str) -> str:
    if contact.startswith(("https://", "http://", "mailto:")):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else ""
