"""The bytes of a body: which encoding its text leaves in, and what of it that encoding cannot hold.

A character that the encoding lacks is written as JSON or XML escape it, so nothing is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Format

BodyEncoding: TypeAlias = Literal["utf-8", "utf-8-bom", "iso-8859-1", "windows-1252"]
BODY_ENCODINGS: Final[tuple[BodyEncoding, ...]] = get_args(BodyEncoding)
_CODECS: Final[dict[BodyEncoding, str]] = {
    "utf-8": "utf-8",
    "utf-8-bom": "utf-8-sig",
    "iso-8859-1": "iso-8859-1",
    "windows-1252": "cp1252",
}
_LABELS: Final[dict[BodyEncoding, str]] = {
    "utf-8": "UTF-8",
    "utf-8-bom": "UTF-8 with byte order mark",
    "iso-8859-1": "ISO-8859-1",
    "windows-1252": "windows-1252",
}
_DECLARED: Final = re.compile(r"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']""")


def label_of(encoding: BodyEncoding) -> str:
    """How the encoding is called in headers and on the screen."""
    return _LABELS[encoding]


def charset_of(encoding: BodyEncoding) -> str:
    """What the Content-Type says of it; "" for UTF-8, which is usual."""
    return "" if encoding.startswith("utf-8") else _LABELS[encoding]


def encoded(text: str, encoding: BodyEncoding, format: Format) -> bytes:
    """The bytes of a body; half a character stays the half it is."""
    if encoding == "utf-8" or not text:
        return text.encode("utf-8", "surrogatepass")
    if encoding == "utf-8-bom":
        return b"\xef\xbb\xbf" + text.encode("utf-8", "surrogatepass")
    codec = _CODECS[encoding]
    parts = (one if not _lacks(one, codec) else _escape(one, format) for one in text)
    return text.encode(codec) if not _lacks(text, codec) else "".join(parts).encode(codec)


def declared_as(text: str, encoding: BodyEncoding) -> str:
    """XML of this program, its declaration naming the encoding that it leaves in."""
    charset = charset_of(encoding)
    return text.replace('encoding="UTF-8"', f'encoding="{charset}"', 1) if charset else text


def encoding_notes(text: str, encoding: BodyEncoding, format: Format) -> list[str]:
    """What does not go together: a declaration of another encoding, characters that must be escaped."""
    found = []
    declared = _DECLARED.match(text) if format == "xml" else None
    wanted = charset_of(encoding) or "UTF-8"
    if declared is not None and declared[1].lower() != wanted.lower():
        found.append(
            f"The XML declares {declared[1]} and leaves in {wanted}; servers go by the one or the other."
        )
    codec = _CODECS[encoding]
    if _lacks(text, codec):
        first = next(one for one in text if _lacks(one, codec))
        if not "\ud800" <= first <= "\udfff":
            found.append(f"{first!r} has no place in {label_of(encoding)}; it is sent as an escape.")
    return found


def _lacks(text: str, codec: str) -> bool:
    """Whether the encoding has no bytes for some of this text."""
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return True
    return False


def _escape(character: str, format: Format) -> str:
    if format == "xml":
        return f"&#{ord(character)};"
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
