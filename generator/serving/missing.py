"""The page that stands for a missing one while the site is being written: the site's 404, and what to mend."""

import re
from urllib.parse import unquote

from markupsafe import Markup

from generator.language import Language
from generator.publishing.unchanged import RefusedFile

_END = re.compile(rb'<script[^>]*data-vt-root="([^"]*)"></script>')
"""End of what ``theme/templates/not_found.html`` says; it names the folder where the school will publish."""
_HEAD = re.compile(rb'<h1>[^<]*</h1>\s*<p class="vt-lead">[^<]*</p>')
_TEXTS = (".md", ".markdown", ".yml", ".yaml")


def missing_page(page: bytes, address: str, refused: tuple[RefusedFile, ...], language: Language) -> bytes:
    """Fit the site's 404 to this server, whose root is ``/``, and name the files that keep pages from being made."""
    end = _END.search(page)
    if end is None:
        return page
    wanted = _stem(unquote(address))
    own = tuple(one for one in refused if _stem(one.path) == wanted)
    named = own or tuple(one for one in refused if one.path.lower().endswith(_TEXTS))
    said = _section(named, language).encode() if named else b""
    page = page[: end.start()] + said + page[end.end() :]  # without the script, which is for the disk
    page = re.sub(rb'(="|: ")' + re.escape(end[1]), rb"\1/", page)
    return _HEAD.sub(lambda _: _head(language).encode(), page, count=1) if own else page


def _stem(path: str) -> str:
    """What a page and its file have in common; a folder is known by its ``index``."""
    return path.strip("/").rpartition(".")[0].removesuffix("/index") if "." in path else path.strip("/")


def _head(language: Language) -> Markup:
    """The page exists: it is its file that cannot be read."""
    return Markup('<h1>{}</h1>\n<p class="vt-lead">{}</p>').format(
        language.gettext("Cette page attend une correction"),
        language.gettext("Son fichier ne se lit pas ; le reste du site est à jour."),
    )


def _section(refused: tuple[RefusedFile, ...], language: Language) -> Markup:
    items = Markup().join(
        Markup("<li><p><code>{}</code></p><p>{}</p><p>{}</p></li>").format(one.place, one.message, one.advice)
        for one in refused
    )
    return Markup("<section><h2>{}</h2><p>{}</p><ul>{}</ul></section>").format(
        language.gettext("À corriger"),
        language.gettext(
            "Rien n'a été publié de ce qui suit. Corrigez et enregistrez : cette page se rechargera d'elle-même."
        ),
        items,
    )
