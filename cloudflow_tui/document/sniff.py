"""What a body really is: its format and charset, told from its first bytes and from what was announced.

Looks at the beginning only and decodes nothing but that; safe on cut, empty and hostile input.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["json", "xml", "html", "text", "binary", "empty"]

SNIFFED_BYTES: Final = 64 * 1024

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_CHARSET = re.compile(
    r"ascii|utf-(8|16|32)(-le|-be)?|iso8859-\d+|cp\d{3,4}|koi8-[rtu]|gb2312|gbk|gb18030|big5(hkscs)?"
    r"|shift_jis|euc_(jp|kr)|mac-[a-z]+"
)
_SIGNATURES: Final = (
    (b"\x1f\x8b", "gzip data"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
)
_SPACE: Final = " \t\r\n"
_JSON_START = re.compile(r'\{[ \t\r\n]*(["}]|\Z)|\[[ \t\r\n]*([\[\]{"\-0-9]|true|false|null|NaN|\Z)')
_JSON_SCALAR = re.compile(r'"|-?[0-9]|true\b|false\b|null\b')
_HTML_START = re.compile(
    r"(?:<\?xml[^>]*>|(?><!--.*?-->)|\s)*+<(!doctype\s+html|html|head|body|title|h1|center|div|p|meta|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(r"<(\?xml|!--|!\[CDATA\[|!DOCTYPE|[^\W\d][\w.:\-]*[\s/>]|[^\W\d][\w.:\-]*\Z)")
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:\-]{1,40})""", re.IGNORECASE)
_NAMES: Final = {"json": "JSON", "xml": "XML", "html": "HTML", "text": "plain text", "binary": "binary data"}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a body is."""

    kind: Kind
    charset: str
    """Name that Python's codecs know; "" for binary."""
    note: str = ""
    """What does not fit the announcement or the charset, in words; "" when nothing."""
    bom_bytes: int = 0
    """Length of the byte order mark in front."""


def sniff_body(head: bytes, content_type: str | None = "") -> Sniffed:
    """Tell the format and charset of a body from its first bytes, at most SNIFFED_BYTES of which count.

    Args:
        head: The beginning of the body, or all of it.
        content_type: The Content-Type header; "" or None when there was none.
    """
    head = head[:SNIFFED_BYTES]
    announced = announced_kind(content_type or "")
    if not head:
        return Sniffed("empty", "utf-8")
    charset, bom_bytes, note = _charset_of(head, content_type or "", announced)
    text = head[bom_bytes:].decode(charset, "replace")
    kind = _kind_of(head, text, announced)
    if kind == "binary":
        return Sniffed("binary", "", _binary_note(head, announced))
    if kind == "empty":
        return Sniffed("empty", charset, "nothing but white space", bom_bytes)
    if charset == "utf-8" and not note and not _is_utf8(head):
        note = "not valid UTF-8: the bytes that are not are shown as \\x.."
        if kind in ("text", "html") and not _CHARSET.search(content_type or ""):
            charset, note = "cp1252", "not UTF-8: read as Windows-1252"
    mismatch = ""
    if announced not in ("", kind):
        mismatch = f"announced as {_NAMES[announced]}, but is {_NAMES[kind]}"
    return Sniffed(kind, charset, "; ".join(part for part in (mismatch, note) if part), bom_bytes)


def announced_kind(content_type: str) -> Literal["json", "xml", "html", "text", "binary", ""]:
    """The format that a Content-Type header names; "" when it is missing or says nothing."""
    media = content_type.partition(";")[0].strip().lower()
    if "/" not in media:
        return ""
    if media in ("application/json", "text/json", "text/javascript") or media.endswith("+json"):
        return "json"
    if media in ("text/html", "application/xhtml+xml"):
        return "html"
    if media in ("application/xml", "text/xml") or media.endswith("+xml"):
        return "xml"
    if media.startswith("text/"):
        return "text"
    if media.startswith(("image/", "audio/", "video/", "font/")):
        return "binary"
    return "binary" if media in ("application/octet-stream", "application/zip", "application/gzip") else ""


def _charset_of(head: bytes, content_type: str, announced: str) -> tuple[str, int, str]:
    """Charset, length of the byte order mark, and a note."""
    for bom, charset in _BOMS:
        if head.startswith(bom):
            return charset, len(bom), ""
    found = _CHARSET.search(content_type)
    if found:
        named = known_charset(found.group(1))
        return (named, 0, "") if named else ("utf-8", 0, "announced in an unknown charset: read as UTF-8")
    wide = _wide_charset(head)
    if wide:
        return wide, 0, ""
    declared = _XML_ENCODING.match(head.lstrip()[:400]) if announced != "json" else None
    if declared:
        named = known_charset(declared.group(1).decode("ascii"))
        # A declaration that can be read byte by byte is not in a charset of two bytes a character.
        if named and not named.startswith(("utf-16", "utf-32")):
            return named, 0, ""
        return "utf-8", 0, "declares a charset that it is not in: read as UTF-8"
    return "utf-8", 0, ""


def known_charset(name: str) -> str:
    """The name by which Python knows a charset; "" for an unknown one, or a codec that is no charset."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    if found == "utf-8-sig":
        return "utf-8"
    return found if _KNOWN_CHARSET.fullmatch(found) else ""


def _wide_charset(head: bytes) -> str:
    """UTF-16 without a byte order mark, told from NULs around the first characters; "" for none."""
    start = head[:4]
    if len(start) < 4:
        return ""
    if start[0] in b'<{["' and not start[1] and start[2] and not start[3]:
        return "utf-16-le"
    if not start[0] and start[1] in b'<{["' and not start[2] and start[3]:
        return "utf-16-be"
    return ""


def _kind_of(head: bytes, text: str, announced: str) -> Kind:
    start = text.lstrip(_SPACE)
    if not start:
        return "empty"
    if any(head.startswith(signature) for signature, _ in _SIGNATURES):
        return "binary"
    if start[0] in "{[" and (announced == "json" or _JSON_START.match(start)):
        return "json"
    if start[0] == "<":
        if _HTML_START.match(start[:4096]) and (announced != "xml" or _is_page(start)):
            return "html"
        if announced == "xml" or _XML_START.match(start):
            return "html" if announced == "html" else "xml"
    if _looks_binary(text):
        return "binary"
    if announced == "json" and _JSON_SCALAR.match(start):
        return "json"
    return "html" if announced == "html" and "<" in text else "text"


def _is_page(start: str) -> bool:
    """Whether it opens as a whole page; an XML answer may well have an element called title."""
    return re.match(r"(<\?xml[^>]*>|\s)*<(!doctype\s+html|html)\b", start[:4096], re.IGNORECASE) is not None


def _looks_binary(text: str) -> bool:
    sample = text[:4096]
    odd = sum(1 for character in sample if (character < " " and character not in "\t\r\n\f\x1b\b"))
    broken = sample.count("\ufffd")
    return "\x00" in sample or (odd + broken) * 10 > len(sample) * 3


def _binary_note(head: bytes, announced: str) -> str:
    what = next((name for signature, name in _SIGNATURES if head.startswith(signature)), "binary data")
    if what.endswith("image"):
        from cloudflow_tui.document.image_size import image_size

        size = image_size(head)
        what += "" if size is None else f", {size[0]:,} by {size[1]:,} pixels"
    if announced in ("", "binary"):
        return "" if what == "binary data" else what
    return f"announced as {_NAMES[announced]}, but is {what}"


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < SNIFFED_BYTES)
    except UnicodeDecodeError:
        return False
    return True
