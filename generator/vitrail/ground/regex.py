"""Regular expressions, each compiled when it is first used.

Python compiles one in a tenth of a millisecond; a command runs through few of the four hundred that its modules hold.
"""

import re
from typing import Any, AnyStr, Final, cast

_USED: Final = (
    "fullmatch", "match", "search", "sub", "subn", "split", "findall", "finditer", "pattern", "flags", "groups",
    "groupindex",
)  # fmt: skip


class _Waiting:
    """What stands for a pattern: its attributes are those of the compiled one, taken when the first is asked for."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text, self._flags = text, flags
        _WAITING.append(self)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # the type is that of ``regex``
        if name not in _USED:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        self.__dict__.update((used, getattr(compiled, used)) for used in _USED)
        return self.__dict__[name]


_WAITING: list[_Waiting] = []


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern of a module as ``re.compile`` does, for its methods alone: functions of ``re`` do not take it.

    >>> regex("b.").sub("c", "abba")
    'aca'
    """
    return cast("re.Pattern[AnyStr]", _Waiting(text, flags))


def compile_all() -> None:
    """Compile what waits, once, before workers are forked: each would otherwise compile it for itself."""
    while _WAITING:
        _ = _WAITING.pop().groups
