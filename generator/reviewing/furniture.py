"""The files of the desk's page: the theme's letters and colours, a sheet, a script, the page in a language."""

from collections.abc import Mapping

from msgspec import Struct

from generator import THEME
from generator.chrome.assets import assets
from generator.language import Language
from generator.pages.fragments import environment

_ICON = "assets/images/favicon.svg"
_SHEETS = ("assets/css/fonts.css", "assets/css/tokens.css")


class ServedFile(Struct, frozen=True, kw_only=True):
    """What an address gives."""

    raw: bytes
    kind: str


def furniture(site: str, school: str, by: str, language: Language) -> Mapping[str, ServedFile]:
    """Return the files of the desk by address: beside the pages of ``site``, read by ``by`` (empty: the page asks)."""
    served = THEME / "served"
    templates = environment(served)
    templates.globals["_"] = language.gettext
    page = templates.get_template("desk.html").render(site=site, school=school, by=by, locale=language.locale)
    sheets = "".join(assets()[name].read().decode() for name in _SHEETS) + (served / "desk.css").read_text("utf-8")
    return {
        "/": ServedFile(raw=page.encode(), kind="text/html; charset=utf-8"),
        "/desk.css": ServedFile(raw=sheets.encode(), kind="text/css; charset=utf-8"),
        "/desk.svg": ServedFile(raw=assets()[_ICON].read(), kind="image/svg+xml"),
        "/desk.js": ServedFile(raw=(served / "desk.js").read_bytes(), kind="text/javascript; charset=utf-8"),
    }
