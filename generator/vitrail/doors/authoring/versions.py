"""Versions of a portfolio: commits where there is a git repository, else dated copies in its folder.

A copy is a zip of the portfolio's files in its folder ``versions/``, which the engine ignores. The changes are shown
before a version is restored; the present files are then kept as a version of their own before any is written.
"""

import difflib
import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.decoding import decode
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.history import archived, commits_of
from vitrail.doors.authoring.answers import Done, FileDifference, ListedVersion, VersionDifference, VersionList
from vitrail.doors.authoring.orders import AskedVersion, NamedFile
from vitrail.doors.handing.packing import unignored
from vitrail.doors.reviewing.commits import commit, send
from vitrail.doors.serving.private import OutdatedError
from vitrail.ground.language import Language, ToldError, mark
from vitrail.ground.memo.files import LARGE
from vitrail.ground.regex import regex
from vitrail.site.outputs import writing
from vitrail.site.project import repository_of

_MOST: Final = 100
"""Versions that are listed, at most; the latest."""
_FILES: Final = 5_000
"""Files of a version, at most: ten times the fullest portfolio."""
_SUFFIX: Final = ".zip"
_STAMP: Final = "%Y-%m-%d %H.%M.%S"
_WORDS: Final = regex(r"\s+|\w+|[^\w\s]")
_LONGEST: Final = 200_000
"""Bytes of a text whose words are compared, at most."""
_AROUND: Final = 60
"""Characters that are shown before and after a difference."""
_PIECES: Final = 200
"""Pieces of a difference that are shown, at most."""


class Versions(Struct, frozen=True, kw_only=True):
    """The versions of one portfolio."""

    home: Path
    say: Language

    @property
    def in_git(self) -> bool:
        """True if the portfolio is in a git repository."""
        return (repository_of(self.home) / ".git").exists()

    def listed(self) -> VersionList:
        """List the versions, the latest first."""
        return VersionList(
            git=self.in_git,
            versions=tuple(
                ListedVersion(name=name, title=title, when=f"{self.say.date(when.date())}, {when:%H:%M}")
                for name, (when, title) in list(self._known().items())[:_MOST]
            ),
        )

    def keep(self, said: AskedVersion) -> Done:
        """Record the present files as a version; if git refuses the commit or the push, write a copy and report it."""
        title = " ".join(said.title.split()) or self.say.gettext("Ma version")
        refused = (commit([self.home], title) or (send(self.home) if said.sent else None)) if self.in_git else None
        if refused or not self.in_git:
            self._copy(title)
        return Done(said=self.say.write(refused or mark("Version enregistrée : {title}.", title=title)))

    def shown(self, name: str) -> VersionDifference:
        """Return the changes that restoring a version would make, with the seal that ``restore`` requires."""
        then, now = self._files(name), self._now()
        return VersionDifference(
            seal=_seal(name, now),
            files=tuple(
                replace(difference(now.get(path), then.get(path)), path=path)
                for path in sorted({*then, *now})
                if now.get(path) != then.get(path)
            ),
        )

    def restore(self, said: NamedFile) -> Done:
        """Restore a version, after a copy of the present files.

        Raises OutdatedError: a file changed since it was shown; ToldError: there is no such version, or a file is a
        link; UnwrittenError: the disk refused the write.
        """
        then, now = self._files(said.name), self._now()
        if _seal(said.name, now) != said.seal:
            raise OutdatedError(
                "Des fichiers ont changé depuis : rien n'a été écrit. Regardez de nouveau, puis revenez."
            )
        self._copy(self.say.gettext("Avant un retour"))
        for path in sorted({*then, *now}):
            place, before, after = self.home / path, now.get(path), then.get(path)
            if before == after:
                continue
            if not writing.is_own(place, self.home):
                raise ToldError("« {path} » est un lien : rien n'y est écrit.", path=path)
            if after is None:
                writing.remove(place, read=before or b"")
            else:
                writing.replace(place, after, read=before)
        return Done(said=self.say.gettext("C'est fait. Ce qui était là est gardé comme version."))

    def _known(self) -> Mapping[str, tuple[datetime, str]]:
        known = {
            version.name: (version.when, version.title)
            for version in (commits_of(self.home, _MOST) if self.in_git else ())
        }
        for path in (self.home / names.VERSIONS).glob(f"*{_SUFFIX}"):
            try:
                known[path.name] = (datetime.strptime(path.stem[:19], _STAMP).astimezone(), path.stem[20:])
            except ValueError:
                continue
        return dict(sorted(known.items(), key=lambda pair: pair[1][0], reverse=True))

    def _copy(self, title: str) -> None:
        """Write a dated copy, unless the last one holds the same files."""
        now = self._now()
        copies = [name for name in self._known() if name.endswith(_SUFFIX)]
        if copies and self._files(copies[0]) == now:
            return
        when = f"{datetime.now():{_STAMP}}"  # noqa: DTZ005  # local time
        name = names.safe(names.nfc(title.replace("/", "-")))[:60].rstrip(". ")

        def write(stream: BinaryIO) -> None:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, raw in now.items():
                    archive.writestr(path, raw)

        folder = self.home / names.VERSIONS
        while os.path.lexists(folder / f"{when} {name}{_SUFFIX}"):  # twice in one second
            name = f"{name}-2"
        writing.create(folder / f"{when} {name}{_SUFFIX}", write, within=self.home)

    def _now(self) -> dict[str, bytes]:
        """Read the present files that a version holds: none that git ignores, no link, none above the size limit."""
        return {
            path: place.read_bytes()
            for path, place in unignored(self.home)
            if _may_hold(path) and not place.is_symlink() and place.stat().st_size <= LARGE
        }

    def _files(self, name: str) -> dict[str, bytes]:
        """Read the files of a version. Raises ToldError: it does not exist, or cannot be read."""
        if name not in self._known():
            raise ToldError("Cette version n'existe plus.")
        kept = self.home / names.VERSIONS / name
        try:
            raw = kept.read_bytes() if name.endswith(_SUFFIX) else archived(self.home, name)
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                infos = [member for member in archive.infolist() if not member.is_dir() and _may_hold(member.filename)]
                if len(infos) > _FILES or any(member.file_size > LARGE for member in infos):
                    raise ToldError("Cette version ne se lit pas.")
                files = (member for member in infos if not stat.S_ISLNK(member.external_attr >> 16))
                return {member.filename: archive.read(member) for member in files}
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise ToldError("Cette version ne se lit pas.") from error


def _may_hold(path: str) -> bool:
    """True for a path inside the portfolio that is neither ignored by name nor in ``versions/``."""
    parts = PurePosixPath(path).parts
    odd = any(part == ".." or names.why_ignored(part) or not names.is_readable(part) for part in parts)
    return bool(parts) and not odd and "\\" not in path and not path.startswith("/") and parts[0] != names.VERSIONS


def _seal(name: str, files: Mapping[str, bytes]) -> str:
    """Return a digest of a version's name and of the present files, as they were when it was shown."""
    sums = (f"{path}\0{hashlib.sha256(raw).hexdigest()}" for path, raw in sorted(files.items()))
    return hashlib.sha256("\n".join((name, *sums)).encode("utf-8", "surrogateescape")).hexdigest()


def difference(now: bytes | None, then: bytes | None) -> FileDifference:
    """Compare a file's present bytes with a version's: pieces of text, each kept (=), gone (-) or back (+)."""
    fate = "back" if now is None else "gone" if then is None else "changed"
    texts = [decode(raw).text if len(raw) <= _LONGEST else None for raw in (now or b"", then or b"")]
    if fate != "changed" or None in texts:
        return FileDifference(fate=fate)
    before, after = (text or "" for text in texts)
    return FileDifference(fate=fate, pieces=tuple(islice(_pieces(before, after), _PIECES)))


def _pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the differences of lines, and of words inside replaced lines, each with its sign."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for change, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, back = "".join(old[first:last]), "".join(new[start:end])
        if change == "equal":
            yield "=", _shortened(gone)
        elif change == "replace":
            yield from _in_words(gone, back)
        else:
            yield ("-", gone) if gone else ("+", back)


def _in_words(gone: str, back: str) -> Iterator[tuple[str, str]]:
    old, new = _WORDS.findall(gone), _WORDS.findall(back)
    for change, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            yield "=", "".join(old[first:last])
            continue
        yield from (
            (sign, text) for sign, text in (("-", "".join(old[first:last])), ("+", "".join(new[start:end]))) if text
        )


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]} … {text[-_AROUND:]}"
