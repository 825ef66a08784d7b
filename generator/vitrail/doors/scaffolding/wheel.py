"""The wheel of the Vitrail that runs, made again from its own files: a school's forge installs it without an index.

The files are those of the package and of its theme, wherever these stand, and what the installation says of them: an
editable clone, pip, uv and pipx give the same bytes. The version carries the digest of the content, since pip keeps
an installed copy of the same version without a word.
"""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from vitrail import THEME, __version__

FOLDER = "outils"
_PACKAGE = Path(__file__).parents[2]
_INSTALLED = ("entry_points.txt", "licenses/LICENSE")
"""What a ``.dist-info`` takes from the wheel unchanged: most of the rest tells of one installation."""
_WHEEL = "Wheel-Version: 1.0\nGenerator: vitrail\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_DATE = (2020, 2, 2, 0, 0, 0)


@cache
def wheel() -> Mapping[str, bytes]:
    """Return the wheel by its path in a school; nothing if this copy runs without having been installed."""
    from importlib.metadata import PackageNotFoundError, distribution  # a new school alone is given a wheel

    try:
        installed = distribution("vitrail")
    except PackageNotFoundError:
        return {}
    files = dict(sorted(_package())) | {f"dist-info/{name}": raw for name, raw in _metadata(installed.read_text)}
    digest = hashlib.sha256(b"".join(f"{name}\0{_digest(raw)}\n".encode() for name, raw in files.items()))
    version = f"{__version__}+{digest.hexdigest()[:8]}"
    files["dist-info/METADATA"] = re.sub(
        rb"(?m)^Version: .*$", f"Version: {version}".encode(), files["dist-info/METADATA"], count=1
    )
    placed = {re.sub("^dist-info/", f"vitrail-{version}.dist-info/", name): raw for name, raw in files.items()}
    record = f"vitrail-{version}.dist-info/RECORD"
    rows = (f"{name},sha256={_digest(raw)},{len(raw)}\n" for name, raw in placed.items())
    placed[record] = "".join((*rows, f"{record},,\n")).encode()
    return {f"{FOLDER}/vitrail-{version}-py3-none-any.whl": _zipped(placed)}


def _package() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package and of its theme, which a clone keeps beside it."""
    for top, folder in {"vitrail": _PACKAGE, "vitrail/theme": THEME}.items():
        for path in folder.rglob("*"):
            inside = path.relative_to(folder)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in inside.parts)
            if path.is_file() and not hidden and path.suffix != ".pyc":
                yield f"{top}/{inside.as_posix()}", path.read_bytes()


def _metadata(read: Callable[[str], str | None]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the ``.dist-info``, with the version of the package, not that of an earlier wheel of it."""
    described = read("METADATA") or ""
    yield "METADATA", re.sub(r"(?m)^Version: .*$", f"Version: {__version__}", described, count=1).encode()
    yield "WHEEL", _WHEEL.encode()
    for name in _INSTALLED:
        if (text := read(name)) is not None:
            yield name, text.encode()


def _digest(raw: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).rstrip(b"=").decode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, raw in files.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.create_system, member.external_attr = 3, 0o100644 << 16  # the same on every system
            archive.writestr(member, raw, zipfile.ZIP_DEFLATED, 6)
    return into.getvalue()
