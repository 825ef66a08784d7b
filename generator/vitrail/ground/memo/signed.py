"""Files of a cache that this machine alone could have written, and the same program: they tell one run of another."""

import hmac
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from vitrail.ground.memo.whole import write_whole

Kept = TypeVar("Kept")

UNREADABLE: Final = (msgspec.MsgspecError, ValueError, LookupError, TypeError, RecursionError)
"""What reading raises of bytes that are not an answer."""
OF_RUNS: Final = ".run"
"""Ends the names of what a run remembers beside its answers."""
_SIZE: Final = 32
"""Bytes of a signature."""
_ENCODER: Final = msgspec.msgpack.Encoder()


class SignedFolder:
    """A folder whose files are signed; without one, nothing is kept."""

    def __init__(self, folder: Path | None, key: bytes, program: str) -> None:
        """Sign with ``key``, for the same ``program``."""
        self.folder = folder
        self._key = key
        self._program = program.encode()

    def recalled(self, name: str, kind: type[Kept]) -> Kept | None:
        """Return what an earlier run remembered under a name."""
        return self.signed(f"{name}{OF_RUNS}", kind)

    def remember(self, name: str, value: object) -> None:
        """Remember something that is no answer for the next run; a disk that refuses costs it its time."""
        with suppress(OSError):
            self.sign(f"{name}{OF_RUNS}", value)

    def write(self, name: str, raw: bytes) -> None:
        """Write a file. Raises OSError: the disk refused."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / name, raw)

    def sign(self, name: str, held: object) -> None:
        """Write something, signed for its name. Raises OSError: the disk refused."""
        raw = _ENCODER.encode(held)
        self.write(name, self._signature(name, raw) + raw)

    def signed(self, name: str, kind: type[Kept]) -> Kept | None:
        """Return what was signed under a name; None for whatever else is there."""
        try:
            raw = memoryview((self.folder / name).read_bytes() if self.folder else b"")  # megabytes, not to be copied
        except OSError:
            return None
        if not hmac.compare_digest(raw[:_SIZE], self._signature(name, raw[_SIZE:])):
            return None
        try:
            return msgspec.msgpack.decode(raw[_SIZE:], type=kind)
        except UNREADABLE:
            return None

    def _signature(self, name: str, raw: bytes | memoryview) -> bytes:
        total = hmac.new(self._key, b"%b\0%b\0" % (name.encode(), self._program), "sha256")
        total.update(raw)
        return total.digest()
