"""Raw HTTP read into requests and answers: text as it goes over the wire, and what `curl -v` prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cloudflow_tui.diagnosis.pasted import PastedAnswer
from cloudflow_tui.interchange.assembly import Assembly, spot_at
from cloudflow_tui.redact import MASK, is_secret_header

METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
REQUEST_LINE = re.compile(
    rf"(?m)^[ \t]*(?:> ?)?(?P<method>{METHODS})[ \t]+(?P<url>\S+)[ \t]+HTTP/\d(?:\.\d)?[ \t]*\r?$"
)
STATUS_LINE = re.compile(r"(?m)^[ \t]*(?:< ?)?HTTP/\d(?:\.\d)?[ \t]+(?P<status>\d{3})\b[^\n]*$")
_HEADER = re.compile(r"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*(?P<value>[^\r\n]*)")
_VERBOSE = re.compile(r"[ \t]*[<>*{}]( |$)|[ \t]*[<>]\r?$")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Head:
    headers: list[tuple[str, str, int]]
    body_start: int


def read_request(text: str, start: int, end: int) -> Assembly:
    """The request whose request line begins at `start`; its body ends at `end` at the latest."""
    found = REQUEST_LINE.match(text, start)
    assert found is not None
    sign = ">" if text[start : found.start("method")].strip() == ">" else ""
    made = Assembly("raw-http", found.start("method"), found["method"].upper())
    made.named.append(("method", found.start("method")))
    head = _head(text, found.end(), end, sign)
    host = ""
    for name, value, offset in head.headers:
        if name.lower() == "host":
            host = value
        made.add_header(name, value, offset)
    url, at = found["url"], found.start("url")
    made.url, made.url_offsets = url, range(at, at + len(url))
    if "://" not in url and url.startswith("/"):
        made.is_host_known = bool(host)
        if host:
            made.url = f"https://{host}{url}"
            made.url_offsets = [at] * (len(made.url) - len(url)) + list(range(at, at + len(url)))
    if sign:
        # curl -v does not print the body; that there was one shows in its length.
        length = next((value for name, value, _ in head.headers if name.lower() == "content-length"), "0")
        made.body_kind = "unknown" if length not in ("", "0") else "none"
        return made
    _set_body(made, text, head.body_start, end)
    return made


def _set_body(made: Assembly, text: str, start: int, end: int) -> None:
    body = text[start:end]
    stripped = body.strip("\r\n \t")
    if stripped:
        at = start + body.index(stripped)
        made.set_body(stripped, range(at, at + len(stripped)))


def read_answer(text: str, start: int, end: int, line_starts: Sequence[int]) -> PastedAnswer:
    """The answer whose status line begins at `start`."""
    found = STATUS_LINE.match(text, start)
    assert found is not None
    sign = "<" if text[start : found.end()].lstrip().startswith("<") else ""
    head = _head(text, found.end(), end, sign)
    lines = [line for line in _lines(text, head.body_start, end) if not (sign and _VERBOSE.match(line.text))]
    headers = tuple((name, MASK if is_secret_header(name) else value) for name, value, _ in head.headers)
    body = "\n".join(line.text for line in lines).strip()
    return PastedAnswer(int(found["status"]), headers, body, spot_at(line_starts, start))


def _head(text: str, start: int, end: int, sign: str) -> _Head:
    """The headers after a first line, up to the blank line."""
    headers: list[tuple[str, str, int]] = []
    at = start
    is_first = True
    for line in _lines(text, start, end):
        shown = line.text.strip()
        offset = line.start + len(line.text) - len(line.text.lstrip())
        if is_first and not shown:
            is_first = False
            at = line.end
            continue
        is_first = False
        if sign and shown.startswith("*"):
            continue
        if sign and shown.startswith(sign):
            shown = shown[1:].strip()
            offset = line.start + line.text.find(shown) if shown else offset
        at = line.end
        found = _HEADER.fullmatch(shown)
        if found is None:
            if shown:
                at = line.start
            break
        headers.append((found["name"], found["value"].strip(), offset))
    return _Head(headers, at)


def _lines(text: str, start: int, end: int) -> list[_Line]:
    """The lines between two offsets; the first may be the empty rest of a line."""
    found: list[_Line] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        found.append(_Line(text[start:stop].rstrip("\r"), start, min(stop + 1, end)))
        start = stop + 1
    return found
