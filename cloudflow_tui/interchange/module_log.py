"""Entries of the WHMCS module log read into requests with their answers.

Masks keep their length, so asterisks are unknown values. Client details of a module call are personal: they
are dropped and never shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from cloudflow_tui.diagnosis.pasted import PastedAnswer
from cloudflow_tui.interchange.assembly import Assembly, spot_at
from cloudflow_tui.interchange.http_reader import (
    METHODS,
    REQUEST_LINE,
    STATUS_LINE,
    read_answer,
    read_request,
)
from cloudflow_tui.interchange.print_r import START, read_print_r

ROW = re.compile(
    r"(?m)^[ \t]*(?:\d{1,9}\t)?"
    r"(?P<date>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?|\d\d?[/.]\d\d?[/.]\d{4} \d\d:\d\d(?::\d\d)?)"
    r"[ \t]+(?P<module>[A-Za-z]\w{1,40})[ \t]+(?P<action>[^\t\n]+)"
)
_TABBED = re.compile(r"[ ]*\t[ ]*[A-Za-z]\w{1,40}[ ]*\t")
_LABEL = re.compile(
    r"(?mi)^[ \t]*(?P<label>request|response|processed|processed data|interpreted response)[ \t]*:?[ \t]*$"
)
_CALL = re.compile(rf"\b(?P<method>{METHODS})\b[ :]+(?P<url>https?://\S+|/\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\])]+")
PERSONAL = frozenset(
    (
        "clientsdetails",
        "clientdetails",
        "client",
        "contactdetails",
        "customfields",
        "model",
        "userdetails",
        "billingdetails",
    )
)
_TRANSPORT = {"url": "url", "uri": "url", "endpoint": "url", "method": "method", "verb": "method"}
_BODIES = ("data", "body", "params", "post", "postfields", "fields", "payload")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int


def has_entries(text: str) -> bool:
    """Whether a text holds entries of a module log."""
    if any(_TABBED.match(text, found.end("date")) for found in ROW.finditer(text)):
        return True
    return len({found["label"].lower() for found in _LABEL.finditer(text)} & {"request", "response"}) == 2


def starts_of(text: str) -> list[int]:
    """Where entries begin: at rows with a date, else at the labels of requests."""
    rows = [found.start() for found in ROW.finditer(text)]
    if rows:
        return rows
    return [found.start() for found in _LABEL.finditer(text) if found["label"].lower() == "request"]


def read_entry(text: str, start: int, end: int, line_starts: Sequence[int]) -> Assembly | None:
    """The entry between two offsets; None when it shows no request."""
    row = ROW.match(text, start)
    action = row["action"].strip() if row else ""
    cells = _cells(text, row.end() if row else start, end)
    made = Assembly("module-log", start, are_headers_known=False)
    _call_of(made, action, row.start("action") if row else start)
    request = cells.get("request")
    if request is not None:
        _request(made, request, text)
    made.answer = _answer(cells, text, line_starts)
    if not made.url and not made.body and made.answer is None:
        return None
    return made


def _cells(text: str, start: int, end: int) -> dict[str, _Cell]:
    labels = list(_LABEL.finditer(text, start, end))
    if labels:
        stops = [*(found.start() for found in labels[1:]), end]
        return {
            _kind(found["label"]): _Cell(
                text[found.end() : stop].strip("\r\n\t "), _first(text, found.end(), stop)
            )
            for found, stop in zip(labels, stops, strict=True)
        }
    found: dict[str, _Cell] = {}
    at = start
    names = iter(("request", "response", "processed"))
    for piece in text[start:end].split("\t"):
        if piece.strip():
            name = next(names, "")
            if name:
                found[name] = _Cell(piece.strip("\r\n "), _first(text, at, at + len(piece)))
        at += len(piece) + 1
    return found


def _kind(label: str) -> str:
    return "processed" if label.lower() not in ("request", "response") else label.lower()


def _first(text: str, start: int, end: int) -> int:
    rest = text[start:end]
    return start + len(rest) - len(rest.lstrip())


def _call_of(made: Assembly, action: str, offset: int) -> None:
    found = _CALL.search(action)
    if found is not None:
        made.method = found["method"].upper()
        made.url = found["url"]
        made.url_offsets = range(offset + found.start("url"), offset + found.end("url"))
        made.is_host_known = "://" in made.url
        made.named.append(("method", offset + found.start("method")))
        return
    found = _ADDRESS.search(action)
    if found is not None:
        made.url = found[0]
        made.url_offsets = range(offset + found.start(), offset + found.end())


def _request(made: Assembly, cell: _Cell, text: str) -> None:
    content, start = cell.text, cell.start
    offsets: Sequence[int] = range(start, start + len(content))
    if "&quot;" in content or "&lt;" in content:
        content, offsets = unescape(content), ()
    if REQUEST_LINE.match(content):
        inner = read_request(content, 0, len(content))
        for name in (
            "method",
            "url",
            "headers",
            "body",
            "body_kind",
            "login",
            "secret_kind",
            "auth",
            "secrets",
            "seen",
        ):
            setattr(made, name, getattr(inner, name))
        made.is_host_known = inner.is_host_known
        made.are_headers_known = True
        return
    call = _CALL.match(content)
    if call is not None and not made.url:
        _call_of(made, content[: call.end()], start)
        content = content[call.end() :].strip()
        offsets = ()
    if START.match(content):
        printed = read_print_r(content, 0)
        _from_array(made, printed.value if printed else {})
    elif content:
        made.set_body(content, offsets)
        made.implied_type = ""


def _from_array(made: Assembly, value: object) -> None:
    """The body out of a printed array; keys that name method and address are taken apart."""
    made.is_rebuilt = True
    if not isinstance(value, dict):
        return
    kept = {key: inner for key, inner in value.items() if key.lower() not in PERSONAL}
    if any(re.fullmatch(r"configoption\d+", key) for key in kept) or "serverid" in kept:
        # The parameters of a module call: settings by number, no body of a request.
        made.see("module-parameters", made.start, "configoption1 …")
        return
    for key in list(kept):
        target = _TRANSPORT.get(key.lower())
        inner = kept[key]
        if target and isinstance(inner, str) and inner:
            if target == "url" and not made.url:
                made.url, made.is_host_known = inner, "://" in inner
            elif target == "method" and not made.method:
                made.method = inner.upper()
            del kept[key]
    holder = next((key for key in kept if key.lower() in _BODIES), "")
    body: object = kept
    if holder and len(kept) <= 3:
        body = kept[holder]
    if isinstance(body, str):
        made.is_rebuilt = False
        made.set_body(body)
    elif body:
        made.set_body(json.dumps(_plain(body), ensure_ascii=False))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if str(key).lower() not in PERSONAL}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _answer(cells: dict[str, _Cell], text: str, line_starts: Sequence[int]) -> PastedAnswer | None:
    for name in ("response", "processed"):
        cell = cells.get(name)
        if cell is None or not cell.text:
            continue
        spot = spot_at(line_starts, cell.start)
        content = unescape(cell.text) if "&quot;" in cell.text or "&lt;" in cell.text else cell.text
        if STATUS_LINE.match(content):
            return read_answer(content, 0, len(content), (0,))
        if START.match(content):
            printed = read_print_r(content, 0)
            content = json.dumps(_plain(printed.value), ensure_ascii=False) if printed else ""
        return PastedAnswer(0, (), content, spot)
    return None


def read_log(text: str, line_starts: Sequence[int]) -> Iterator[Assembly]:
    """The requests of a log, in the order of the text."""
    starts = starts_of(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        made = read_entry(text, start, end, line_starts)
        if made is not None:
            yield made
