"""The values of answers that a process holds in memory, each with its digest.

A process that stays forgets a value when a later turn, which asked for as many, did not ask for it.
"""

from typing import Any, TypeAlias

Key: TypeAlias = str


class HeldAnswers(dict[Key, tuple[bytes, Any]]):
    """Answers by their key."""

    def __init__(self) -> None:
        super().__init__()
        self._fresh: dict[Key, tuple[str, bool]] = {}
        """Those that came since ``release`` → their part, and whether they can be read back from the disk."""
        self._inner: tuple[str, list[Key]] = "", []
        """The part whose inner answers are held, and their keys."""
        self._before: dict[Key, tuple[bytes, Any]] = {}
        """Those of earlier turns that were not asked for since."""

    def find(self, key: Key) -> tuple[bytes, Any] | None:
        """Return an answer, which then counts as asked in this turn."""
        if (held := self.get(key)) is None and (held := self._before.pop(key, None)):
            self[key] = held
        return held

    def turn(self) -> None:
        """Begin a turn. If the last one asked for as many answers as are left of earlier ones, these are forgotten.

        Saving a text asks for few: the answers behind the pages of its class then stay for the next title.

        >>> held = HeldAnswers()
        >>> for name in ("class 1", "class 2"):
        ...     held.hold(name, "", (b"", name), kept=True)
        ...     held.turn()
        >>> held.find("class 1"), held.find("class 2")
        (None, (b'', 'class 2'))
        """
        if len(self) >= len(self._before):
            self._before = dict(self)
            self.clear()

    def hold(self, key: Key, part: str, answer: tuple[bytes, Any], *, kept: bool, inner: bool = False) -> None:
        """Hold an answer; inner ones, which are what texts say, of one part at a time: a school's would be too many."""
        if inner and self._inner[0] != part:
            for forgotten in self._inner[1]:
                self.pop(forgotten, None)
            self._inner = part, []
        if inner:
            self._inner[1].append(key)
        self[key] = answer
        self._fresh[key] = part, kept

    def release(self, of: tuple[str, ...], *, kept: bool = False) -> None:
        r"""Forget the answers that came since the last call, of parts whose names end with some words.

        With ``kept``, only answers that can be read back from the disk.

        >>> held = HeldAnswers()
        >>> held.hold("card", "team\0a\0zoé", (b"1", "Zoé"), kept=True)
        >>> held.hold("entry", "team\0a\0léo", (b"2", "Léo"), kept=True)
        >>> held.release(("a", "zoé"))
        >>> list(held)
        ['entry']
        """
        last = "\0".join(("", *of))
        for key, (part, on_disk) in self._fresh.items():
            if f"\0{part}".endswith(last) and kept <= on_disk:
                self.pop(key, None)
        self._fresh = {}
