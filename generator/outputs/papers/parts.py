"""What every paper holds: fields with a label and perhaps a value, and what to know before signing."""

from msgspec import Struct

from generator.outputs.papers.stage import Subject


class Field(Struct, frozen=True, kw_only=True):
    """A label, and its value; empty, a line is left to be filled by hand."""

    label: str
    value: str = ""
    lines: int = 1
    """Lines to leave when there is no value."""


class Box(Struct, frozen=True, kw_only=True):
    """A choice to tick."""

    label: str
    ticked: bool = False


def diploma(subject: Subject) -> str:
    """Name the diploma that is prepared."""
    framework = subject.framework
    return (framework.diploma or framework.title.partition(" — ")[0]) if framework else ""


def options(subject: Subject) -> tuple[Box, ...]:
    """Return the options of the diploma, the learner's own ticked."""
    found = subject.framework.options if subject.framework else ()
    return tuple(Box(label=item.id, ticked=item.id == subject.student.option) for item in found)


def host_name(subject: Subject) -> str:
    """Name the host: as private data says, else as its record does."""
    return subject.of_host("organisme", "nom") or (subject.organisation.name if subject.organisation else "")
