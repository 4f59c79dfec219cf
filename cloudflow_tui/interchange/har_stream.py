"""Reads a HAR of any size into exchanges, one entry at a time, so that memory stays bounded.

Takes what browsers, proxies and this program write. What an entry lacks is left out; an entry that is no
request is passed over; a file that is cut off or broken gives what stands before that.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TextIO
from urllib.parse import urlencode, urlsplit

from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome, Pairs, Request, Response, Timing
from cloudflow_tui.interchange.har import OWN_FIELD

READ_CHARACTERS: Final = 1024 * 1024
MOST_ENTRY_CHARACTERS: Final = 128 * 1024 * 1024
"""An entry longer than that ends the reading."""
_ENTRIES: Final = re.compile(r'(?<!\\)"entries"\s*:\s*\[')
_METHOD: Final = re.compile(r"[A-Z][A-Z_-]{1,19}")
_BLANKS: Final = " \t\r\n"
_LONGEST_URL: Final = 65_536
_NO_DATE: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class HarReading:
    """Counts what was read, and says what is wrong with the file."""

    entry_count: int = 0
    passed_over: int = 0
    """Entries that are no requests to a server."""
    note: str = ""
    """What is wrong with the file, "" when nothing is."""
    secrets: set[str] = field(default_factory=set)
    """Passwords that were seen in the entries so far."""


@dataclass(frozen=True, slots=True)
class HarExchange:
    """One entry, not masked yet."""

    exchange: Exchange
    origin: str
    """As this program wrote it, "" in what others wrote."""


def read_har_entries(handle: TextIO, reading: HarReading) -> Iterator[HarExchange]:
    """The exchanges of a HAR, in its order.

    Args:
        reading: Is filled while the exchanges are taken.
    """
    for entry in _entries(handle, reading):
        reading.entry_count += 1
        made = exchange_of_entry(entry, reading) if isinstance(entry, dict) else None
        if made is None:
            reading.passed_over += 1
        else:
            yield made


def _entries(handle: TextIO, reading: HarReading) -> Iterator[Any]:
    buffer = _up_to_entries(handle)
    if buffer is None:
        reading.note = "This is no HAR: it has no list of entries."
        return
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda _text: None)
    at, wanted = 0, READ_CHARACTERS
    while True:
        while at < len(buffer) and buffer[at] in _BLANKS + ",":
            at += 1
        if at < len(buffer):
            if buffer[at] == "]":
                return
            try:
                entry, end = decoder.raw_decode(buffer, at)
            except RecursionError:
                reading.note = f"Entry {reading.entry_count + 1} is nested too deeply; the rest was not read."
                return
            except ValueError as error:
                if _is_broken(error, buffer) or len(buffer) - at > MOST_ENTRY_CHARACTERS:
                    reading.note = f"Entry {reading.entry_count + 1} is broken; the rest was not read."
                    return
            else:
                at, wanted = end, READ_CHARACTERS
                yield entry
                continue
        more = handle.read(wanted)
        if not more:
            reading.note = f"The file is cut off after {reading.entry_count} entries."
            return
        buffer, at = buffer[at:] + more, 0
        # An entry is decoded from its beginning each time: read twice as much for each try.
        wanted = min(max(READ_CHARACTERS, len(buffer)), MOST_ENTRY_CHARACTERS)


def _up_to_entries(handle: TextIO) -> str | None:
    """What was read behind the beginning of the list of entries."""
    buffer = handle.read(READ_CHARACTERS).lstrip("\ufeff" + _BLANKS)
    if not buffer.startswith("{"):
        return None
    while True:
        found = _ENTRIES.search(buffer)
        if found is not None:
            return buffer[found.end() :]
        more = handle.read(READ_CHARACTERS)
        if not more:
            return None
        # Pages before the entries may be long; only their end is of interest.
        buffer = buffer[-1000:] + more


def _is_broken(error: ValueError, buffer: str) -> bool:
    """Whether more of the file cannot help."""
    if not isinstance(error, json.JSONDecodeError):
        return True
    is_at_end = error.pos >= len(buffer.rstrip(_BLANKS)) - 12
    return not is_at_end and not error.msg.startswith(("Unterminated string", "Invalid \\"))


def exchange_of_entry(entry: dict[str, Any], reading: HarReading) -> HarExchange | None:
    """The exchange of one entry; None when it is no request to a server."""
    asked = _of(entry, "request", dict)
    method, url = _of(asked, "method", str).upper(), _of(asked, "url", str)
    if not _METHOD.fullmatch(method) or not _is_address(url):
        return None
    own = _of(entry, OWN_FIELD, dict)
    headers = _pairs(asked, "headers")
    login = _of(own, "login", str) or _login_of(headers, reading.secrets)
    request = Request(
        method=method,
        url=url,
        headers=headers,
        body=_request_body(_of(asked, "postData", dict)),
        format=_format(url, headers, _of(own, "format", str)),
        endpoint_id=_of(own, "endpoint_id", str),
        secret_values=frozenset(reading.secrets),
    )
    response = _response(_of(entry, "response", dict))
    failure = None
    outcome = Outcome.ANSWERED
    if response is None:
        told = _of(own, "failure", dict)
        message = _of(told, "message", str) or _of(_of(entry, "response", dict), "_error", str)
        failure = Failure(
            _kind(_of(told, "kind", str)), message or "The HAR has no answer.", _of(told, "advice", str)
        )
        outcome = Outcome.FAILED
    if _of(own, "outcome", str) == Outcome.CANCELLED.value:
        outcome, failure = Outcome.CANCELLED, None
    exchange = Exchange(
        request,
        outcome,
        _timing(entry),
        response,
        failure,
        profile_name=_of(own, "profile", str),
        login=login,
    )
    return HarExchange(exchange, _of(own, "origin", str))


def _request_body(post: dict[str, Any]) -> bytes:
    text = _of(post, "text", str)
    if text:
        is_packed = "base64" in (_of(post, "_encoding", str), _of(post, "encoding", str))
        return _unpacked(text) if is_packed else text.encode("utf-8", "replace")
    pairs = _pairs(post, "params")
    return urlencode(pairs).encode() if pairs else b""


def _response(answer: dict[str, Any]) -> Response | None:
    status = answer.get("status")
    if not isinstance(status, int) or isinstance(status, bool) or not 100 <= status <= 999:
        return None
    content = _of(answer, "content", dict)
    text = _of(content, "text", str)
    is_packed = _of(content, "encoding", str).lower() == "base64"
    data = _unpacked(text) if is_packed else text.encode("utf-8", "replace")
    version = _of(answer, "httpVersion", str).upper()
    return Response(
        status,
        _of(answer, "statusText", str)[:500],
        _pairs(answer, "headers"),
        Body.of(data),
        version if re.fullmatch(r"HTTP/[0-9.]{1,5}", version) else "HTTP/1.1",
    )


def _timing(entry: dict[str, Any]) -> Timing:
    phases = _of(entry, "timings", dict)
    connect, tls = _ms(phases, "connect"), _ms(phases, "ssl")
    if connect is not None and tls is not None:
        connect = max(0.0, connect - tls)
    try:
        started_at = datetime.fromisoformat(_of(entry, "startedDateTime", str))
        started_at = (started_at if started_at.tzinfo else started_at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        started_at = _NO_DATE
    return Timing(
        started_at,
        connect,
        tls,
        _ms(phases, "send"),
        _ms(phases, "wait"),
        _ms(phases, "receive"),
        _ms(entry, "time") or 0.0,
        _ms(phases, "dns"),
    )


def _ms(data: dict[str, Any], name: str) -> float | None:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 1e9 else None


def _pairs(data: dict[str, Any], name: str) -> Pairs:
    found = []
    for item in _of(data, name, list)[:1000]:
        if isinstance(item, dict):
            key, value = item.get("name"), item.get("value")
            # HTTP/2's own lines begin with a colon.
            if isinstance(key, str) and isinstance(value, str) and key and not key.startswith(":"):
                found.append((key, value))
    return tuple(found)


def _login_of(headers: Pairs, secrets: set[str]) -> str:
    """Who it was sent as; the password is remembered, to be masked wherever it stands."""
    for name, value in headers:
        scheme, _, packed = value.partition(" ")
        if name.lower() == "authorization" and scheme.lower() == "basic":
            login, colon, password = _unpacked(packed.strip()).decode("utf-8", "replace").partition(":")
            if colon and login.isprintable():
                if password and len(secrets) < 100:
                    secrets.add(password)
                return login
    return ""


def _is_address(url: str) -> bool:
    if len(url) > _LONGEST_URL or not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _format(url: str, headers: Pairs, own: str) -> Any:
    if own in ("json", "xml"):
        return own
    kinds = " ".join(value for name, value in headers if name.lower() in ("content-type", "accept"))
    path = url.partition("?")[0].lower()
    return (
        "xml"
        if ".xml" in path or ("xml" in kinds and "json" not in kinds and "html" not in kinds)
        else "json"
    )


def _kind(name: str) -> FailureKind:
    return FailureKind(name) if name in set(FailureKind) else FailureKind.OTHER


def _unpacked(text: str) -> bytes:
    try:
        return b64decode(text)
    except (Base64Error, ValueError):
        return text.encode("utf-8", "replace")


def _of(data: dict[str, Any], name: str, kind: type) -> Any:
    """The value of that name when it is of that kind, else an empty one."""
    value = data.get(name)
    return value if isinstance(value, kind) else kind()
