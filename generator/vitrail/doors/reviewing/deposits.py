"""Tell at the desk which hand-ins in the school's folder ``rendus`` were not taken in yet."""

from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from vitrail.content.model.school import School
from vitrail.doors.handing.exchange import NAME
from vitrail.doors.handing.receiving import receive
from vitrail.ground.language import Language, nmark

FOLDER = "rendus"
"""Folder beside mkdocs.yml, ignored by git, in which a team puts the files downloaded from its ENT."""
_Stamp: TypeAlias = frozenset[tuple[str, int, int]]


class Deposits(Struct, kw_only=True):
    """The hand-ins of a folder, read again when the stamp of a file in it, or of a portfolio's record, changed."""

    folder: Path
    portfolios: Path
    _stamp: _Stamp = frozenset()
    _untaken: tuple[tuple[str, str], ...] = ()

    def told(self, school: School, cohort: str | None, say: Language) -> str:
        """Name the students whose hand-ins are not taken, with the command that takes them; empty if there are none."""
        stamp = _stamped(self.folder) | _stamped(self.portfolios, f"*/*/{NAME}")
        if stamp != self._stamp:
            self._stamp, self._untaken = stamp, tuple(self._waiting(school, cohort))
        if not self._untaken:
            return ""
        names = dict.fromkeys(name for _, name in self._untaken)
        return say.write(
            nmark(
                "{n} rendu à prendre : {names} (vitrail import rendus {folder} {cohort}).",
                "{n} rendus à prendre : {names} (vitrail import rendus {folder} {cohort}).",
                len(names), names=tuple(names), folder=self.folder.name, cohort=self._untaken[0][0],
            )
        )  # fmt: skip

    def _waiting(self, school: School, cohort: str | None) -> list[tuple[str, str]]:
        new = []
        for group in school.cohorts if self.folder.is_dir() else ():
            if group.slug and cohort in {None, group.slug}:
                people = {f"{group.slug}/{student.slug}": student.name for student in group.students}
                came = receive(self.folder, self.portfolios, group)
                new += [(group.slug, people[each.folder]) for each in came if each.change]
        return new


def _stamped(folder: Path, pattern: str = "**/*") -> _Stamp:
    return frozenset((str(path), (seen := path.lstat()).st_size, seen.st_mtime_ns) for path in folder.glob(pattern))
