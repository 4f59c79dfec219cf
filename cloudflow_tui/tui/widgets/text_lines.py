"""Plain text cut into lines for drawing."""

from __future__ import annotations

from textwrap import wrap


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` characters; paragraphs stay apart."""
    return [line for part in text.splitlines() for line in (wrap(part, max(8, width)) or [""])]
