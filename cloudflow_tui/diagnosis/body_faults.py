"""Why a body is not well formed, and the body as it was meant where that can be told.

Each fault has the id of its rule. Reads texts only; knows no endpoint.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape

from cloudflow_tui.errors import BodySyntaxError

_INVISIBLE = re.compile("[\ufeff\u00a0\u200b\u200c\u200d\u2060\u00ad]")
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_COMMENT = re.compile(r"(?m)(?<![:\"'\\])//[^\n]*$|/\*.*?\*/|(?<=[,{\[])\s*#[^\n]*$", re.DOTALL)
_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class BodyFault:
    """What is wrong with a body."""

    rule: str
    index: int
    """Character of the body at which it shows."""
    said: str
    mended: str | None
    """The body as it was meant, None when that cannot be told."""


def fault_of_json(body: str, error: BodySyntaxError) -> BodyFault:
    """The first known fault of a JSON body that cannot be read."""
    where = _offset(body, error.line, error.column)
    steps: tuple[tuple[str, str, str], ...] = (
        ("php-array", r"^\s*(?:Array|stdClass Object)\s*\(", "The body is what print_r of PHP prints."),
        ("html-escaped", r"&(?:quot|#0?34|#x22|lt|gt|amp);", "The body was escaped for HTML."),
        ("typographic-quote", "[“”„«»‘’]", "Curly quotes stand in the body."),
        ("json-comment", r"(?m)(?:^|[,{\[\s])//[^\n]*$|/\*|(?:^|[,{])\s*#[^\n]*$", "JSON has no comments."),
        ("python-literals", r"[:\[,]\s*(?:True|False|None)\b", "The body is a Python dict, not JSON."),
        ("unquoted-keys", r"[{,]\s*[A-Za-z_][\w-]*\s*:", "Keys need double quotes."),
        ("single-quoted-json", r"[{,\[:]\s*'", "JSON takes double quotes only."),
        ("trailing-comma", r",\s*[}\]]", "A comma stands before a closing bracket."),
        ("invisible-sign", _INVISIBLE.pattern, "An invisible sign stands in the body."),
    )
    mended = mended_json(body)
    outside = _without_strings(body)
    for rule, pattern, said in steps:
        text = (
            body if rule in ("php-array", "html-escaped", "typographic-quote", "invisible-sign") else outside
        )
        found = re.search(pattern, text[:_LIMIT])
        if found is not None and (mended is not None or rule == "php-array"):
            at = (
                where
                if rule == "invisible-sign" and body[where : where + 1] in ("\ufeff", "\u00a0")
                else found.start()
            )
            return BodyFault(rule, at, said, mended)
    stripped = _stripped_of_quotes(body)
    if stripped is not None:
        return BodyFault("quotes-lost", where, "The shell took the double quotes of the body.", stripped)
    return BodyFault("body-syntax", where, f"{error.message}.", None)


def _stripped_of_quotes(body: str) -> str | None:
    """The JSON of a body without any double quotes, as a shell leaves it; None when it is none."""
    from cloudflow_tui.diagnosis.loose_json import read_loose

    if '"' in body or len(body) > _LIMIT:
        return None
    value = read_loose(body, has_bare_values=True)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) and value else None


def _without_strings(body: str) -> str:
    """The text with what stands in double quotes blanked out, so that only its structure is searched."""
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', lambda found: '"' + " " * (len(found[0]) - 2) + '"', body[:_LIMIT])


def _offset(body: str, line: int, column: int) -> int:
    starts = [0, *(found.end() for found in re.finditer("\n", body))]
    return min(starts[min(line, len(starts)) - 1] + column - 1, max(len(body) - 1, 0))


def mended_json(body: str) -> str | None:
    """The JSON that a broken body was meant to be; None when it cannot be told."""
    from cloudflow_tui.diagnosis.loose_json import read_loose

    if len(body) > _LIMIT:
        return None
    text = _INVISIBLE.sub(lambda found: " " if found[0] == "\u00a0" else "", body)
    if re.search(r"&(?:quot|#0?34|#x22|#0?39|lt|gt|amp);", text) and not _is_json(text):
        text = unescape(text)
    if re.search("[“”„«»]", text):
        text = text.translate(_CURLY)
    if _is_json(text):
        return text
    value = read_loose(text)
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def fault_of_xml(body: str, error: BodySyntaxError, root: str) -> BodyFault:
    """The first known fault of an XML body that cannot be read.

    Args:
        root: What the call takes, "" when it is not known.
    """
    where = _offset(body, error.line, error.column)
    cleaned = _INVISIBLE.sub("", body).translate(_CURLY)
    if cleaned != body and is_xml(cleaned):
        found = _INVISIBLE.search(body)
        rule = "invisible-sign" if found else "typographic-quote"
        at = found.start() if found else where
        return BodyFault(rule, at, "A sign that a word processor made stands in the XML.", cleaned)
    if re.match(r"\s+<\?xml", body):
        mended = body.lstrip()
        said = "The XML declaration must be the very first thing."
        return BodyFault("xml-declaration-late", 0, said, mended if is_xml(mended) else None)
    wrapped = _wrapped(body, root)
    if wrapped is not None:
        return BodyFault("xml-two-roots", where, "The XML has more than one element at its top.", wrapped)
    escaped = _escaped(body)
    if escaped != body and is_xml(escaped):
        found = re.search(r"&(?!#?\w+;)|<(?![A-Za-z_/?!])", body)
        return BodyFault(
            "xml-special-signs", found.start() if found else where, "& or < stands bare in the XML.", escaped
        )
    unescaped = unescape(body)
    if unescaped != body and is_xml(unescaped):
        return BodyFault("html-escaped", 0, "The body was escaped for HTML.", unescaped)
    return BodyFault("body-syntax", where, f"{error.message}.", None)


def _wrapped(body: str, root: str) -> str | None:
    """Several top elements put below one, without the attributes that only nil ones carry."""
    name = root or "hash"
    declaration = re.match(r"\s*(<\?xml[^>]*\?>)?", body)
    head = declaration[1] or "" if declaration else ""
    rest = body[declaration.end() :] if declaration else body
    if is_xml(rest) or not is_xml(f"<{name}>{rest}</{name}>") or not rest.strip().startswith("<"):
        return None
    inner = re.sub(rf"<{re.escape(name)}\b[^>]*/>|^\s*<{re.escape(name)}s?\b[^>]*/>", "", rest).strip()
    return f"{head}<{name}>{inner}</{name}>" if is_xml(f"<{name}>{inner}</{name}>") else None


def _escaped(body: str) -> str:
    text = re.sub(r"&(?!#?\w+;)", "&amp;", body)
    return re.sub(r"<(?![A-Za-z_/?!])", "&lt;", _stray_tags(text))


def _stray_tags(text: str) -> str:
    """`a<b` within a value: a < whose word is never closed nor an element elsewhere."""

    def mended(found: re.Match[str]) -> str:
        name = found[1]
        return found[0] if f"</{name}>" in text or found[0].endswith("/>") else f"&lt;{found[0][1:]}"

    return re.sub(r"(?<=[^\s>])<([A-Za-z_][\w.-]*)", mended, text)


def is_xml(text: str) -> bool:
    from cloudflow_tui.request.xml_reader import read_xml

    try:
        read_xml(text)
    except BodySyntaxError:
        return False
    return True
