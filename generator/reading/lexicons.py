"""The lexicon that a référentiel names, read when words are looked for: nothing else waits for it."""

from importlib.resources import files
from pathlib import Path, PurePosixPath

from generator.frameworks.lexicon import Lexicon, build_lexicon, is_lexicon
from generator.model.framework import Framework
from generator.reading.disk.names import is_readable
from generator.reading.text.parse import parse_yaml

_NONE = Lexicon()


def lexicon_of(framework: Framework, portfolios: Path | None = None) -> Lexicon:
    """Return the words of a référentiel: those shipped with it, or the file beside the school's own.

    It is empty for a référentiel that names none, or whose file cannot be read.
    """
    kept: dict[str, Lexicon] = vars(framework)
    if "_lexicon" not in kept:
        kept["_lexicon"] = _read(framework, portfolios)
    return kept["_lexicon"]


def _read(framework: Framework, portfolios: Path | None) -> Lexicon:
    name = framework.lexicon
    if not name or "/" in name or not is_readable(name) or not is_lexicon(name):
        return _NONE
    try:
        if not framework.source.path:
            raw = files("generator.frameworks").joinpath("data", name).read_bytes()
        elif portfolios is None:
            return _NONE
        else:
            path = portfolios.resolve() / PurePosixPath(framework.source.path).parent / name
            if path.is_symlink():
                return _NONE
            raw = path.read_bytes()
    except OSError:
        return _NONE
    return build_lexicon(parse_yaml("", raw).data, framework)
