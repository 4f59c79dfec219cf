"""Draws lines, corners and cut marks in ASCII, wherever they come from, for terminals that have no others.

The glyphs of the console come from `glyphs`; this catches what textual draws by itself, such as borders.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TABLE = str.maketrans(
    {
        **dict.fromkeys("─━▔▁", "-"),
        **dict.fromkeys("│┃▌▐▎▊█", "|"),
        **dict.fromkeys("┌┐└┘╭╮╰╯├┤┬┴┼", "+"),
        "…": "~",
        "•": "*",
    }
)


class AsciiFilter(LineFilter):
    """Replaces characters of drawing by ASCII ones of the same width; text stays as it is."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(_TABLE), *segment[1:])
            for segment in segments
        ]
