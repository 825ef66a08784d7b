"""Pages that every site has whatever it holds: how to read it, the legal notice, and 404.html."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from generator.addressing.spec import PageSpec
from generator.addressing.table import AtRoot
from generator.pages import navigation, states
from generator.pages.setting import Setting


class GuideContent(Struct, frozen=True, kw_only=True):
    """« Comment lire ce portfolio »: the signs, the states, the pages, for a reader who has minutes."""

    kind: str = "guide"
    signs: tuple[str, ...]
    """Keys of the signs that this site can show, strongest first."""
    audience: str
    """« public », « jury », « team »: which sentence the page opens with."""


class LegalContent(Struct, frozen=True, kw_only=True):
    """Publisher, contact, retention, accessibility."""

    kind: str = "legal"
    publisher: str
    notice: str
    contact: str
    contact_url: str
    """The contact as a link, when it is an address."""
    until: tuple[tuple[str, str], ...]
    """(class, day until which it is published)."""
    indexing: bool


class NotFoundContent(Struct, frozen=True, kw_only=True):
    """The page that a server shows for an address that leads nowhere.

    It is served at any depth, so its addresses start at the server's root. Opened from the disk those lead nowhere:
    ``theme/assets/js/not_found.js``, the one file it names by a relative address, then finds the others.
    """

    kind: str = "not_found"
    root: str
    """Path of the site on its server, from slash to slash; without the server's name, so that a copy works too."""


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the guide, the legal notice and the page of what is not found."""
    say, scope = setting.text, navigation.school_scope(setting)
    signs = tuple(item.key for item in states.legend(setting.audience))
    guide = GuideContent(signs=signs, audience=setting.audience.name.lower())
    yield PageSpec(url=AtRoot.GUIDE, title=say("Comment lire ce portfolio"), scope=scope, content=guide)
    yield PageSpec(
        url=AtRoot.LEGAL, title=say("Mentions légales"), scope=scope, content=_legal(setting), searchable=False
    )
    missing = NotFoundContent(root=_root(setting.school.site_url or ""))
    yield PageSpec(url=AtRoot.NOT_FOUND, title=say("Page introuvable"), scope=scope, content=missing, searchable=False)


def _legal(setting: Setting) -> LegalContent:
    school = setting.school
    contact = school.data_contact or ""
    bare = "@" in contact and " " not in contact
    linked = contact.startswith(("https://", "http://", "mailto:"))
    ends = ((cohort.name, setting.day(cohort.publish_until)) for cohort in school.cohorts)
    return LegalContent(
        publisher=school.name or "",
        notice=school.legal_notice or "",
        contact=contact,
        contact_url=contact if linked else f"mailto:{contact}" if bare else "",
        until=tuple((name, day) for name, day in ends if day),
        indexing=school.indexing,
    )


def _root(address: str) -> str:
    """Return the path of the site's address, the server's root when the school gave none."""
    try:
        path = urlsplit(address).path.strip("/")
    except ValueError:  # « http://[ »: what a school typed
        path = ""
    return f"/{path}/" if path else "/"
