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
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.decoding import decode
from vitrail.content.extracts.pieces import UnopenedError, portfolio_allowance
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.history import archived, commits_of
from vitrail.content.reading.disk.opening import HeldFile, members_in, on_disk
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
        now = self._now()
        with self._files(name) as then:
            return VersionDifference(
                seal=_seal(name, now),
                files=tuple(
                    replace(difference(before, after), path=path) for path, before, after in _differences(now, then)
                ),
            )

    def restore(self, said: NamedFile) -> Done:
        """Restore a version, after a copy of the present files.

        Raises OutdatedError: a file changed since it was shown; ToldError: there is no such version, or a file is a
        link; UnwrittenError: the disk refused the write.
        """
        now = self._now()
        with self._files(said.name) as then:
            if _seal(said.name, now) != said.seal:
                raise OutdatedError(
                    "Des fichiers ont changé depuis : rien n'a été écrit. Regardez de nouveau, puis revenez."
                )
            self._copy(self.say.gettext("Avant un retour"))
            for path, before, after in _differences(now, then):
                place, there = self.home / path, before.read() if before else None
                if not writing.is_own(place, self.home):
                    raise ToldError("« {path} » est un lien : rien n'y est écrit.", path=path)
                if after is None:
                    writing.remove(place, read=there or b"")
                else:
                    writing.replace(place, after.read(), read=there)
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
        for name in islice((name for name in self._known() if name.endswith(_SUFFIX)), 1):
            with self._files(name) as then:
                if not any(_differences(now, then)):
                    return
        when = f"{datetime.now():{_STAMP}}"  # noqa: DTZ005  # local time
        name = names.safe(names.nfc(title.replace("/", "-")))[:60].rstrip(". ")

        def write(stream: BinaryIO) -> None:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, file in now.items():
                    archive.writestr(path, file.read())

        folder = self.home / names.VERSIONS
        while os.path.lexists(folder / f"{when} {name}{_SUFFIX}"):  # twice in one second
            name = f"{name}-2"
        writing.create(folder / f"{when} {name}{_SUFFIX}", write, within=self.home)

    def _now(self) -> dict[str, HeldFile]:
        """List the present files that a version holds: none that git ignores, no link, none above the size limit."""
        return {
            path: on_disk(place)
            for path, place in unignored(self.home)
            if _may_hold(path) and not place.is_symlink() and place.stat().st_size <= LARGE
        }

    @contextmanager
    def _files(self, name: str) -> Iterator[dict[str, HeldFile]]:
        """List the files of a version, each read on request. Raises ToldError: there is none, or it cannot be read."""
        if name not in self._known():
            raise ToldError("Cette version n'existe plus.")
        kept = self.home / names.VERSIONS / name
        try:
            with kept.open("rb") if name.endswith(_SUFFIX) else io.BytesIO(archived(self.home, name)) as stream:
                yield {
                    member.filename: file
                    for member, file in members_in(stream, portfolio_allowance())
                    if not stat.S_ISLNK(member.external_attr >> 16)
                    if _may_hold(member.filename) and file.size <= LARGE
                }
        except (OSError, UnopenedError) as error:
            why = getattr(error, "reason", str(error))
            raise ToldError("Cette version ne se lit pas : {why}.", why=why) from error


def _may_hold(path: str) -> bool:
    """True for a path inside the portfolio that is neither ignored by name nor in ``versions/``."""
    parts = PurePosixPath(path).parts
    odd = any(part == ".." or names.why_ignored(part) or not names.is_readable(part) for part in parts)
    return bool(parts) and not odd and "\\" not in path and not path.startswith("/") and parts[0] != names.VERSIONS


def _differences(
    now: Mapping[str, HeldFile], then: Mapping[str, HeldFile]
) -> Iterator[tuple[str, HeldFile | None, HeldFile | None]]:
    """Yield the paths at which two states of a portfolio do not hold the same bytes, with the file of each."""
    for path in sorted({*then, *now}):
        before, after = now.get(path), then.get(path)
        if not (before and after and before.size == after.size and before.read() == after.read()):
            yield path, before, after


def _seal(name: str, files: Mapping[str, HeldFile]) -> str:
    """Return a digest of a version's name and of the present files, as they were when it was shown."""
    sums = (f"{path}\0{hashlib.sha256(file.read()).hexdigest()}" for path, file in sorted(files.items()))
    return hashlib.sha256("\n".join((name, *sums)).encode("utf-8", "surrogateescape")).hexdigest()


def difference(now: HeldFile | None, then: HeldFile | None) -> FileDifference:
    """Compare a present file with a version's: pieces of text, each kept (=), gone (-) or back (+)."""
    fate = "back" if now is None else "gone" if then is None else "changed"
    texts = [decode(file.read()).text if file and file.size <= _LONGEST else None for file in (now, then)]
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
