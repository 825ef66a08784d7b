"""Turn a parsed mkdocs.yml into a ``SiteLook``; each key that is not followed gets a diagnostic."""

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import mark
from vitrail.ground.regex import regex
from vitrail.site.hosting.colours import accents, colour, sheet
from vitrail.site.hosting.document import Ways
from vitrail.site.hosting.keys import KEYS, Effect, row_of
from vitrail.site.hosting.look import SHEET, NavEntry, SiteLook
from vitrail.site.hosting.pictures import PICTURES, fault_of

_TEXT = 500
"""Characters of a text that is on every page, at most."""
_NAME = 80
"""Characters of a name that are shown; the rest is cut."""
_SHEET = 200_000
"""Bytes of a style sheet, at most."""
_MANY = 500
"""Lines of ``nav``, at most."""
_ON = "theme.features."
_TAG = regex(r"<[/!a-zA-Z][^>]*>")


class HostReader:
    """Reads one mkdocs.yml."""

    def __init__(self, config: Mapping[str, object], root: Path, portfolios: Path, docs: Path | None) -> None:
        """Take a parsed configuration; ``docs`` is the folder of the school's own pages, if it may be used."""
        self._root, self._portfolios, self._docs = root, portfolios, docs
        self._config = config
        self._theme = _mapping(config.get("theme"))
        self._faults: list[tuple[str, str, str]] = []
        self._files: dict[str, bytes] = {}
        self._left = _MANY

    def look(self, name: str, marks: Callable[[], Ways]) -> SiteLook:
        """Return the look; ``name`` is the file's name, ``marks`` gives the places of its keys, called only on need."""
        for way in dict.fromkeys(_ways(self._config)):
            row = row_of(way)
            if row.effect is Effect.REFUSED:
                self._tell(way, row.says)
            elif row.effect is Effect.IDLE and (way != "use_directory_urls" or self._config[way] is not False):
                self._idle(way, row.says)
        if self._docs is None:
            self._idle(
                "docs_dir",
                mark("les portfolios y sont, et un autre moteur copierait les fichiers de l'équipe dans son site"),
            )
        features = tuple(sorted({way.removeprefix(_ON) for way in _ways(self._config) if way in KEYS and _ON in way}))
        repository = self._address("repo_url")
        look = SiteLook(
            description=self._text("site_description"), author=self._text("site_author"),
            copyright=self._words("copyright"), repository=repository, edit=self._edit(repository),
            language=self._language(), strict=self._config.get("strict") is True,
            logo=self._picture("logo"), favicon=self._picture("favicon"), features=features, nav=self._nav(marks),
            home=self._from_root(self._portfolios), own=self._own(), files=self._files,
        )  # fmt: skip
        own = "".join(self._sheets())
        if written := self._colours() + own:
            self._files[SHEET] = written.encode()
        file = posixpath.join(os.path.relpath(self._root, self._portfolios).replace(os.sep, "/"), name)
        return replace(look, styled=bool(own), file=file, faults=tuple(self._told(file, marks)))

    def _tell(self, way: str, says: str, code: str = "STR058.ignored") -> None:
        if (code, way, says) not in self._faults:
            self._faults.append((code, way, says))

    def _idle(self, way: str, why: str) -> None:
        self._tell(way, mark("sans effet : {why}", why=why), "STR058")

    def _told(self, path: str, marks: Callable[[], Ways]) -> Iterator[Diagnostic]:
        known = marks() if self._faults else {}
        for code, way, says in self._faults:
            line, column = known.get(way) or known.get(way.partition(".")[0], (0, 0))
            yield Diagnostic.at(code, Place(path=path, line=line, column=column), key=way[:_NAME], reason=says)

    def _text(self, key: str) -> str:
        value = self._config.get(key)
        if value is None or (isinstance(value, str) and len(value) <= _TEXT):
            return value or ""
        self._tell(key, mark("un texte d'une ligne est attendu"))
        return ""

    def _words(self, key: str) -> str:
        """Return the text of a value without its HTML tags, which MkDocs would keep."""
        written = self._text(key)
        if not written:
            return ""
        from html import unescape  # noqa: PLC0415  # its table of entities takes a hundredth of a build without changes

        words = unescape(_TAG.sub("", written))
        if words != unescape(written):
            self._tell(key, mark("ses mots sont écrits, sans leurs balises"), "STR058")
        return words

    def _address(self, key: str) -> str:
        value = self._text(key)
        if value and not value.startswith(("https://", "http://")):
            self._tell(key, mark("une adresse qui commence par https:// est attendue"))
            return ""
        return value

    def _edit(self, repository: str) -> str:
        """Return the address at which files of the school's folder are edited; ``edit_uri`` is that of ``docs_dir``."""
        written = self._text("edit_uri")
        if not repository or not written:
            return ""
        folder = f"{repository.rstrip('/')}/{written.strip('/')}"
        names = (self._from_root(self._docs or self._root / "docs"), self._from_root(self._portfolios))
        for name in names:
            folder = folder.removesuffix(f"/{name}")
        return f"{folder}/"

    def _language(self) -> str:
        value = self._theme.get("language")
        if value is None or value in {"fr", "en"}:
            return str(value or "")
        self._tell("theme.language", mark("les pages sont écrites en « fr » ou en « en »"))
        return ""

    def _from_root(self, folder: Path) -> str:
        return os.path.relpath(folder, self._root).replace(os.sep, "/")

    def _own(self) -> str:
        return os.path.relpath(self._docs, self._portfolios).replace(os.sep, "/") + "/" if self._docs else ""

    def _file(self, way: str, written: object, limit: int) -> bytes:
        """Read a file of ``docs_dir``; report and return no bytes if it is missing, too large or outside."""
        docs = (self._docs or self._root / "docs").resolve()
        try:
            place = (docs / str(written)).resolve()
            if not isinstance(written, str) or "://" in written or not place.is_relative_to(docs):
                self._tell(way, mark("un fichier de « docs_dir » est attendu"))
            elif place.stat().st_size > limit:
                self._tell(way, mark("le fichier dépasse {limit} ko", limit=limit // 1000))
            else:
                return place.read_bytes()
        except (OSError, ValueError, RuntimeError):
            self._tell(way, mark("le fichier n'est pas dans « docs_dir »"))
        return b""

    def _picture(self, key: str) -> str:
        """Add a picture to the published files; return its address, empty if there is none or it is refused."""
        written, way = self._theme.get(key), f"theme.{key}"
        if written is None or not (raw := self._file(way, written, PICTURES)):
            return ""
        suffix = str(written).rpartition(".")[2].lower()
        if fault := fault_of(raw, suffix):
            self._tell(way, fault)
            return ""
        url = f"assets/images/ecole-{key}.{suffix}"
        self._files[url] = raw
        return url

    def _colours(self) -> str:
        palette = self._theme.get("palette")
        colours = {"primary": "", "accent": ""}
        for scheme in map(_mapping, palette if isinstance(palette, list) else [palette]):
            for key, value in scheme.items():
                if key in colours and not colours[key] and str(value) != "custom":
                    colours[key] = colour(str(value))
                    if not colours[key]:
                        self._tell(
                            f"theme.palette.{key}", mark("un nom de Material (« teal ») ou « #0b6e4f » est attendu")
                        )
        primary, accent = colours["primary"], colours["accent"]
        if accent and accents(accent) != (accent, accent):
            light, dark = accents(accent)
            says = mark(
                "{colour} devient {light} sur fond clair et {dark} sur fond sombre, pour un contraste de 4,5",
                colour=accent, light=light, dark=dark,
            )  # fmt: skip
            self._tell("theme.palette.accent", says, "STR058")
        return sheet(primary, accent)

    def _sheets(self) -> Iterator[str]:
        written = self._config.get("extra_css")
        if not written:
            return
        from vitrail.site.hosting.sheets import alone  # importing it takes a twentieth of a build without changes

        for path in written if isinstance(written, list) else [written]:
            raw = self._file("extra_css", path, _SHEET)
            try:
                text, asked = alone(raw.decode())
            except UnicodeDecodeError:
                self._tell("extra_css", mark("la feuille n'est pas en UTF-8"))
                continue
            yield text + "\n" if raw else ""
            if asked:
                says = mark("« {address} » n'est pas chargé : une feuille ne prend rien hors d'elle", address=asked[0])
                self._tell("extra_css", says)

    def _nav(self, marks: Callable[[], Ways]) -> tuple[NavEntry, ...] | None:
        written = self._config.get("nav")
        return tuple(self._entries(written, "nav", marks())) if isinstance(written, list) else None

    def _entries(self, written: list[object], way: str, known: Ways, depth: int = 0) -> Iterator[NavEntry]:
        for line in written:
            pairs = [*_mapping(line).items()] if isinstance(line, dict) else [("", line)]
            for title, below in pairs:
                self._left -= 1
                if self._left < 0 or depth > 1:
                    self._tell("nav", mark("un menu a deux niveaux et {limit} lignes au plus", limit=_MANY))
                    return
                if isinstance(below, list):
                    yield NavEntry(
                        title=title[:_NAME], children=tuple(self._entries(below, f"{way}.{title}", known, depth + 1))
                    )
                elif isinstance(below, str) and "://" not in below:
                    spot = known.get(f"{way}.{title or below}", (0, 0))
                    yield NavEntry(title=title[:_NAME], path=posixpath.normpath(below), spot=spot)
                else:
                    self._idle("nav", mark("seules des pages de « docs_dir » y sont suivies"))


def _mapping(value: object) -> Mapping[str, object]:
    return {str(key): below for key, below in value.items()} if isinstance(value, dict) else {}


def _ways(config: Mapping[str, object]) -> Iterator[str]:
    """Yield the dotted path of each key that is set, with features and plugins by their names."""
    for key, value in config.items():
        if key == "theme":
            yield from (f"theme.{way}" for way in _theme_ways(value))
        elif key == "plugins":
            for plugin in value if isinstance(value, list) else [value]:
                yield from (f"plugins.{name}" for name in (_mapping(plugin) or [plugin] if plugin else []))
        else:
            yield str(key)


def _theme_ways(value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        yield "name"
    for key, below in _mapping(value).items():
        if key == "features":
            yield from (f"features.{feature}" for feature in (below if isinstance(below, list) else [below]))
        elif key == "palette":
            for scheme in below if isinstance(below, list) else [below]:
                yield from (f"palette.{name}" for name in _mapping(scheme))
        else:
            yield key
