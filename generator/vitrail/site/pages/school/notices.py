"""Pages that every site has whatever it holds: how to read it, the legal notice, and 404.html."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from vitrail import THEME
from vitrail.content.addressing.spec import Content, PageSpec, templated
from vitrail.content.addressing.table import AtRoot
from vitrail.site.pages import navigation, states
from vitrail.site.pages.setting import Setting


def plan(setting: Setting) -> Iterator[PageSpec]:
    """Yield the guide, the legal notice and 404.html."""
    say, scope = setting.text, navigation.school_scope(setting)
    signs = tuple(item.key for item in states.legend(setting.audience))
    table = any(synthesis.sections for tree in setting.used_trees for synthesis in tree.framework.tables)
    guide = templated("guide", signs=signs, audience=setting.audience.name.lower(), table=table)
    yield PageSpec(url=AtRoot.GUIDE, title=say("Comment lire ce portfolio"), scope=scope, content=guide)
    yield PageSpec(
        url=AtRoot.LEGAL, title=say("Mentions légales"), scope=scope, content=_legal(setting), searchable=False
    )
    script = (THEME / "templates" / "not_found.js").read_text("utf-8")
    missing = templated("not_found", root=_root(setting.school.site_url or ""), script=script)
    yield PageSpec(url=AtRoot.NOT_FOUND, title=say("Page introuvable"), scope=scope, content=missing, searchable=False)


def _legal(setting: Setting) -> Content:
    school = setting.school
    contact = school.data_contact or ""
    bare = "@" in contact and " " not in contact
    linked = contact.startswith(("https://", "http://", "mailto:"))
    ends = ((item.name, setting.day(item.publish_until)) for item in school.cohorts if item.publish_until != date.min)
    return templated(
        "legal",
        team=setting.for_team,
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
    except ValueError:  # a school may have typed « http://[ »
        path = ""
    return f"/{path}/" if path else "/"
