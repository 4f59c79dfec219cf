"""The words of an HTML page as a body view shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.document.html_words import WORDS_UP_TO_BYTES, page_words
from cloudflow_tui.document.visible import shown
from cloudflow_tui.tui.widgets.body_text import BodyText

if TYPE_CHECKING:
    from cloudflow_tui.document import Document
    from cloudflow_tui.document.text_index import Searched


class PageText(BodyText):
    """Words line by line, without the markup around them."""

    kind = "text"

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = [shown(line) for line in lines]

    @classmethod
    def of(cls, document: Document) -> PageText | None:
        """The words of a page; None when it is no page, has none, or is too long for an error page."""
        if document.kind != "html" or document.size_bytes > WORDS_UP_TO_BYTES:
            return None
        lines = page_words(document.text[:].decode("utf-8", "replace"))
        return cls(lines) if lines else None

    @property
    def line_count(self) -> int:
        return len(self._lines)

    def line(self, index: int, limit: int) -> str:
        return self._lines[index][:limit]

    def texts(self) -> Iterator[tuple[Searched, int]]:
        if self._lines:
            yield "\n".join([*self._lines, ""]).encode("utf-8", "surrogatepass"), 0
