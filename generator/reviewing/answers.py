"""The answers of the desk, in the reader's language: each field is one of the JSON that its page reads."""

from msgspec import Struct


class WaitingWork(Struct, frozen=True, kw_only=True):
    """A line of the list."""

    place: str
    cohort: str
    student: str
    title: str
    why: str
    """Why it waits, as ``Why`` says; empty when it was read."""
    said: str
    readers: tuple[str, ...]


class TeamOfClass(Struct, frozen=True, kw_only=True):
    """A class, and who may speak of its works."""

    slug: str
    name: str
    team: tuple[str, ...]


class WorkList(Struct, frozen=True, kw_only=True):
    """The list, and how far this evening is."""

    works: tuple[WaitingWork, ...]
    cohorts: tuple[TeamOfClass, ...]
    comments: dict[str, list[str]]
    """Who wrote them → comments that are proposed again."""
    read: int = 0
    left: int = 0
    progress: str = ""
    undoable: bool = False
    note: str = ""
    """What to know first: verdicts that cannot be read, hand-ins to take."""
    version: str = ""


class ClaimPanel(Struct, frozen=True, kw_only=True):
    """A competency that the work claims, and what was said of it; texts are empty where nothing was."""

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
    """A verdict in words; texts are empty where it says nothing."""

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


class ShownDifference(Struct, frozen=True, kw_only=True):
    """A key, a file or paragraphs, before and after."""

    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str


class ChangesPanel(Struct, frozen=True, kw_only=True):
    """How the work differs from what was read."""

    title: str
    note: str
    differences: tuple[ShownDifference, ...]
    more: bool
    """Whether some are not shown."""


class WorkPanel(Struct, frozen=True, kw_only=True):
    """All that stands beside a work."""

    place: str
    student: str
    cohort: str
    title: str
    address: str
    seal: str
    evaluations: str
    """Hash of the verdicts on its student."""
    scale: tuple[str, ...]
    team: tuple[str, ...]
    tutors: tuple[str, ...]
    claims: tuple[ClaimPanel, ...]
    answer: str
    verdicts: tuple[SaidVerdict, ...]
    advice: str
    changed: ChangesPanel | None


class DoneOrder(Struct, frozen=True, kw_only=True):
    """A verdict that was written, or taken back."""

    title: str
    place: str
    uncommitted: str
    """Why git did not take it; empty when it did, or was not asked."""
    undoable: bool
