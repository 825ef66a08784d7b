"""The files of the desk's page: the theme's letters and colours, a sheet, a script, the page in a language."""

from collections.abc import Mapping
from typing import TypeAlias

from generator import THEME
from generator.chrome.assets import assets
from generator.language import Language
from generator.pages.fragments import environment

_ICON = "assets/images/favicon.svg"
_SHEETS = ("assets/css/fonts.css", "assets/css/tokens.css")


ServedFile: TypeAlias = tuple[bytes, str]
"""What an address gives: bytes and their type."""


def furniture(site: str, school: str, by: str, language: Language) -> Mapping[str, ServedFile]:
    """Return the files of the desk by address: beside the pages of ``site``, read by ``by`` (empty: the page asks)."""
    served = THEME / "served"
    templates = environment(served)
    templates.globals["_"] = language.gettext
    page = templates.get_template("desk.html").render(site=site, school=school, by=by, locale=language.locale)
    sheets = "".join(assets()[name].read().decode() for name in _SHEETS) + (served / "desk.css").read_text("utf-8")
    return {
        "/": (page.encode(), "text/html; charset=utf-8"),
        "/desk.css": (sheets.encode(), "text/css; charset=utf-8"),
        "/desk.svg": (assets()[_ICON].read(), "image/svg+xml"),
        "/desk.js": ((served / "desk.js").read_bytes(), "text/javascript; charset=utf-8"),
    }
