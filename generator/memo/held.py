"""The answers that a process has in its memory, each with its digest, until it lets them go.

A process that stays forgets by itself: of two turns in each of which as much was asked, what the later one did not.
"""

from typing import Any, TypeAlias

Key: TypeAlias = str


class HeldAnswers(dict[Key, tuple[bytes, Any]]):
    """Answers by their key."""

    def __init__(self) -> None:
        super().__init__()
        self._fresh: dict[Key, tuple[str, bool]] = {}
        """Those that came since ``let_go`` → their part, and whether they are kept on the disk."""
        self._inner: tuple[str, list[Key]] = "", []
        """The part whose inner answers are held, and those."""
        self._before: dict[Key, tuple[bytes, Any]] = {}
        """Those of turns before, of which nobody asked since."""

    def find(self, key: Key) -> tuple[bytes, Any] | None:
        """Return an answer, and hold it on."""
        if (held := self.get(key)) is None and (held := self._before.pop(key, None)):
            self[key] = held
        return held

    def turn(self) -> None:
        """Begin a turn; what was not asked for since others were, as many as there were before, is forgotten.

        A text that is saved asks for little: what its class's pages came from stays for the next title.

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
        """Hold an answer; an inner one until another part has some.

        What files say is held of one part at a time: the texts of a school are more than a process should hold.
        """
        if inner and self._inner[0] != part:
            for forgotten in self._inner[1]:
                self.pop(forgotten, None)
            self._inner = part, []
        if inner:
            self._inner[1].append(key)
        self[key] = answer
        self._fresh[key] = part, kept

    def let_go(self, of: tuple[str, ...], *, kept: bool = False) -> set[str]:
        r"""Forget what came since the last time for parts whose names end with some words; give those parts.

        With ``kept``, those alone that can be read again.

        >>> held = HeldAnswers()
        >>> held.hold("card", "team\0a\0zoé", (b"1", "Zoé"), kept=True)
        >>> held.hold("mate", "team\0a\0léo", (b"2", "Léo"), kept=True)
        >>> held.let_go(("a", "zoé")), list(held)
        ({'team\x00a\x00zoé'}, ['mate'])
        """
        last, parts = "\0".join(("", *of)), set()
        for key, (part, on_disk) in self._fresh.items():
            if f"\0{part}".endswith(last) and kept <= on_disk:
                self.pop(key, None)
                parts.add(part)
        self._fresh = {}
        return parts
