"""What the desk says of the hand-ins that lie in the school's folder of them, and are not taken in yet."""

from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from generator.handing.exchange import NAME
from generator.handing.receiving import receive
from generator.language import Language, nmark
from generator.model.school import School

FOLDER = "rendus"
"""Beside mkdocs.yml, out of git: where a team puts what it downloads from its ENT."""
_Stamp: TypeAlias = frozenset[tuple[str, int, int]]


class Deposits(Struct, kw_only=True):
    """The hand-ins of a folder; they are looked at again when a file of it, or a record, moved."""

    folder: Path
    portfolios: Path
    _stamp: _Stamp = frozenset()
    _untaken: tuple[tuple[str, str], ...] = ()

    def told(self, school: School, cohort: str | None, say: Language) -> str:
        """Say who handed in what is not taken, in one sentence with the command that takes it; nothing when all is."""
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
