"""Lines of JSON and XML as coloured spans, for pages and for the body editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.tui.ink import token_ink
from cloudflow_tui.tui.widgets.text_page import Span

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Format


def inked_parts(line: str, format: Format) -> list[tuple[int, int, str]]:
    """(first column, column behind the last, ink) of the coloured parts of a line."""
    from cloudflow_tui.document import line_tokens

    return [(start, end, token_ink(kind)) for start, end, kind in line_tokens(line, format)]


def coloured(line: str, format: Format) -> list[Span]:
    """A line as spans."""
    spans: list[Span] = []
    at = 0
    for start, end, ink in inked_parts(line, format):
        if start > at:
            spans.append(Span(line[at:start]))
        spans.append(Span(line[start:end], ink))
        at = end
    if at < len(line):
        spans.append(Span(line[at:]))
    return spans
