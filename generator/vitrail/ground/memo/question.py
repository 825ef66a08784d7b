"""How a question is declared: how its answer is encoded and digested, and the part that it is kept with."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

import msgspec

if TYPE_CHECKING:
    from vitrail.ground.memo.memo import Memo

Words = ParamSpec("Words")
Answer = TypeVar("Answer")
QUESTIONS: dict[str, "Question[Any, Any]"] = {}
"""Every question of the program that was loaded, by its name."""


class CycleError(Exception):
    """A question depends on itself, a fault of ours: the chain of questions from it to itself."""


class Codec(NamedTuple):
    """How an answer is encoded and decoded; always by the same program, so that it needs no version."""

    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]
    """Raises what msgspec does, or ValueError, LookupError, TypeError: the bytes are not an answer."""


class Question(Generic[Words, Answer]):
    """A function whose answers are remembered; called as that function."""

    def __init__(
        self,
        run: Callable[Concatenate["Memo", Words], Answer],
        codec: Codec | None,
        weigh: Callable[[Any], bytes],
        part: int,
        *,
        inner: bool = False,
    ) -> None:
        self.run = run
        self.name = run.__name__
        self.__module__, self.__doc__ = run.__module__, run.__doc__
        self.codec = codec
        self.weigh = weigh
        self.inner = inner
        """Whether only questions of its own part depend on it."""
        self._words = part

    def __call__(self, memo: "Memo", *words: Words.args, **_: Words.kwargs) -> Answer:
        """Answer, from what is remembered if that holds."""
        return memo.ask(self, words)  # type: ignore[no-any-return, arg-type]  # what ``run`` gives; words are texts

    def digest(self, memo: "Memo", *words: Words.args, **_: Words.kwargs) -> bytes:
        """Return the digest of the answer without reading it back, and without making it a dependency."""
        return memo.digest_of("\0".join((self.name, *words)))  # type: ignore[arg-type]  # as above

    def __reduce__(self) -> str:
        """Pickle by name: a worker has the same questions."""
        return self.name

    def part(self, words: tuple[str, ...]) -> str:
        """Name the part that the answer is kept with: as many of its words as the question said."""
        return "\0".join(words[: self._words])


def question(
    kind: Any,  # noqa: ANN401  # a type, or its codec
    part: int = 2,
) -> Callable[[Callable[Concatenate["Memo", Words], Answer]], Question[Words, Answer]]:
    """Declare a question whose answer is kept.

    Args:
        kind: the type of the answer, as msgspec writes it and without a set, whose order no two processes share; or
            how it is written.
        part: how many of its first words name the part that it belongs to: none the school, one a class or an audience,
            two a portfolio or a class as an audience gets it, three a portfolio as an audience gets it.
    """
    codec = kind if isinstance(kind, Codec) else Codec(_ENCODER.encode, msgspec.msgpack.Decoder(kind).decode)
    return lambda run: _declared(Question(run, codec, codec.pack, part))


def printed(answer: object) -> bytes:
    """Weigh an answer by all that its ``repr`` prints, names of the disk that are no text included.

    >>> printed(("a.md", 1))
    b"('a.md', 1)"
    """
    return repr(answer).encode("utf-8", "surrogatepass")


def transient(
    weigh: Callable[[Any], bytes] = printed, part: int = 2, *, inner: bool = False
) -> Callable[[Callable[Concatenate["Memo", Words], Answer]], Question[Words, Answer]]:
    """Declare a question whose answer is not kept between runs; another process runs it again when it needs the value.

    ``weigh`` encodes what its dependents can see of it: while that is equal, they are not run again. An ``inner`` one
    has large answers on which only its own part depends: they are held for one part at a time.
    """
    return lambda run: _declared(Question(run, None, weigh, part, inner=inner))


def _declared(declared: Question[Words, Answer]) -> Question[Words, Answer]:
    if (other := QUESTIONS.get(declared.name)) and other.__module__ != declared.__module__:
        raise ValueError(declared.name)  # two answers would be kept under one name
    QUESTIONS[declared.name] = declared
    return declared


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)
