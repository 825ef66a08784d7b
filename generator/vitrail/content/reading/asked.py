"""Selection of the portfolios to read for one portfolio or one class: the students' former and later ones too."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from vitrail.content.reading.disk.names import safe_path
from vitrail.content.reading.disk.roles import FileRole
from vitrail.content.reading.packing import ReadFiles
from vitrail.content.reading.questions import owners, people, placed, portfolio, stray
from vitrail.content.values.folding import fold
from vitrail.ground.memo.memo import Memo


def is_asked(only: str, cohort: str, student: str) -> bool:
    """True if the typed folder, folded, is that of a student (``class/student``), or of their class."""
    owner = f"{cohort}/{student}".strip("/")
    return fold(only.strip("/")) in {fold(owner), fold(safe_path(owner)), fold(cohort)}


def _goes_on(memo: Memo, cohort: str, student: str) -> bool:
    """True if the bytes of a home page hold « vient », so that it may name a former portfolio: few need be parsed."""
    homes = (source.file.disk for source in placed(memo, cohort, student).record if source.role is FileRole.HOME)
    with suppress(OSError):
        return any(b"vient" in memo.read(disk).lower() for disk in homes)
    return False


def asked_people(memo: Memo, only: str | None) -> Iterable[tuple[str, str]]:
    """Return the portfolios of a student or a class, with the same students' former and later ones; all for None.

    Work is judged in a student's last portfolio: the former one alone would be faulted for lacking what is in the next.
    """
    every = tuple(people(memo))
    if not only:
        return every
    going_on = [who for who in every if _goes_on(memo, *who)]
    wanted, waiting = set[tuple[str, str]](), [only]
    while waiting:
        asked = waiting.pop()
        for who in every:
            if who not in wanted and is_asked(asked, *who):
                wanted.add(who)
                former, here = portfolio(memo, *who).record.comes_from, safe_path("/".join(who).strip("/"))
                waiting += [former] if former else []
                waiting += ["/".join(other) for other in going_on if portfolio(memo, *other).record.comes_from == here]
    return tuple(who for who in every if who in wanted)


def strays(memo: Memo, only: str | None) -> Iterator[ReadFiles[None]]:
    """Yield the reading of each folder of files that is no portfolio, of those asked for; all for None."""
    return (stray(memo, *who) for *who, owned in owners(memo) if not owned and (not only or is_asked(only, *who)))
