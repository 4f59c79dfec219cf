"""What both pretty printers share: the result, the indentation and its bounds, the place of a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

INDENT: Final = b"  "
MAX_LEVELS: Final = 64
"""Levels that are indented; deeper ones stand at the margin of this level."""
_SPARE_BYTES: Final = 16 * 1024 * 1024
_FLUSH_PIECES: Final = 16 * 1024

NEWLINES: Final = tuple(b"\n" + INDENT * level for level in range(MAX_LEVELS + 1))
"""A line end with the indentation of each level."""


@dataclass(frozen=True, slots=True)
class Pretty:
    """A body laid out over lines."""

    text: bytes
    """UTF-8; the body's own characters in their order, with white space between tokens as it should be."""
    note: str = ""
    """What is wrong with the body, with the place of the first fault; "" when nothing."""


def room_for(size_bytes: int) -> int:
    """How many bytes indentation may add to a body of this length."""
    return size_bytes * 3 + _SPARE_BYTES


class Pieces:
    """Text under construction, with a bound on what indentation may add.

    Args:
        size_bytes: Length of the body.
    """

    def __init__(self, size_bytes: int) -> None:
        self.open: list[bytes] = []
        """Pieces not joined yet; append here."""
        self._done: list[bytes] = []
        self._room = size_bytes + room_for(size_bytes)

    def has_room(self) -> bool:
        """Join what has gathered; False when so much was added that the rest should stay as it is."""
        if len(self.open) >= _FLUSH_PIECES:
            self.flush()
        return self._room > 0

    def flush(self) -> None:
        """Join what has gathered."""
        joined = b"".join(self.open)
        self._done.append(joined)
        self._room -= len(joined)
        self.open = []

    def text(self) -> bytes:
        """All of it."""
        return b"".join([*self._done, *self.open])


def place_of(data: bytes, offset: int) -> str:
    """The place of a byte in words: line and column, both from 1, the column in characters."""
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8", "replace")) + 1
    return f"line {line}, column {column}"
