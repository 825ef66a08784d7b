"""The files of a private server's page: the theme's fonts and colours, its sheets and scripts, its translated HTML."""

from collections.abc import Mapping
from typing import TypeAlias

from vitrail import THEME
from vitrail.ground.language import Language
from vitrail.site.chrome.assets import FACES, assets
from vitrail.site.pages.fragments import environment

_ICON = "assets/images/favicon.svg"
_TOKENS = THEME / "components/chrome/tokens.css"


ServedFile: TypeAlias = tuple[bytes, str]
"""The answer at an address: bytes and their media type."""


def furniture(name: str, language: Language, **shown: str) -> Mapping[str, ServedFile]:
    """Return the files of a page by address: ``name`` is that of its template, its sheet and its script."""
    served = THEME / "served"
    templates = environment(served)
    templates.globals["_"] = language.gettext
    page = templates.get_template(f"{name}.html").render(locale=language.locale, **shown)
    sheets = [assets()[FACES].read().decode(), _TOKENS.read_text("utf-8")]
    sheets += [(served / f"{stem}.css").read_text("utf-8") for stem in ("writing", name)]
    scripts = [(served / f"{stem}.js").read_bytes() for stem in ("writing", name)]
    return {
        "/": (page.encode(), "text/html; charset=utf-8"),
        f"/{name}.css": ("".join(sheets).encode(), "text/css; charset=utf-8"),
        f"/{name}.svg": (assets()[_ICON].read(), "image/svg+xml"),
        f"/{name}.js": (b"".join(scripts), "text/javascript; charset=utf-8"),
    }
