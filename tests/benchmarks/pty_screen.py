"""The picture that a program paints on a terminal, kept by pyte; and the answers that a terminal gives."""

from __future__ import annotations

import re

import pyte

# What pyte does not know and would print as text.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][0-9;:]*u|\x1b\[[?>=]?[0-9;]*\$[a-zA-Z]|\x1b\[[>=<][0-9;:]*[a-zA-Z]"
    rb"|\x1b[P_^X].*?\x1b\\|\x1b\[[0-9;]*[ ][a-zA-Z]",
    re.DOTALL,
)
_COLONS = re.compile(rb"\x1b\[([0-9;:]*:[0-9;:]*)m")
_BEGUN = re.compile(rb"\x1b(?:[P_^X][^\x1b]*|\[[0-9;:<>=?$ ]*|\][^\x07\x1b]*)?$")
"""A sequence whose end comes with the next bytes."""
_MODES = re.compile(rb"\x1b\[\?(2026|2048|2004|1006)\$p")

Cells = list[list[object]]


class TerminalScreen:
    """Characters and colours of every cell."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns = columns
        self.lines = lines
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._begun = b""

    def feed(self, data: bytes) -> None:
        """Take what the program wrote."""
        data = self._begun + data
        self._begun = b""
        cut = _BEGUN.search(data)
        if cut:
            self._begun, data = data[cut.start() :], data[: cut.start()]
        data = _UNKNOWN.sub(b"", data)
        self._stream.feed(_COLONS.sub(lambda found: b"\x1b[" + found[1].replace(b":", b";") + b"m", data))

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    def part(self, columns: range, lines: range) -> tuple[str, ...]:
        """The characters of a rectangle, without colours."""
        buffer = self._screen.buffer
        return tuple("".join(buffer[y][x].data for x in columns) for y in lines)

    def cells(self) -> Cells:
        """Characters and colours of all: a moved highlight is a change, too."""
        buffer = self._screen.buffer
        return [[buffer[y][x] for x in range(self.columns)] for y in range(self.lines)]


def answer_to(data: bytes) -> bytes:
    """What a modern terminal says to the questions in these bytes, so that no program waits for it."""
    answer = b""
    for found in _MODES.finditer(data):
        answer += b"\x1b[?" + found[1] + (b";2$y" if found[1] == b"2026" else b";0$y")
    if re.search(rb"\x1b\[0?c", data):
        answer += b"\x1b[?62;22c"
    if b"\x1b[6n" in data:
        answer += b"\x1b[1;1R"
    if b"\x1b[?u" in data:
        answer += b"\x1b[?0u"
    if b"\x1b]11;?" in data:
        answer += b"\x1b]11;rgb:0000/0000/0000\x1b\\"
    if b"\x1b]10;?" in data:
        answer += b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"
    return answer
