"""The files of the desk's page: the theme's letters and colours, a sheet, a script, the page in a language."""

from collections.abc import Mapping
from functools import partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from generator.chrome.assets import assets
from generator.chrome.theme import theme_dir
from generator.language import Language

_ICON = "assets/images/favicon.svg"
_SHEETS = ("assets/css/fonts.css", "assets/css/tokens.css")


class ServedFile(Struct, frozen=True, kw_only=True):
    """What an address gives."""

    raw: bytes
    kind: str


def furniture(site: str, school: str, by: str, language: Language) -> Mapping[str, ServedFile]:
    """Return the files of the desk by address.

    Args:
        site: origin of the pages that are read.
        school: its name.
        by: who reads, as the command line says; empty to let the page ask.
        language: of the reader.
    """
    served = theme_dir() / "served"
    page = _page(site, school, by, language)
    sheets = "".join(assets()[name].read().decode() for name in _SHEETS) + (served / "desk.css").read_text("utf-8")
    return {
        "/": ServedFile(raw=page.encode(), kind="text/html; charset=utf-8"),
        "/desk.css": ServedFile(raw=sheets.encode(), kind="text/css; charset=utf-8"),
        "/desk.svg": ServedFile(raw=assets()[_ICON].read(), kind="image/svg+xml"),
        "/desk.js": ServedFile(raw=(served / "desk.js").read_bytes(), kind="text/javascript; charset=utf-8"),
    }


def _page(site: str, school: str, by: str, language: Language) -> str:
    environment = Environment(
        loader=FileSystemLoader(theme_dir() / "served"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["_"] = partial(_said, language)
    template = environment.get_template("desk.html")
    return template.render(site=site, school=school, by=by, locale=language.locale)


def _said(language: Language, message: str) -> str:
    return language.gettext(message)
