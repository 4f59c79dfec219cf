"""Text broken into lines of so many cells. Control characters are shown, not obeyed."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells

from cloudflow_tui.tui.widgets.lines import plain


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` cells, broken at blanks where there are any; never empty."""
    lines: list[str] = []
    line = ""
    for word in plain(text).split(" "):
        if line and cell_len(line) + 1 + cell_len(word) > room:
            lines.append(line)
            line = ""
        if cell_len(word) > room:
            *full, word = chop_cells(word, room)
            lines += full
        line = f"{line} {word}" if line else word
    if line or not lines:
        lines.append(line)
    return lines


def wrapped_paragraphs(text: str, room: int) -> list[str]:
    """The same for a text of several lines; they stay apart, and no text is no line."""
    return [line for part in text.splitlines() for line in wrapped(part.strip(), room)]
