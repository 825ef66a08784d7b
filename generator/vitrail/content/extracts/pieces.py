"""The result of an extraction: pieces of text with their places; and the allowance that an extraction may spend."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from vitrail.ground.language import Phrase, mark

LONGEST = 1_000_000
"""Characters of a piece, at most: searches may copy it a few times."""
OVERLAP = 2_000
"""Characters that two consecutive pieces of a text share, so that nothing shorter is cut in two."""

DEPTH = 3
"""Archives in one another that are counted and opened."""
SECONDS = 15
"""Of processor time, for all that one file makes a process do: a thousand dense pages of a PDF take six."""
MEMORY = 700_000_000
"""Bytes of the process that opens files; a Word document of 25 MB of pictures takes 500 of them to import."""
BEYOND = mark("elle est trop lourde à ouvrir : trop de fichiers, de texte, de calculs ou de mémoire")
"""The reason for whatever exceeds a limit, counted or kept by the system."""


class UnopenedError(Exception):
    """A part of the file cannot be opened; ``reason`` is a phrase whose subject « elle » is « la pièce jointe »."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)
        self.reason = reason


class Spot(Struct, frozen=True, kw_only=True):
    """A place inside a file, as a person who opens it sees it."""

    member: str = ""
    """Path in the file's archives, as they spell it; empty for the file itself."""
    page: int = 0
    """Page of a PDF, from 1; 0 for anything else."""
    line: int = 0
    """Line of the file, or of the member, from 1; 0 where people see no lines."""

    @property
    def phrase(self) -> Phrase:
        """Return the place in words."""
        if self.page:
            return mark("page {page}", page=self.page)
        if self.member and self.line:
            return mark("{member}, ligne {line}", member=self.member, line=self.line)
        if self.member:
            return mark("{member}", member=self.member)
        return mark("ligne {line}", line=self.line) if self.line else mark("texte ou propriétés")


class Piece(Struct, frozen=True, kw_only=True):
    """A piece of a file's text, in reading order."""

    text: str
    spot: Spot = Spot()
    """The place at which it begins."""

    def place(self, offset: int) -> Spot:
        """Return the place of the character at an offset."""
        line = self.spot.line and self.spot.line + self.text.count("\n", 0, offset)
        return replace(self.spot, line=line)


class Extract(Struct, frozen=True, kw_only=True):
    """The text of a file."""

    pieces: tuple[Piece, ...] = ()
    trouble: Phrase | None = None
    """Why a part of it could not be opened: that part cannot be checked for what must not be published."""
    silent: bool = False
    """Whether its format has no text to read: a picture, a video, a Packet Tracer network."""
    pages: int = 0
    """Number of pages of a PDF; 0 for anything else."""
    members: tuple[str, ...] = ()
    """Names of the members of an archive other than an office document, nested archives included."""


class Allowance(Struct):
    """The limits on opening one file, shared by all its archives; counts, not times, so that every machine agrees.

    ``SECONDS`` and ``MEMORY`` end the process that opens it, where no count foresaw what it costs.
    """

    size: int = 200_000_000
    """Bytes, once unpacked."""
    members: int = 20_000
    characters: int = 40_000_000
    """Characters of text; an archive of a whole site has five millions."""
    signs: int = 1_000_000
    """Signs at which a parser of XML or JSON stops; a report of sixty dense pages has four hundred thousand."""

    def spend(self, *, size: int = 0, members: int = 0, characters: int = 0, signs: int = 0) -> None:
        """Subtract a cost. Raises UnopenedError: the allowance is exceeded."""
        self.size -= size
        self.members -= members
        self.characters -= characters
        self.signs -= signs
        if min(self.size, self.members, self.characters, self.signs) < 0:
            raise UnopenedError(BEYOND)


def portfolio_allowance() -> Allowance:
    """Return the allowance of a whole portfolio, whose files are read one at a time: ten times the fullest."""
    return Allowance(size=1_000_000_000, members=5_000)


def class_allowance() -> Allowance:
    """Return the allowance of the hand-ins of a class: thirty-five portfolios at the limits of what is published."""
    return Allowance(size=4_000_000_000, members=100_000)


def cut(text: str, budget: Allowance, *, member: str = "", page: int = 0, line: int = 0) -> Iterator[Piece]:
    """Cut a text into pieces; a blank one gives none. Raises UnopenedError: the allowance is exceeded."""
    budget.spend(characters=len(text))
    start = 0
    while text[start : start + LONGEST].strip():
        spot = Spot(member=member, page=page, line=line and line + text.count("\n", 0, start))
        yield Piece(text=text[start : start + LONGEST], spot=spot)
        if start + LONGEST >= len(text):
            return
        start += LONGEST - OVERLAP
