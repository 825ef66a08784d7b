"""A file as parsed, before its values are interpreted: values as written, with their places, and the prose below."""

from collections.abc import Mapping
from typing import TypeAlias, Union

from vitrail.content.model.source import Record, Route, Source, Span
from vitrail.ground.diagnostics import Diagnostic

Value: TypeAlias = Union[str, "list[Value]", "dict[str, Value]", None]
"""A scalar exactly as its author wrote it (so 1.10 is never 1.1), None when empty, or a list or mapping of values.

Keys are folded (``values.folding``): without accents or case, hyphens and underscores as spaces.
"""


class Document(Record, frozen=True, kw_only=True):
    """A Markdown file with its front matter, or a YAML file (no body)."""

    UNPRINTED = frozenset({"keys"})

    source: Source
    data: Mapping[str, Value] = {}
    """Empty when the file is a list at its top: see ``items``."""
    keys: Mapping[Route, Span] = {}
    """Place of each key, for a fault of its name; needed only while reading, so no record keeps it."""
    spelled: Mapping[str, str] = {}
    """Folded key → the key as its author wrote it, to quote it."""
    twice: tuple[Route, ...] = ()
    """The keys written twice in one mapping: their first value is kept, though the second may have been meant."""
    items: tuple[Value, ...] = ()
    """The entries of a YAML file that is a list (evaluations); their routes start with their index."""
    text: str = ""
    """The prose: a Markdown file without its front matter, newlines as ``\\n``."""
    text_line: int = 1
    """Line of the file on which ``text`` starts."""
    above: str = ""
    """The text between the dashes of a Markdown file, as written."""
    above_line: int = 1
    has_front_matter: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    rejected: bool = False
    """Whether the file could not be read: undecodable, or YAML that does not parse. The keys parsed one by one
    (``data``) then serve to know who may read it, and nothing else."""
    hides: bool = False
    """Whether a rejected file asks for fewer readers elsewhere than in ``data``."""
