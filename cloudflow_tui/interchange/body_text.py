"""The body of a request as text, and that text as the words of a shell that make the same bytes again."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Pairs

_CHARSET: Final = re.compile(r'charset\s*=\s*"?([\w.:-]+)', re.IGNORECASE)


def charset_of(headers: Pairs) -> str:
    """The encoding that the Content-Type names, "" for UTF-8 and for one that is not known."""
    said = next((value for name, value in headers if name.lower() == "content-type"), "")
    found = _CHARSET.search(said)
    if found is None or found[1].lower() in ("utf-8", "utf8"):
        return ""
    try:
        "".encode(found[1])
    except LookupError:
        return ""
    return found[1]


def body_text(body: bytes, charset: str) -> str:
    """The text of a body, read in its encoding."""
    return body.decode(charset or "utf-8", "replace")


def body_bytes(text: str, charset: str) -> bytes:
    """The bytes that the text was made of; a sign that is no part of the encoding becomes `?`."""
    return text.encode(charset or "utf-8", "replace")


def shell_word(text: str, charset: str) -> str:
    """The text quoted for bash, so that a program gets these bytes."""
    if not charset or text.isascii():
        return quote(text)
    plain = text.replace("\\", "\\\\").replace("'", "\\'")
    return "$'" + "".join(_escaped(one, charset) for one in plain) + "'"


def _escaped(character: str, charset: str) -> str:
    if character.isascii():
        return character
    return "".join(f"\\{byte:03o}" for byte in body_bytes(character, charset))
