"""Lines of a large text, found through one count per 64 KiB instead of one object per line.

Knows bytes and line ends only. Small texts take the same way, so that there is one.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from mmap import mmap

    Text = bytes | mmap
    """Bytes in memory, or those of a file that are looked at where they lie."""

BLOCK_BYTES: Final = 64 * 1024
_KEPT_BLOCKS: Final = 8
_FIND_BYTES: Final = 16 * 1024 * 1024
_LINE_END = re.compile(rb"\n")


class Searched(Protocol):
    """Bytes that can be looked through wherever they lie."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...

    def find(self, wanted: bytes, start: int, /) -> int: ...


class Lines(Protocol):
    """Numbered lines of bytes."""

    @property
    def count(self) -> int: ...

    def line(self, number: int, limit_bytes: int | None = None) -> bytes: ...


def line_ends(text: Text) -> array[int]:
    """How many line ends there are up to the end of each block."""
    ends = array("Q")
    total = 0
    for start in range(0, len(text), BLOCK_BYTES):
        total += text[start : start + BLOCK_BYTES].count(b"\n")
        ends.append(total)
    return ends


def find_in_steps(text: Text, wanted: bytes, start: int) -> int:
    """As `find`, in steps between which other threads may go on."""
    for place in range(start, len(text), _FIND_BYTES):
        found = text.find(wanted, place, place + _FIND_BYTES + len(wanted) - 1)
        if found >= 0:
            return found
    return -1


class TextIndex:
    """The lines of a text. A line end at the very end starts no further line; an empty text has no line.

    Args:
        text: Bytes or a mapped file; must not change.
        ends_before: From `line_ends`, when they were counted already.
    """

    def __init__(self, text: Text, ends_before: array[int] | None = None) -> None:
        self.text = text
        self.size_bytes = len(text)
        self._ends_before = line_ends(text) if ends_before is None else ends_before
        """Line ends up to the end of each block."""
        total = self._ends_before[-1] if self._ends_before else 0
        has_open_line = self.size_bytes > 0 and text[self.size_bytes - 1 : self.size_bytes] != b"\n"
        self._count = total + (1 if has_open_line else 0)
        self._line_ends = total
        self._blocks: dict[int, list[int]] = {}

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._count

    def start_of(self, number: int) -> int:
        """Offset of the first byte of a line; the length of the text behind the last line."""
        if number <= 0:
            return 0
        if number > self._line_ends:
            return self.size_bytes
        block = bisect_left(self._ends_before, number)
        before = self._ends_before[block - 1] if block else 0
        return self._starts(block)[number - before - 1]

    def end_of(self, number: int) -> int:
        """Offset behind the last byte of a line, its line end not counted."""
        if number >= self._line_ends:
            return self.size_bytes
        return self.start_of(number + 1) - 1

    def number_at(self, offset: int) -> int:
        """The number of the line that holds this offset."""
        block = min(offset // BLOCK_BYTES, len(self._ends_before) - 1)
        if block < 0:
            return 0
        before = self._ends_before[block - 1] if block else 0
        return before + bisect_right(self._starts(block), offset)

    def line(self, number: int, limit_bytes: int | None = None) -> bytes:
        """The bytes of a line without its line end, at most `limit_bytes` of them.

        Raises:
            IndexError: There is no such line.
        """
        if not 0 <= number < self._count:
            raise IndexError(f"line {number} of {self._count}")
        start, end = self.start_of(number), self.end_of(number)
        return self.text[start : end if limit_bytes is None else min(end, start + limit_bytes)]

    def _starts(self, block: int) -> list[int]:
        """Offsets behind each line end of a block; the last few blocks asked for are kept."""
        starts = self._blocks.get(block)
        if starts is None:
            offset = block * BLOCK_BYTES
            part = self.text[offset : offset + BLOCK_BYTES]
            starts = [offset + found.end() for found in _LINE_END.finditer(part)]
            # A copy of the keys: another thread may read lines as well.
            for oldest in tuple(self._blocks)[: 1 - _KEPT_BLOCKS]:
                self._blocks.pop(oldest, None)
            self._blocks[block] = starts
        return starts


class HexLines:
    """Binary data, sixteen bytes a line: offset, hexadecimal, and the characters that are ASCII."""

    def __init__(self, data: bytes | mmap) -> None:
        self.data = data

    @property
    def count(self) -> int:
        """How many lines there are."""
        return (len(self.data) + 15) // 16

    def line(self, number: int, limit_bytes: int | None = None) -> bytes:
        """The line of that number, always whole.

        Raises:
            IndexError: There is no such line.
        """
        if not 0 <= number < self.count:
            raise IndexError(f"line {number} of {self.count}")
        part = self.data[number * 16 : number * 16 + 16]
        characters = bytes(code if 0x20 <= code < 0x7F else 0x2E for code in part)
        return b"%08x  %-47s  %s" % (number * 16, part.hex(" ").encode(), characters)


class HexText:
    """The lines of binary data as one text that is made when it is looked at."""

    def __init__(self, lines: HexLines) -> None:
        self._lines = lines
        self._width = len(lines.line(0)) + 1 if lines.count > 1 else 0
        """Of a whole line with its line end; all but the last are as long."""
        last = lines.line(lines.count - 1) if lines.count else b""
        self._size = max(0, lines.count - 1) * self._width + len(last)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, end, _ = part.indices(self._size)
        if end <= start:
            return b""
        first = start // self._width if self._width else 0
        last = (end - 1) // self._width if self._width else 0
        text = b"\n".join(self._lines.line(number) for number in range(first, last + 1)) + b"\n"
        return text[start - first * self._width : end - first * self._width]

    def find(self, wanted: bytes, start: int, /) -> int:
        """Where the line ends that goes on here; -1 in the last one."""
        assert wanted == b"\n"
        end = (start // self._width + 1) * self._width - 1 if self._width else self._size
        return end if end < self._size else -1
