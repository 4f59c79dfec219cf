"""The words of an HTML page, such as the one that comes with a 500: what a browser would show, line by line.

Safe on any markup: nothing is loaded, run or nested, and a page that is cut off yields what there is of it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

WORDS_UP_TO_BYTES: Final = 256 * 1024
"""Longer pages are no error pages; reading their words would hold the screen up."""
_HIDDEN: Final = frozenset({"script", "style", "template", "svg"})
_BLOCK_NAMES: Final = (
    "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4"
    " h5 h6 head header hr html li main nav ol option p pre section table tbody thead title tr ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_CELLS: Final = frozenset({"td", "th"})
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


def page_words(markup: str) -> list[str]:
    """The words of a page, a line for each block, without empty lines; its title comes first."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.lines()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._open: list[str] = []
        """Pieces of the line being read."""
        self._hidden = ""
        """The element whose content nobody sees; "" outside of such."""
        self._is_kept = False
        """Within preformatted text."""

    def lines(self) -> list[str]:
        self._end_line()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            return
        if tag in _HIDDEN:
            self._hidden = tag
        elif tag in _BLOCKS:
            self._end_line()
            self._is_kept = self._is_kept or tag == "pre"
            if tag == "li":
                self._open.append("- ")
        elif tag in _CELLS and self._open:
            self._open.append("  ")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden = "" if tag == self._hidden else self._hidden
        elif tag in _BLOCKS:
            self._end_line()
            self._is_kept = self._is_kept and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not self._is_kept:
            self._open.append(_SPACE.sub(" ", data))
            return
        first, *rest = data.split("\n")
        self._open.append(first)
        for line in rest:
            self._end_line()
            self._open.append(line)

    def _end_line(self) -> None:
        text = "".join(self._open)
        text = text.rstrip() if self._is_kept else text.strip()
        if text.strip() and text != "-":
            self._lines.append(text)
        self._open.clear()
