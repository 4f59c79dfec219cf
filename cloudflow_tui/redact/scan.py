"""Values that stand under a secret name, in JSON, XML, HTML, forms and URLs, found by the text around it.

Nothing is parsed as a whole: each place where a name could be secret is looked at by itself, so a cut,
broken or mixed text is masked like a sound one, and whatever is not masked stays byte for byte. Below
`errors` names do not count: what stands there are messages about the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cloudflow_tui.redact.edits import JSON_NUMBER, JSON_STRING_REST, Edit, json_container
from cloudflow_tui.redact.names import holds_secret_key, is_secret_header, is_secret_name
from cloudflow_tui.redact.values import Kind

_HINTS = tuple(
    b"pass pwd secret token key licen otp psk salt credential sess auth cookie ssl_cert ssl-cert".split()
)
"""Every secret name has one of these in it; looking for them first passes quickly over a clean body."""
_LOWER = bytes(range(256)).lower()
_NOT_IN_HINTS = bytes(set(range(256)) - {c for c in range(256) if _LOWER[c] in b"".join((*_HINTS, b"error"))})
_NAME_BYTES = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.[]%"
_MAX_NAME = 200

_ESCAPED_QUOTE = re.compile(rb"(\\*)\"")
_JSON_COLON = re.compile(rb"(\\*)\"\s*:\s*")
_JSON_NAME_FIELD = re.compile(rb"\"(?:name|key|field|parameter|header|Name|Key)\"\s*:\s*\"\Z")
_JSON_SCALAR = rb"(?:\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"|[^\s,{}\[\]\"]+)"
_JSON_VALUE_FIELD = re.compile(
    rb"\"(?:\s*,\s*\"[^\"\\]*+\"\s*:\s*"
    + _JSON_SCALAR
    + rb"){0,6}?\s*,\s*\"(?:value|Value|content)\"\s*:\s*",
    re.DOTALL,
)
_ERRORS_KEY = re.compile(rb"\"errors?\"\s*:\s*")
_JSON_KEY_FIELD = re.compile(rb"\"(?:key|value)\"\s*:\s*")
_XML_OPEN = re.compile(rb"[\w.:-]*(?:\s[^<>]*)?>")
_NAMESPACE = re.compile(rb"<[\w.-]+:\Z")
_XML_NAME_FIELD = re.compile(rb"<(?:name|key|field)\b[^<>]*>\s*\Z")
_XML_VALUE_FIELD = re.compile(
    rb"\s*</(?:name|key|field)>(?:\s*<([\w-]+)\b[^<>]*>[^<]*</\1>){0,6}?\s*<(?:value|content)\b[^<>]*>"
)
_XML_KEY_FIELD = re.compile(rb"<(?:key|value)\b[^<>]*(?<!/)>")
_XML_LEAF = re.compile(rb"<(/?)([\w.:-]+)[^<>]*?(/?)>")
_SPACES = re.compile(rb"\s*")
_CDATA = re.compile(rb"\s*<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_TAG_NAME = re.compile(rb"\s(?:name|id|key)\s*=\s*[\"']\Z")
_TAG_VALUE = re.compile(rb"\s(?:value|content)\s*=\s*(?:\"([^\"]*)|'([^']*))")
_PEM = re.compile(
    rb"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
    rb"(?:(?!-----END )[^\"<])*+(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)?"
)
_USERINFO = re.compile(rb"://[^/?#\s\"'<>@:]*:([^/?#\s\"'<>]+)@")
_BASIC = re.compile(rb"\b((?:Basic|Bearer) +)([A-Za-z0-9+/=._~-]{6,})")
_FORM_VALUE = re.compile(rb"[^&\r\n]*")
_LOOSE_VALUE = re.compile(rb"[^&\s\"'<>\\]+")
_COLON_VALUE = re.compile(rb"['\"]?\s*(?::|=|=>)\s*(?:\"([^\"\r\n]*)|'([^'\r\n]*)|([^\s,;&\"'<>\\]+))")
_OPTION_VALUE = re.compile(rb"\s+(?:\"([^\"\r\n]*)|'([^'\r\n]*)|([^\s\"']+))")
_COMMAND_USER = re.compile(rb"(?:^|\s)(?:-u|--user|-U|--proxy-user)[\s=]*[\"']?[^\s:\"']*:([^\s\"']+)")
_PROSE = frozenset(
    b"is can cannot must should has does was may not are too the a an and or required missing invalid".split()
)
_SHORT_FORMS = frozenset(b"can isn doesn don won wasn aren hasn".split())
_SCHEMES = frozenset((b"basic", b"bearer", b"digest"))
_SPARED = frozenset({b"", b"true", b"false", b"nil", b"null"})


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    text: str


def name_edits(data: bytes, kind: Kind, mask: bytes) -> list[Edit]:
    """Replacements of everything that stands under a secret name, of private keys and of URL passwords."""
    # The letters of the hints alone are half of a body: a hint that is not among them stands nowhere.
    letters = data.translate(_LOWER, _NOT_IN_HINTS)
    hints = [hint for hint in _HINTS if hint in letters]
    edits: list[Edit] = []
    if hints:
        lower = data.lower()
        exempt = _message_spans(lower, data) if b"error" in letters else []
        for name in _names(lower, data, hints):
            if any(start <= name.start < end for start, end in exempt):
                continue
            edits += _edits_of_name(data, name, kind, mask)
        if b"private key-----" in lower:
            edits += [
                Edit(m.start(), m.start(), m.end(), mask, m.end() == len(data)) for m in _PEM.finditer(data)
            ]
    if b"@" in data and b"://" in data:
        edits += [Edit(m.start(), m.start(1), m.end(1), mask) for m in _USERINFO.finditer(data)]
    if kind == "text":
        edits += [Edit(m.start(), m.start(2), m.end(2), mask) for m in _BASIC.finditer(data)]
        edits += [Edit(m.start(), m.start(1), m.end(1), mask) for m in _COMMAND_USER.finditer(data)]
    return edits


def _names(lower: bytes, data: bytes, hints: list[bytes]) -> Iterator[_Name]:
    """Every run of name characters with one of these hints in it, in no special order."""
    seen: set[int] = set()
    for hint in hints:
        position = lower.find(hint)
        while position >= 0:
            left = data[max(0, position - _MAX_NAME) : position]
            start = position - (len(left) - len(left.rstrip(_NAME_BYTES)))
            right = data[position : position + _MAX_NAME]
            end = position + len(right) - len(right.lstrip(_NAME_BYTES))
            if start not in seen:
                seen.add(start)
                yield _Name(start, end, _decoded(data[start:end]))
            position = lower.find(hint, max(end, position + 1))


def _decoded(raw: bytes) -> str:
    text = raw.decode("ascii", "replace")
    if "%" in text:
        from urllib.parse import unquote

        text = unquote(text)
    return text


def _message_spans(lower: bytes, data: bytes) -> list[tuple[int, int]]:
    """Where error messages stand: JSON and XML below `errors`."""
    spans: list[tuple[int, int]] = []
    position = lower.find(b'"error')
    while position >= 0:
        match = _ERRORS_KEY.match(lower, position)
        end = position + 6
        if match and data[match.end() : match.end() + 1] in (b"{", b"["):
            end, _ = json_container(data, match.end())
            spans.append((position, end))
        position = lower.find(b'"error', end)
    position = lower.find(b"<errors")
    while position >= 0:
        end = lower.find(b"</errors", position)
        end = len(data) if end < 0 else end
        spans.append((position, end))
        position = lower.find(b"<errors", end)
    return spans


def _edits_of_name(data: bytes, name: _Name, kind: Kind, mask: bytes) -> list[Edit]:
    before = data[name.start - 1 : name.start] if name.start else b""
    after = data[name.end : name.end + 1]
    colon = _JSON_COLON.match(data, name.end)
    if colon and data.endswith(colon[1] + b'"', 0, name.start):
        return _edits_of_json_key(data, name, colon, mask)
    if before == b"<" or (before == b":" and _NAMESPACE.search(data, max(0, name.start - 64), name.start)):
        return _edits_of_element(data, name, mask)
    if not (is_secret_name(name.text) or is_secret_header(name.text)):
        return []
    if before and before in b"\"'" and before == after:
        found = _edits_of_quoted_name(data, name, mask)
        return found or (_edits_of_prose(data, name, mask) if kind == "text" else [])
    if before == b">" and after in (b"<", b" "):
        if _XML_NAME_FIELD.search(data, max(0, name.start - 128), name.start):
            field = _XML_VALUE_FIELD.match(data, name.end)
            if field:
                return _text_edit(data, name.start, field.end(), mask)
        return []
    if not is_secret_name(name.text):
        return []
    if after == b"=":
        return _edits_of_assignment(data, name, kind, mask)
    return _edits_of_prose(data, name, mask) if kind == "text" else []


# JSON


def _edits_of_json_key(data: bytes, name: _Name, colon: re.Match[bytes], mask: bytes) -> list[Edit]:
    is_secret = is_secret_name(name.text)
    if not is_secret and not holds_secret_key(name.text):
        return []
    if is_secret:
        found = _json_value_edits(data, name.start, colon.end(), colon[1], mask)
        if found:
            return found
    if data[colon.end() : colon.end() + 1] not in (b"{", b"["):
        return []
    end, _ = json_container(data, colon.end())
    edits = []
    for field in _JSON_KEY_FIELD.finditer(data, colon.end(), end):
        edits += _json_value_edits(data, name.start, field.end(), b"", mask)
    return edits


def _json_value_edits(data: bytes, anchor: int, start: int, escapes: bytes, mask: bytes) -> list[Edit]:
    """Masks the JSON value at `start`; null, true, false and the empty string tell nothing and stay."""
    if data.startswith(escapes + b'"', start):
        first = start + len(escapes) + 1
        end = _string_end(data, first, len(escapes))
        return [] if end == first else [Edit(anchor, first, end, mask, end == len(data))]
    number = JSON_NUMBER.match(data, start)
    if number:
        quote = escapes + b'"'
        return [Edit(anchor, start, number.end(), quote + mask + quote, number.end() == len(data))]
    if data.startswith(b"[", start) and not escapes:
        end, scalars = json_container(data, start)
        edits = []
        for first, last in scalars:
            is_string = data[first - 1 : first] == b'"'
            if is_string or JSON_NUMBER.fullmatch(data, first, last):
                text = mask if is_string else b'"' + mask + b'"'
                edits.append(Edit(anchor, first, last, text, end == len(data)))
        return [edit for edit in edits if edit.end > edit.start]
    return []


def _string_end(data: bytes, start: int, depth: int) -> int:
    """End of the string that begins at `start`; `depth` counts the backslashes before its quotes."""
    if depth == 0:
        match = JSON_STRING_REST.match(data, start)
        return match.end() if match else start
    for match in _ESCAPED_QUOTE.finditer(data, start):
        if len(match[1]) % (2 * (depth + 1)) == depth:
            return match.end() - 1 - depth
        if len(match[1]) < depth:
            return match.start()
    return len(data)


# XML and HTML


def _edits_of_element(data: bytes, name: _Name, mask: bytes) -> list[Edit]:
    opened = _XML_OPEN.match(data, name.end)
    if not opened or data[opened.end() - 2 : opened.end() - 1] == b"/":
        return []
    is_secret = is_secret_name(name.text)
    if not is_secret and not holds_secret_key(name.text):
        return []
    edits = _text_edit(data, name.start, opened.end(), mask) if is_secret else []
    if edits or not data.startswith(b"<", opened.end() + _spaces(data, opened.end())):
        return edits
    closing = data.find(b"</" + data[name.start : name.end], opened.end())
    end = len(data) if closing < 0 else closing
    for field in _XML_KEY_FIELD.finditer(data, opened.end(), end):
        edits += _text_edit(data, name.start, field.end(), mask)
    if is_secret and b"array" in opened[0]:
        edits += _edits_of_items(data, name.start, opened.end(), end, mask)
    return edits


def _edits_of_items(data: bytes, anchor: int, start: int, end: int, mask: bytes) -> list[Edit]:
    """Text of the children that have no children themselves: `<pass type="array"><item>…</item></pass>`."""
    edits = []
    depth = 0
    for tag in _XML_LEAF.finditer(data, start, end):
        if tag[1]:
            depth -= 1
        elif not tag[3]:
            depth += 1
            if depth == 1:
                edits += _text_edit(data, anchor, tag.end(), mask)
    return edits


def _text_edit(data: bytes, anchor: int, start: int, mask: bytes) -> list[Edit]:
    """Masks the text of an element from `start` to its next tag; white space around it stays."""
    cdata = _CDATA.match(data, start)
    if cdata:
        first, last = cdata.span(1)
        return [Edit(anchor, first, last, mask, cdata.end() == len(data))] if last > first else []
    end = data.find(b"<", start)
    end = len(data) if end < 0 else end
    text = data[start:end]
    if text.strip().lower() in _SPARED:
        return []
    first = start + _spaces(data, start)
    return [Edit(anchor, first, start + len(text.rstrip()), mask, end == len(data))]


def _spaces(data: bytes, start: int) -> int:
    match = _SPACES.match(data, start)
    return match.end() - start if match else 0


def _edits_of_quoted_name(data: bytes, name: _Name, mask: bytes) -> list[Edit]:
    """A secret name that is itself a value: `{"name": "password", "value": …}`, `<input name="token" …>`."""
    if _JSON_NAME_FIELD.search(data, max(0, name.start - 64), name.start):
        field = _JSON_VALUE_FIELD.match(data, name.end)
        return _json_value_edits(data, name.start, field.end(), b"", mask) if field else []
    opened = data.rfind(b"<", max(0, name.start - 4096), name.start)
    if opened < 0 or not _TAG_NAME.search(data, opened, name.start):
        return []
    closed = data.find(b">", name.end)
    value = _TAG_VALUE.search(data, opened, len(data) if closed < 0 else closed)
    if not value:
        return []
    start, end = value.span(1 if value[1] is not None else 2)
    return [Edit(opened, start, end, mask, end == len(data))] if end > start else []


# Forms, URLs, prose


def _edits_of_assignment(data: bytes, name: _Name, kind: Kind, mask: bytes) -> list[Edit]:
    start = name.end + 1
    quote = data[start : start + 1]
    if quote and quote in b"\"'":
        end = data.find(quote, start + 1)
        end = len(data) if end < 0 else end
        start += 1
    else:
        value = (_FORM_VALUE if kind == "form" else _LOOSE_VALUE).match(data, start)
        end = value.end() if value else start
    if data[start:end].lower() in _SPARED:
        return []
    return [Edit(name.start, start, end, mask, end == len(data))]


def _edits_of_prose(data: bytes, name: _Name, mask: bytes) -> list[Edit]:
    """`password: hunter2` in a log, `--password hunter2`, but not `Password: can't be blank`."""
    is_option = data.startswith(b"--", name.start)
    value = (_OPTION_VALUE if is_option else _COLON_VALUE).match(data, name.end)
    if not value:
        return []
    group = next(index for index in (1, 2, 3) if value[index] is not None)
    start, end = value.span(group)
    word = value[group].lower()
    is_short_form = word in _SHORT_FORMS and data[end : end + 2] == b"'t"
    if is_short_form or word in _SPARED or word in _PROSE or word in _SCHEMES:
        return []
    return [Edit(name.start, start, end, mask, end == len(data))] if end > start else []
