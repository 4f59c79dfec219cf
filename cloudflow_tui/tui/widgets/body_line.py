"""One line of a body painted: guides in the indentation, colours of its parts, hits of a search, cut ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from cloudflow_tui.tui.glyphs import Glyphs
from cloudflow_tui.tui.ink import Inks, token_ink
from cloudflow_tui.tui.widgets.lines import plain

if TYPE_CHECKING:
    from cloudflow_tui.tui.widgets.body_text import BodyText, Hit

_COLOURED_SHIFT = 4000
"""Further right a line gets no colours: they would have to be found from its beginning."""
_INDENT = 2


class LinePainter:
    """Paints lines on one ground.

    Args:
        ground: Style under everything.
    """

    def __init__(self, ink: Inks, glyphs: Glyphs, ground: Style) -> None:
        self._ink = ink
        self._glyphs = glyphs
        self._ground = ground

    def paint(
        self,
        text: BodyText,
        number: int,
        shift: int,
        room: int,
        *,
        hits: Sequence[Hit] = (),
        current: Hit | None = None,
        suffix: Sequence[tuple[str, Style]] = (),
    ) -> Strip:
        """The part of a line that is seen.

        Args:
            number: The line, from 0.
            shift: Columns that lie left of the view.
            room: Cells there are; a longer line ends in the cut mark.
            suffix: Stands behind the line.
        """
        wanted = shift + room + 1
        line = text.line(number, wanted)
        # Of a short line all is wanted, however much room there is.
        styles = self._styles(text, number, line, min(wanted, len(line) + 1))
        self._mark_hits(styles, hits, current)
        segments = self._segments(line, styles, shift, has_guides=text.has_guides)
        segments += [Segment(plain(words), self._ground + style) for words, style in suffix]
        strip = Strip(segments)
        if strip.cell_length > room:
            strip = Strip(
                [*strip.crop(0, room - 1), Segment(self._glyphs.more, self._ground + self._ink("text-dim"))]
            )
        return strip

    def _styles(self, text: BodyText, number: int, line: str, wanted: int) -> list[Style]:
        """A style a character."""
        styles = [self._ground] * len(line)
        if wanted < _COLOURED_SHIFT:
            for start, end, kind in text.tokens(number, wanted):
                style = self._ground + self._ink(token_ink(kind))
                styles[start:end] = [style] * (min(end, len(line)) - start)
        return styles

    def _mark_hits(self, styles: list[Style], hits: Sequence[Hit], current: Hit | None) -> None:
        for hit in hits:
            _, start, end = hit
            if start >= len(styles):
                continue
            end = min(end, len(styles))
            if hit == current:
                styles[start:end] = [self._ink("on-find-current", on="find-current", bold=True)] * (
                    end - start
                )
            else:
                styles[start:end] = [style + self._ink(on="find-hit") for style in styles[start:end]]

    def _segments(self, line: str, styles: list[Style], shift: int, *, has_guides: bool) -> list[Segment]:
        guides = (len(line) - len(line.lstrip(" "))) // _INDENT * _INDENT if has_guides else 0
        line = "".join(
            self._glyphs.guide if column % _INDENT == 0 and column < guides else character
            for column, character in enumerate(line.replace("\t", "→"))
        )
        guide = self._ground + self._ink("guide")
        styles[:guides] = [guide] * guides
        segments: list[Segment] = []
        start = shift
        for column in range(shift + 1, len(line) + 1):
            if column == len(line) or styles[column] is not styles[start]:
                segments.append(Segment(plain(line[start:column]), styles[start]))
                start = column
        if shift and segments:
            first = segments[0]
            dim = self._ground + self._ink("text-dim")
            segments[0:1] = [Segment(self._glyphs.more, dim), Segment(first.text[1:], first.style)]
        return segments
