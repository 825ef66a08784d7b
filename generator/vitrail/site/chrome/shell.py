"""Make shells: render Material's page once through a real MkDocs environment, and cut it at the slots.

MkDocs and Material are imported when a shell is missing, and only then.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from vitrail import THEME
from vitrail.content.addressing.spec import Scope
from vitrail.content.model.audience import Audience
from vitrail.ground.language import Language
from vitrail.ground.regex import regex
from vitrail.site.chrome.assets import BUNDLE, SHEET, material_file
from vitrail.site.chrome.slots import Common, Frame, Shell, slot_values
from vitrail.site.hosting.look import SiteLook
from vitrail.site.project import AUDIENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig

_MARK = regex(r"@@vt-(\w+)@@")
_INDENT = regex(r"(?<=\n)\s+")
"""Indentation and empty lines of the templates: no page needs them, and each would carry them."""
_SKIP = SimpleNamespace(url="#contenu")
"""Material's link « Aller au contenu » goes to the first heading; ours goes to the article."""


class ShellSettings(Common, frozen=True, kw_only=True):
    """The settings that the pages of a site share: with the theme's files, the whole input of a shell."""

    audience: Audience = Audience.PUBLIC
    links: tuple[tuple[str, str], ...] = ()
    """Title and address, from the site's root, of the footer's links."""
    look: SiteLook = SiteLook()
    """What mkdocs.yml asks for."""


def make_shell(settings: ShellSettings) -> Shell:
    """Render the template with a mark in each slot, then cut at the marks."""
    blank = Frame(url="", title="", scope=Scope(root="", title=""), content="")
    sample = slot_values(blank, settings, "")
    html = render(settings, {name: f"@@vt-{name}@@" for name in sample})
    cuts = _MARK.split(_INDENT.sub("", html))
    return Shell(
        site_name=settings.site_name,
        language=settings.language,
        indexed=settings.indexed,
        whole=settings.whole,
        bundle=material_file(BUNDLE),
        pieces=tuple(cuts[::2]),
        names=tuple(cuts[1::2]),
        edit=settings.look.edit if settings.audience is Audience.TEAM else "",
        home=settings.look.home,
        description=settings.look.description,
        tabs=settings.tabs,
    )


def host_config(settings: ShellSettings) -> MkDocsConfig:
    """Return the least configuration that MkDocs accepts: a name, our theme, and no page."""
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415 (half a second that a warm build must not pay)

    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": settings.site_name,
            "docs_dir": str(THEME),
            "site_dir": str(THEME.parent / "site"),
            "site_author": settings.look.author,
            "copyright": settings.look.copyright,
            "theme": {"name": "vitrail", "language": settings.language},
            "plugins": [],
            "markdown_extensions": [],
            "use_directory_urls": False,
        }
    )
    errors, _warnings = config.validate()
    if errors:
        raise RuntimeError("; ".join(f"{name} : {error}" for name, error in errors))
    config.theme["features"] = sorted({*config.theme["features"], *settings.look.features})
    return config


def render(settings: ShellSettings, values: Mapping[str, str], page_url: str | None = None) -> str:
    """Render the full template for the page at ``page_url``, as MkDocs would; for None, addresses begin with a slot.

    A filled shell is equal to that page, indentation apart.
    """
    config, say = host_config(settings), Language(settings.language).gettext
    editions = {Audience.JURY: say("Édition du jury"), Audience.TEAM: say("Édition de l'équipe")}
    constants = {
        "stylesheet": material_file(SHEET),
        "links": settings.links,
        "edition": editions.get(settings.audience, ""),
        "look": settings.look,
        "repository": settings.look.repository if settings.audience is Audience.TEAM else "",
        "audience": next(word for word, audience in AUDIENCES.items() if audience is settings.audience),
    }
    env = config.theme.get_env()
    env.trim_blocks = env.lstrip_blocks = True  # a line of template tags alone leaves no line in the page
    if page_url is None:
        env.filters["url"] = _marked
    return env.get_template("main.html").render(
        config=config,
        page=SimpleNamespace(url=page_url, toc=[_SKIP], meta={}),
        nav=None,
        base_url="",
        vt={**constants, **values},
        _=say,
    )


def _marked(address: str) -> str:
    """Replace MkDocs' ``url`` filter: put the slot of the path to the root before an address."""
    return address if address.startswith("#") else f"@@vt-root@@{address}"
