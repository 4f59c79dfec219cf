"""Reads the body of a refusal, whatever its form, into fields and messages.

Takes anything: the forms that servers of all ages give, broken and cut bodies, wrong types, hostile ones.
Reads at most READ_LIMIT_BYTES, expands no entity, follows no nesting without end, and never raises.
"""

from __future__ import annotations

import codecs
import re

from cloudflow_tui.diagnosis.html_page import read_html
from cloudflow_tui.diagnosis.models import ErrorBody, ErrorForm, FieldError
from cloudflow_tui.diagnosis.tree import NotWellFormedError, complaints_of, parse_json, parse_xml
from cloudflow_tui.diagnosis.visible import visible

READ_LIMIT_BYTES = 256 * 1024
MAX_ERRORS = 100
FIELD_LIMIT = 120

_NAMES = {"json": "JSON", "xml": "XML", "html": "HTML", "text": "plain text"}
_CHARSETS = re.compile(
    r"utf-?(8|16|32)(-?[lb]e)?|us-ascii|ascii|latin-?1|iso-8859-\d{1,2}|windows-125\d|cp125\d"
)
_HTML_ELEMENTS = frozenset({"html", "head", "body", "title", "h1", "h2", "center", "p", "div", "script"})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_errors(data: bytes, content_type: str, *, is_refusal: bool = True) -> ErrorBody:
    """What a body complains about.

    Args:
        data: The body; what lies beyond READ_LIMIT_BYTES is not looked at.
        content_type: The header as it came, "" when there was none.
        is_refusal: The status was an error. Without it only what says `error` or `errors` counts, so that an
            ordinary answer is not taken for a complaint.
    """
    text = decoded(data[:READ_LIMIT_BYTES], content_type)
    notes = (
        [f"only the first {READ_LIMIT_BYTES // 1024} KB were read"] if len(data) > READ_LIMIT_BYTES else []
    )
    if not text.strip(" \t\r\n\0"):
        return ErrorBody("empty")
    if _is_binary(text):
        return ErrorBody("other", note="; ".join([*notes, "the body is no text"]))
    announced = announced_form(content_type)
    found = sniffed_form(text)
    if announced and found != announced:
        notes.insert(0, f"announced as {_NAMES[announced]}, but is {_NAMES[found]}")
    if found == "html":
        page = read_html(text)
        errors = (FieldError("", page.message),) if page.message and is_refusal else ()
        return ErrorBody("html", errors, "; ".join(notes), page.is_login_page)
    if found == "text":
        errors = (FieldError("", visible(text)),) if is_refusal else ()
        return ErrorBody("text", errors, "; ".join(notes))
    return _read_tree(text, found, notes, is_refusal=is_refusal)


def decoded(data: bytes, content_type: str) -> str:
    """The text of a body: by its byte order mark, else the charset of its header, else UTF-8.

    Bytes that do not fit become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    named = re.search(r"charset\s*=\s*[\"']?([\w.-]+)", content_type, re.IGNORECASE)
    encoding = named[1].lower() if named and _CHARSETS.fullmatch(named[1].lower()) else "utf-8"
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        # Such as iso-8859-12, which was never made.
        return data.decode("utf-8", "replace")


def announced_form(content_type: str) -> str:
    """The form that a Content-Type names: json, xml, html, text, or "" for any other."""
    kind = content_type.split(";")[0].strip().lower()
    if kind == "text/plain":
        return "text"
    if "html" in kind:
        return "html"
    return next((form for form in ("json", "xml") if kind.endswith(form)), "")


def sniffed_form(text: str) -> str:
    """The form that a text has by its beginning: json, xml, html or text."""
    start = text.lstrip(" \t\r\n\0")[:2048]
    if start[:1] in ("{", "[", '"'):
        return "json"
    if start[:1] == "<":
        first = re.search(r"<(!doctype\s+html|[a-z_][\w:.-]*)", start, re.IGNORECASE)
        if first is None:
            return "text"
        name = first[1].lower()
        return "html" if name in _HTML_ELEMENTS or name.startswith("!doctype") else "xml"
    return "json" if re.fullmatch(r"(null|true|false|-?[\d.eE+-]+)\s*", start) else "text"


def _read_tree(text: str, found: str, notes: list[str], *, is_refusal: bool) -> ErrorBody:
    form: ErrorForm = "xml" if found == "xml" else "other"
    errors: tuple[FieldError, ...] = ()
    try:
        value, trouble = parse_xml(text) if found == "xml" else (parse_json(text), "")
    except NotWellFormedError as error:
        notes.append(f"not well-formed {_NAMES[found]} ({error})")
        if is_refusal:
            errors = (FieldError("", visible(text)),)
        return ErrorBody("text", errors, "; ".join(notes))
    if trouble:
        notes.append(trouble)
    shape, complaints = complaints_of(value, is_refusal=is_refusal)
    if len(complaints) > MAX_ERRORS:
        notes.append(f"{len(complaints) - MAX_ERRORS} more errors are not shown")
    errors = tuple(
        FieldError(visible(field, FIELD_LIMIT), visible(part))
        for field, message in complaints[:MAX_ERRORS]
        for part in _parts(message)
    )
    by_field = [error for error in errors if error.field]
    whole = [error for error in errors if not error.field]
    return ErrorBody(form if found == "xml" else shape, (*by_field, *whole), "; ".join(notes))


def _parts(message: str) -> tuple[str, ...]:
    """The texts that some servers join by " and "."""
    if " and " not in message or len(message) > 1000:
        return (message,)
    from cloudflow_tui.diagnosis.phrases import known_parts

    return known_parts(message)


def _is_binary(text: str) -> bool:
    sample = text[:4096]
    odd = sum(1 for char in sample if char == "\ufffd" or (char < " " and char not in "\t\r\n\f"))
    return odd * 4 > len(sample)
