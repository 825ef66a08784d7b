"""The answers of the desk, in the reader's language: each field is a key of the JSON that its page reads."""

from msgspec import Struct

from vitrail.site.pages.portfolio.remarks import Difference


class WaitingWork(Struct, frozen=True, kw_only=True):
    """A line of the list."""

    place: str
    cohort: str
    student: str
    title: str
    why: str
    """Why it waits, a value of ``Why``; empty when it was read."""
    said: str
    readers: tuple[str, ...]


class TeamOfClass(Struct, frozen=True, kw_only=True):
    """A class, and the teachers who may judge its works."""

    slug: str
    name: str
    team: tuple[str, ...]


class WorkList(Struct, frozen=True, kw_only=True):
    """The list of works, and the progress of this evening."""

    works: tuple[WaitingWork, ...]
    cohorts: tuple[TeamOfClass, ...]
    comments: dict[str, list[str]]
    """Teacher → their former comments, which are proposed again."""
    read: int = 0
    left: int = 0
    progress: str = ""
    undoable: bool = False
    note: str = ""
    """A warning above the list: verdicts that cannot be read, hand-ins to take."""
    version: str = ""


class ClaimPanel(Struct, frozen=True, kw_only=True):
    """A competency that the work claims, and the judgements on it; texts are empty where there is none."""

    cited: str
    code: str
    title: str
    sentence: str
    state: str
    unproved: str
    own: str
    tutor: str
    teacher: str
    disagreements: tuple[str, ...]


class SaidVerdict(Struct, frozen=True, kw_only=True):
    """A verdict in words; texts are empty for keys that it lacks."""

    by: str
    role: str
    on: str
    collected: str
    code: str
    said: str
    comment: str
    answered: str
    passage: str
    moved: bool


class ChangesPanel(Struct, frozen=True, kw_only=True):
    """The differences between the work and the version that was judged."""

    title: str
    note: str
    differences: tuple[Difference, ...]
    more: bool
    """Whether some differences are not shown."""


class WorkPanel(Struct, frozen=True, kw_only=True):
    """The panel beside the page of a work."""

    place: str
    student: str
    cohort: str
    title: str
    address: str
    seal: str
    evaluations: str
    """Digest of the verdicts on its student."""
    scale: tuple[str, ...]
    team: tuple[str, ...]
    tutors: tuple[str, ...]
    claims: tuple[ClaimPanel, ...]
    answer: str
    verdicts: tuple[SaidVerdict, ...]
    advice: str
    changed: ChangesPanel | None


class DoneOrder(Struct, frozen=True, kw_only=True):
    """A verdict that was written, or undone."""

    title: str
    place: str
    uncommitted: str
    """Why git did not commit it; empty when it did, or no commit was requested."""
    undoable: bool
