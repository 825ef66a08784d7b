"""The closed list of the codes of diagnostics, read from ``codes/``; their documentation is made from it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

from msgspec import Struct

_FOLDER = Path(__file__).parent / "codes"


class Severity(StrEnum):
    """How grave a fault is; only an error can make ``check`` fail."""

    ERROR = "erreur"
    WARNING = "avertissement"
    ADVICE = "conseil"

    @property
    def rank(self) -> int:
        """Return its rank, 0 for the gravest."""
        return list(Severity).index(self)


class Code(Struct, frozen=True, kw_only=True):
    """A stable code, e.g. REF001, or one of the reasons that it is given for, e.g. REF001.session.

    An author reads and looks up the code; a reason has its own sentence, remedy, fix and severity.
    ``message`` and ``advice`` are French templates filled by name (``{code}``), and keys of the catalogue of
    translations; ``message`` is one sentence that says what is wrong, ``advice`` says how to mend it. ``why`` explains
    the code in the documentation, which is French.
    """

    id: str
    severity: Severity
    message: str
    advice: str
    why: str
    rule: str | None = None
    """The requirement it checks, e.g. « R19 »: its text is in the référentiel."""
    mends: str = ""
    """An example of its fix by « vitrail check --corriger », « before → after »; empty if it has none."""
    example: str = ""
    """An example that its author mends, « before → after », where no machine knows what was meant."""
    unverified: bool = False
    """Whether the rule's source could not be verified: the documentation then says so."""

    @property
    def name(self) -> str:
        """The code without its reason, as authors read it."""
        return self.id.partition(".")[0]


def _codes(family: str) -> Iterator[Code]:
    """Parse a family: a paragraph per code, with id and severity, then a field per line, continued by indentation."""
    text = (_FOLDER / f"{family}.txt").read_text("utf-8")
    for paragraph in text.replace("\n  ", " ").split("\n\n"):
        head, *fields = paragraph.strip().split("\n")
        if not head.startswith("#"):
            id_, severity, *doubt = head.split(" ", 2)
            told = dict(field.split(": ", 1) for field in fields)
            yield Code(id=id_, severity=Severity(severity), unverified=bool(doubt), **told)


_FILES = "encoding yaml references dates internships exam privacy media structure evaluations frameworks"


@cache
def families() -> Mapping[str, tuple[Code, ...]]:
    """Return the codes of each family by its prefix, in order; a family is a subject that an author can look up."""
    return {codes[0].id[:3]: codes for codes in (tuple(_codes(file)) for file in _FILES.split())}


@cache
def known_codes() -> Mapping[str, Code]:
    """Return every code and reason by its id; the files are read when one is asked for: most runs ask for none."""
    return {code.id: code for code in chain.from_iterable(families().values())}
