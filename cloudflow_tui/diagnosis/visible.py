"""Text of a server made fit to be shown in one line: bounded, nothing left that a terminal would obey."""

from __future__ import annotations

import re

from cloudflow_tui.document.visible import picture

MESSAGE_LIMIT = 500
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")


def visible(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """The text in one line, at most `limit` characters, cut with …; control characters become pictures.

    Runs of blanks and line ends become one blank. NUL to US are shown as ␀ to ␟, other characters without a
    shape (C1, bidirectional marks, lone surrogates) as their code.
    """
    # Bounded before the work: collapsing and pictures never make more than 8 characters of one.
    line = _BLANKS.sub(" ", text[: limit * 8]).strip(" ")
    if not line.isprintable():
        line = "".join(char if char.isprintable() else picture(char) for char in line)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
