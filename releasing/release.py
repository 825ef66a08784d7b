"""``make release VERSION=0.2.0``: all that a version is made of, in ``dist/``; nothing is sent anywhere.

Each piece is made by the commands that a school types, in a folder of its own, and has the date of the commit: the same
tree gives the same bytes. The wheel and the sdist are made twice and compared. Its last lines are what a founder types.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from releasing.notes import notes
from vitrail import __version__

_ROOT = Path(__file__).parents[1]
_OUT = _ROOT / "dist"
_NUMBER = re.compile(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?")
_PYTHON = sys.executable
_VITRAIL = (_PYTHON, "-m", "vitrail")
_AUTHOR = {"NAME": "Vitrail", "EMAIL": "vitrail@example.org"}
_EDITIONS = {"site": "public", "site-jury": "jury", "site-equipe": "equipe"}
_SCHOOL_YEAR = 9
"""Month from which a class that begins is that of the year."""


class ReleaseError(Exception):
    """The version cannot be made; the message says why."""


def main() -> None:
    """Refuse, or make everything and print what a founder types; ``--check`` only looks whether it would be refused."""
    version, *rest = [*sys.argv[1:], ""]
    if reasons := [*refusals(version)]:
        sys.exit("".join(f"refused: {reason}\n" for reason in reasons))
    if "--check" in rest:
        return
    os.environ["SOURCE_DATE_EPOCH"] = _git("log", "-1", "--format=%ct")
    shutil.rmtree(_OUT, ignore_errors=True)
    _OUT.mkdir()
    for make in (packages, demo, documents, templates, extension, bill):
        for name, raw in make(version).items():
            (_OUT / name).write_bytes(raw)
    (_OUT / "SHA256SUMS").write_text("".join(_sums()), "utf-8")
    (_OUT / "NOTES.md").write_text(notes(_OUT), "utf-8")
    for path in sorted(_OUT.iterdir()):
        print(f"{path.stat().st_size:>10}  {path.name}")
    signed = "-s" if _git("config", "--default", "", "user.signingkey") else "-a"
    print(
        f"\ngit tag {signed} v{version} -m 'Vitrail {version}' && git push origin v{version}"
        f"\n.venv/bin/python -m twine upload dist/*.whl dist/*.tar.gz   # or the workflow « release »"
        f"\nunzip dist/vitrail-{version}-documents.zip -d PAGES   # and the demo beside it"
    )


def refusals(version: str) -> Iterator[str]:
    """Yield why a version cannot be released from this tree."""
    if not _NUMBER.fullmatch(version):
        yield f"« {version} » is no version: make release VERSION=0.2.0"
        return
    if version != __version__:
        yield f"generator/vitrail/__init__.py says {__version__}"
    head = re.search(rf"^## {re.escape(version)}(.*)$", (_ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    if head is None or "unreleased" in head[1]:
        yield f"CHANGELOG.md has no part « ## {version} », or calls it unreleased"
    said = json.loads((_ROOT / "editors/vscode/package.json").read_bytes())["version"]
    if said != version:
        yield f"editors/vscode/package.json says {said}"
    if _git("status", "--porcelain"):
        yield "the tree has changes that are not committed"
    if _git("tag", "--list", f"v{version}", "--no-contains", "HEAD"):
        yield f"v{version} is there already"


def packages(_: str) -> Mapping[str, bytes]:
    """Return the wheel and the sdist, built twice with the same bytes, which an index would take."""
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for out in (Path(folder, "one"), Path(folder, "two")):
            _run(_PYTHON, "-m", "hatchling", "build", "-d", out, cwd=_ROOT)
            made.append({path.name: path.read_bytes() for path in out.iterdir()})
        if made[0] != made[1]:
            raise ReleaseError("two builds of one tree differ")
        _run(_PYTHON, "-m", "twine", "check", "--strict", *Path(folder, "one").iterdir(), cwd=_ROOT)
        return made[0]


def demo(version: str) -> Mapping[str, bytes]:
    """Return the sample school as its three kinds of readers see it, with its archive and a first page."""
    with tempfile.TemporaryDirectory() as folder:
        school, site = Path(folder, "school"), Path(folder, "demo")
        school.mkdir()
        site.mkdir()
        shutil.copytree(_ROOT / "portfolios", school / "portfolios")
        shutil.copy(_ROOT / "mkdocs.yml", school)
        _run(*_VITRAIL, "build", "--audience", "toutes", cwd=school)
        for made, name in _EDITIONS.items():
            shutil.copytree(school / made, site / name)
        _run(*_VITRAIL, "archive", "2025-2027", "--vers", site / "archive.zip", cwd=school)
        shutil.copytree(_ROOT / "theme/fonts", site / "fonts")
        shutil.copy(_ROOT / "releasing/demo.html", site / "index.html")
        return {f"vitrail-{version}-demo.zip": zipped(site)}


def documents(version: str) -> Mapping[str, bytes]:
    """Return the site of the documents."""
    with tempfile.TemporaryDirectory() as folder:
        _run(_PYTHON, "-m", "mkdocs", "build", "-q", "-f", _ROOT / "releasing/documents.yml", "-d", folder, cwd=_ROOT)
        return {f"vitrail-{version}-documents.zip": zipped(Path(folder))}


def templates(version: str) -> Mapping[str, bytes]:
    """Return a school for each forge, as files and as a repository to clone, and a portfolio alone."""
    year, month = map(int, _git("log", "-1", "--format=%cd", "--date=format:%Y %m").split())
    first = year if month >= _SCHOOL_YEAR else year - 1
    made: dict[str, bytes] = {}
    words = {
        f"ecole-{forge}": ("ecole", "--nom", "Mon lycée", "--forge", forge, "--promotion", f"{first}-{first + 2}")
        for forge in ("gitlab", "github")
    } | {"portfolio": ("portfolio", "--nom", "Nom", "--prenom", "Prénom")}
    for name, command in words.items():
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder, name)
            home.mkdir()
            _run(*_VITRAIL, "new", *command, "--session", str(first + 2), cwd=home)
            _run(*_VITRAIL, "check", cwd=home)
            _run("git", "init", "-q", "-b", "main", cwd=home)
            _run("git", "add", ".", cwd=home)
            _run("git", "commit", "-q", "-m", f"Vitrail {version}", cwd=home)
            shutil.rmtree(home / ".vitrail-cache", ignore_errors=True)  # what `check` kept, which git leaves
            made[f"vitrail-{version}-{name}.zip"] = zipped(home)
            _run("git", "-c", "pack.threads=1", "bundle", "create", "-q", home / ".git/it", "HEAD", "main", cwd=home)
            made[f"vitrail-{version}-{name}.bundle"] = (home / ".git/it").read_bytes()
    return made


def extension(version: str) -> Mapping[str, bytes]:
    """Return the extension for VS Code, which ``make vsix`` has made."""
    made = _ROOT / "editors/vscode/vitrail.vsix"
    if not made.is_file():
        raise ReleaseError("no editors/vscode/vitrail.vsix: make vsix")
    return {f"vitrail-{version}.vsix": made.read_bytes()}


def bill(version: str) -> Mapping[str, bytes]:
    """Return what is installed with Vitrail, as CycloneDX."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "sbom.json")
        command = (_PYTHON, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON", "-o", out)
        _run(*command, _PYTHON, cwd=_ROOT)
        return {f"vitrail-{version}.cdx.json": out.read_bytes()}


def zipped(folder: Path) -> bytes:
    """Pack a folder: names in order, one date, so that the same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as pack:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2020, 2, 2, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(entry, path.read_bytes())
    return held.getvalue()


def _sums() -> Iterator[str]:
    for path in sorted(_OUT.iterdir()):
        yield f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


def _git(*words: str) -> str:
    return subprocess.run(("git", *words), cwd=_ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _run(*words: str | Path, cwd: Path) -> None:
    """Run a command; what it says is shown only if it fails. Raises ReleaseError."""
    date = f"{os.environ.get('SOURCE_DATE_EPOCH', '0')} +0000"
    signed = {f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in _AUTHOR.items()}
    environment = {
        **os.environ, **signed, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(_ROOT / "generator"),
    }  # fmt: skip
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}"
        raise ReleaseError(said)


if __name__ == "__main__":
    main()
