"""The sense of an HTML page that came in place of data: its heading, and whether it is a sign-in page.

Scans by plain search, so that no page makes it slow. Shows text only; nothing of the page is kept as markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cloudflow_tui.diagnosis.visible import visible

_SNIPPET = 2048
_PASSWORD_FIELD = re.compile(r"""type=["']?password\b""", re.IGNORECASE)
_SKIPPED = ("script", "style", "head")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """What a page says."""

    message: str
    """Heading or title without tags; the beginning of its text when it has neither; "" for an empty page."""
    is_login_page: bool


def read_html(text: str) -> HtmlPage:
    """The sense of a page."""
    title = _inside(text, "title")
    heading = _inside(text, "h1") or _inside(text, "h2")
    if not title or title.rstrip(".") in heading or heading.rstrip(".") in title:
        message = max(heading, title, key=len) if heading and title else heading or title
    else:
        message = f"{title}: {heading}"
    if not message:
        message = visible(_plain(text[: 8 * _SNIPPET]), 200)
    return HtmlPage(message, _PASSWORD_FIELD.search(text) is not None)


def _inside(text: str, tag: str) -> str:
    """The plain text of the first element of that name, "" when there is none."""
    start = re.compile(rf"<{tag}\b", re.IGNORECASE).search(text)
    begin = text.find(">", start.end()) + 1 if start else 0
    if begin == 0:
        return ""
    end = re.compile(f"</{tag}", re.IGNORECASE).search(text, begin, begin + _SNIPPET)
    return visible(_plain(text[begin : end.start() if end else begin + _SNIPPET]))


def _plain(markup: str) -> str:
    """The text between tags; scripts and styles are left out."""
    # Only HTML answers need it.
    from html import unescape

    pieces: list[str] = []
    skipping = ""
    for index, part in enumerate(markup.split("<")):
        tag, closed, after = part.partition(">")
        if index == 0:
            pieces.append(part)
            continue
        name = tag.strip().split(" ")[0].strip("/").lower()
        if skipping:
            if tag.startswith("/") and name == skipping:
                skipping = ""
                pieces.append(after)
            continue
        if name in _SKIPPED and not tag.startswith("/"):
            skipping = name
            continue
        pieces.append(f" {after}" if closed else "")
    return unescape("".join(pieces))
