"""``make windows-zip EMBED=…``: one folder that runs on Windows without Python, git or any right, made on any system.

It holds the embeddable CPython that is given, the wheels for it, ours, and three doors. The same inputs give the same
bytes: names are sorted, dates are one, and what a wheel does not need to run is left out.
"""

import argparse
import email.parser
import hashlib
import io
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from releasing.licences import line_of

ROOT = Path(__file__).parents[1]
DOORS = {"Écrire mon portfolio.cmd": "ecrire", "Lire la classe.cmd": "lire", "Voir le site.cmd": "voir"}
"""Name of a door → the word that ``vitrail.doors.cli.windows`` knows."""
_CMD = """\
@echo off
chcp 65001 >nul
if exist "%~dp0moteur\\python\\python.exe" goto entrer
echo Ce dossier est encore dans son fichier .zip : fermez cette fenetre, faites un clic droit sur le .zip,
echo choisissez "Extraire tout", puis ouvrez le dossier obtenu.
pause
exit /b 1
:entrer
"%~dp0moteur\\python\\python.exe" -X utf8 -m vitrail.doors.cli.windows {word} %*
if errorlevel 1 pause
"""
"""Plain ASCII: it is read before the code page is known."""
_README = (ROOT / "releasing" / "LISEZ-MOI.txt").read_text("utf-8")
_ALSO = ("colorama", "tzdata")
"""What some of our packages need on Windows alone: pip judges that by the system that it runs on."""
_ICON = re.compile(r"((?:material|fontawesome|octicons|simple)/[\w/-]+)")
_LANGUAGES = re.compile(r"babel/locale-data/(?!(root|fr|en)(_[A-Z]{2})?\.dat$)")
"""Of Babel's 1 100 languages, those that we do not write."""
_ICONS = "material/templates/.icons/"
_DATE = (1980, 1, 1, 0, 0, 0)


class UnusableEmbedError(Exception):
    """What was given is no embeddable CPython for Windows."""


def main() -> None:
    """Make the zip and its sum."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("embed", type=Path, help="python-3.x.y-embed-amd64.zip")
    asked.add_argument("--wheels", type=Path, help="a folder of win_amd64 wheels (else they are downloaded)")
    asked.add_argument("--out", type=Path, default=ROOT / "dist")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        engine = engine_of(given.embed)
        own = own_wheel(Path(made))
        wheels = sorted((given.wheels or download(Path(made) / "wheels", python_of(engine))).glob("*.whl"))
        path = pack(engine, [own, *(one for one in wheels if not one.name.startswith("vitrail-"))], given.out)
    print(f"{path} ({path.stat().st_size / 1e6:.1f} Mo)")


def pack(engine: Mapping[str, bytes], wheels: Sequence[Path], out: Path) -> Path:
    """Write the zip, and its SHA-256 beside it; give the zip.

    Args:
        engine: files of the embeddable CPython.
        wheels: ours first, then all that it needs.
        out: the folder where to write.
    """
    version = wheels[0].name.split("-")[1]
    found = {f"moteur/python/{path}": raw for path, raw in engine.items() if not path.endswith("._pth")}
    name = next(path for path in engine if path.endswith("._pth"))
    found[f"moteur/python/{name}"] = _lines(f"{name.removesuffix('._pth')}.zip\n.\n..\\paquets\n")
    packages = {path: raw for wheel in wheels for path, raw in _unpacked(wheel)}
    found |= {f"moteur/paquets/{path}": raw for path, raw in _lightened(packages).items()}
    found |= {door: _lines(_CMD.format(word=word)) for door, word in DOORS.items()}
    found["LISEZ-MOI.txt"] = b"\xef\xbb\xbf" + _lines(_README.format(version=version))
    found["moteur/LICENCES.txt"] = b"\xef\xbb\xbf" + _lines("".join(f"{one}\n" for one in _licences(packages)))
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"vitrail-{version}-windows.zip"
    path.write_bytes(_zipped(f"vitrail-{version}", found))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n", "utf-8")
    return path


def engine_of(embed: Path) -> Mapping[str, bytes]:
    """Read the embeddable CPython, be it in a folder of its zip. Raises UnusableEmbedError: it is none."""
    try:
        with zipfile.ZipFile(embed) as bag:
            files = {one.filename: bag.read(one) for one in bag.infolist() if not one.is_dir()}
    except (OSError, zipfile.BadZipFile) as error:
        raise UnusableEmbedError(embed) from error
    head = next((path.removesuffix("python.exe") for path in files if path.endswith("python.exe")), None)
    own = (
        {path.removeprefix(head): raw for path, raw in files.items() if path.startswith(head)}
        if head is not None
        else {}
    )
    if not any(path.endswith("._pth") for path in own):
        raise UnusableEmbedError(embed)
    return own


def python_of(engine: Mapping[str, bytes]) -> str:
    """Return the version of Python that wheels must fit: « 3.13 »."""
    (name,) = (path for path in engine if path.endswith("._pth"))
    digits = name.removeprefix("python").removesuffix("._pth")
    return f"{digits[0]}.{digits[1:]}"


def own_wheel(into: Path) -> Path:
    """Build ours."""
    told = {**os.environ, "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "315532800")}
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into))
    subprocess.run(command, cwd=ROOT, env=told, check=True, stdout=subprocess.DEVNULL)
    (made,) = into.glob("vitrail-*.whl")
    return made


def download(into: Path, python: str) -> Path:
    """Ask pip for the wheels of Windows, in the versions that we pin."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    command = (
        *(sys.executable, "-m", "pip", "download", "-q", "-c", str(ROOT / "constraints.txt"), "-d", str(into)),
        *("--platform", "win_amd64", "--python-version", python, "--only-binary=:all:", *needed, *_ALSO),
    )
    subprocess.run(command, check=True)
    return into


def _unpacked(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what a wheel installs beside others: no script, no header."""
    with zipfile.ZipFile(wheel) as bag:
        for one in sorted(bag.namelist()):
            top, _, rest = one.partition("/")
            kind, _, inside = rest.partition("/")
            if one.endswith("/") or (top.endswith(".data") and kind not in {"purelib", "platlib"}):
                continue
            yield (inside if top.endswith(".data") else one), bag.read(one)


def _lightened(packages: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Leave out what runs nothing: tests, types, and what is unused."""
    idle = set(unused(packages, packages))
    return {
        path: raw
        for path, raw in packages.items()
        if not path.endswith((".pyi", ".pyc", ".c", ".h")) and not re.search(r"/tests?/", path) and path not in idle
    }


def unused(paths: Iterable[str], texts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield other languages, and the icons of Material that none of the texts names: templates, ours too."""
    named = {
        name
        for path, raw in texts.items()
        if path.endswith((".html", ".yml")) and path.startswith(("material/templates/", "vitrail/theme/"))
        for name in _ICON.findall(raw.decode("utf-8", "replace"))
    }
    for path in paths:
        icon = path.startswith(_ICONS) and path.removeprefix(_ICONS).removesuffix(".svg") not in named
        if icon or _LANGUAGES.match(path):
            yield path


def _licences(packages: Mapping[str, bytes]) -> list[str]:
    parser = email.parser.Parser()
    metadata = (raw for path, raw in packages.items() if re.fullmatch(r"[^/]+\.dist-info/METADATA", path))
    return sorted((line_of(parser.parsestr(raw.decode(), headersonly=True)) for raw in metadata), key=str.lower)


def _lines(text: str) -> bytes:
    """Return a text as Windows' own programs read it."""
    return text.replace("\n", "\r\n").encode()


def _zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bag:
        for path in sorted(files):
            member = zipfile.ZipInfo(f"{folder}/{path}", _DATE)
            member.create_system, member.external_attr, member.compress_type = 0, 0, zipfile.ZIP_DEFLATED
            bag.writestr(member, files[path], compresslevel=9)
    return into.getvalue()


if __name__ == "__main__":
    main()
