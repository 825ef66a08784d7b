"""The theme's files that a site needs, each with its reason; the rest of Material is not published."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from vitrail import THEME
from vitrail.content.addressing.spec import StaticFile
from vitrail.ground.regex import regex

BUNDLE = "assets/javascripts/bundle.*.min.js"
SHEET = "assets/stylesheets/main.*.min.css"
_MATERIAL = {BUNDLE: "Material : onglets, copie, tableaux", SHEET: "Material : feuille de style"}
_STYLE = "feuille de style de Vitrail"
_OURS = {
    "assets/css/*.css": _STYLE,
    "assets/images/*": "image du thème",
    "assets/js/*.js": "script de Vitrail",
    "fonts/*-italic.woff2": "police servie par le site",
    "fonts/*.txt": "licence d’une police",
}
FACES = "assets/css/fonts.css"
_FACE = regex(rb'url\("(\.\./\.\./fonts/[a-z0-9-]+(?<!-italic)\.woff2)"\)')
"""A font face that is embedded in the sheet: one that is loaded later shifts a page that is already laid out."""
_COMPONENTS = {"chrome": "chrome/*.css", "components": "*.css", "pages": "pages/*.css"}
"""Layer → its files in ``theme/components``, lowest first; below them is Material, above them the layer « media »."""
_OURS_ALONE = ("components", "pages")
"""Layers whose rules for paper and forced colours move to the layer « media »; components may override chrome's."""
_ONE_PAGE = ("printed",)
"""Files of ``pages/`` that stay sheets of their own, which one kind of page links."""
_MEDIA = regex(r"^@media (?:print|\(forced-colors: active\)) \{\n.*?^\}\n", re.MULTILINE | re.DOTALL)
_CHARSET = '@charset "UTF-8";'
_NEEDLESS = regex(r"/\*.*?\*/\n?|\\\n|(?<!\\\n)^ +|(?<=[{};,])\n", re.MULTILINE | re.DOTALL)


def material_dir() -> Path:
    """Return the folder of Material's templates, found without importing it."""
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        message = "mkdocs-material n’est pas installé"
        raise ModuleNotFoundError(message)
    return Path(spec.origin).parent / "templates"


def assets(sheet: str = "") -> Mapping[str, StaticFile]:
    """Return the theme's files of a site, by address from its root, sorted.

    ``sheet`` is Material's style sheet as it was cut for these pages; empty for the whole one.
    """
    files = dict(sorted([*_material(), *_ours()]))
    if sheet:
        url = material_file(SHEET)
        files[url] = StaticFile(content=sheet.encode(), reason=files[url].reason)
    return files


def material_file(pattern: str) -> str:
    """Return the address of a file whose name has a hash; raises ValueError when an upgrade drops or doubles it."""
    room = material_dir()
    (file,) = room.glob(pattern)
    return file.relative_to(room).as_posix()


def _material() -> Iterator[tuple[str, StaticFile]]:
    for pattern, reason in _MATERIAL.items():
        url = material_file(pattern)
        content = _without_map((material_dir() / url).read_bytes())
        if pattern == SHEET:
            content = layered("material", content.decode()).encode()
        yield url, StaticFile(content=content, reason=reason)


def _ours() -> Iterator[tuple[str, StaticFile]]:
    for url, sheet in components().items():
        yield url, StaticFile(content=sheet.encode(), reason=_STYLE)
    for pattern, reason in _OURS.items():
        for path in THEME.glob(pattern):
            url = path.relative_to(THEME).as_posix()
            yield url, StaticFile(content=_with_faces(path) if url == FACES else path, reason=reason)


def components() -> Mapping[str, str]:
    """Return the sheets that are joined from ``theme/components``, by address."""
    layers: dict[str, list[str]] = {layer: [] for layer in _COMPONENTS}
    alone = {}
    for layer, pattern in _COMPONENTS.items():
        for path in sorted((THEME / "components").glob(pattern)):
            text = path.read_text("utf-8")
            if path.stem in _ONE_PAGE:
                alone[f"assets/css/{path.stem}.css"] = _joined({layer: [text]})
            else:
                layers[layer].append(text)
    order = f"@layer material, {', '.join(_COMPONENTS)}, media;\n"
    return {"assets/css/vitrail.css": order + _joined(layers), **alone}


def _joined(layers: Mapping[str, list[str]]) -> str:
    """Put texts into their layers; rules of ``_OURS_ALONE`` for paper and forced colours go to « media », above all."""
    sheets = {layer: "".join(texts) for layer, texts in layers.items()}
    media = "".join(block for layer in _OURS_ALONE for block in _MEDIA.findall(sheets.get(layer, "")))
    sheets |= {layer: _MEDIA.sub("", sheets[layer]) for layer in _OURS_ALONE if layer in sheets} | {"media": media}
    return _NEEDLESS.sub("", "".join(layered(*sheet) for sheet in sheets.items()))


def layered(layer: str, sheet: str) -> str:
    r"""Put a sheet into a layer: its rules lose against those of a layer above, whatever their selectors.

    >>> layered("material", '@charset "UTF-8";p{top:0}')
    '@layer material{p{top:0}}\n'
    """
    return f"@layer {layer}{{{sheet.removeprefix(_CHARSET)}}}\n"


def _with_faces(sheet: Path) -> bytes:
    """Embed the upright font faces in the sheet that names them, as data addresses."""

    def carried(face: re.Match[bytes]) -> bytes:
        raw = (sheet.parent / face[1].decode()).read_bytes()
        return b'url("data:font/woff2;base64,%s")' % b64encode(raw)

    return _FACE.sub(carried, sheet.read_bytes())


def _without_map(data: bytes) -> bytes:
    """Drop the last line that names a source map: we do not publish it, and the browser would ask for it."""
    body, _, tail = data.rstrip().rpartition(b"\n")
    return body + b"\n" if b"sourceMappingURL=" in tail and body else data
