"""Exchanges as HAR 1.2, entry by entry, secrets masked. Reading is har_stream.py's work.

Fields after http://www.softwareishard.com/blog/har-12-spec/; what is ours begins with an underscore.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

from cloudflow_tui.version import __version__

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange, Pairs, Request, Response, Timing

OWN_FIELD: Final = "_cloudflow"
"""What HAR has no field for: outcome, endpoint, profile, and where the exchange came from."""


def har_pieces(exchanges: Iterable[Exchange], store: str = "") -> Iterator[str]:
    """A HAR piece by piece; together they are one JSON document.

    Args:
        exchanges: Masked already, such as from a history.
        store: Mark of the history they come from; a HAR that comes back there is known again.
    """
    head = {"version": "1.2", "creator": {"name": "cloudflow-tui", "version": __version__}}
    yield '{"log": ' + json.dumps(head)[:-1] + ', "entries": ['
    is_first = True
    for exchange in exchanges:
        yield ("\n" if is_first else ",\n") + json.dumps(har_entry(exchange, store), ensure_ascii=False)
        is_first = False
    yield "\n]}}\n"


def har_entry(exchange: Exchange, store: str = "") -> dict[str, Any]:
    """One entry."""
    timing, response = exchange.timing, exchange.response
    own: dict[str, Any] = {
        "outcome": exchange.outcome.value,
        "endpoint_id": exchange.request.endpoint_id,
        "profile": exchange.profile_name,
        "login": exchange.login,
        "format": exchange.request.format,
    }
    if exchange.failure is not None:
        failure = exchange.failure
        own["failure"] = {"kind": failure.kind.value, "message": failure.message, "advice": failure.advice}
    if exchange.hops:
        own["redirects"] = [
            {"method": hop.request.method, "url": hop.request.url, "to": hop.location, "words": hop.words}
            for hop in exchange.hops
        ]
    if store and exchange.number:
        own["origin"] = f"{store}:{exchange.number}"
    return {
        "startedDateTime": timing.started_at.isoformat(timespec="milliseconds"),
        "time": _time_of(timing),
        "request": _request(exchange.request, response.http_version if response else "HTTP/1.1"),
        "response": _response(response),
        "cache": {},
        "timings": _timings(timing),
        OWN_FIELD: own,
    }


def _request(request: Request, http_version: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "method": request.method,
        "url": _plain(request.url),
        "httpVersion": http_version,
        "cookies": [],
        "headers": _named(request.headers),
        "queryString": _named(_query(request.url)),
        "headersSize": -1,
        "bodySize": len(request.body),
    }
    if request.body:
        kind = next((value for name, value in request.headers if name.lower() == "content-type"), "")
        text, encoding = _text(request.body)
        entry["postData"] = {"mimeType": kind or f"application/{request.format}", "params": [], "text": text}
        if encoding:
            entry["postData"]["_encoding"] = encoding
    return entry


def _response(response: Response | None) -> dict[str, Any]:
    """An answer; one with status 0, as browsers write it, where none came."""
    if response is None:
        return {
            "status": 0,
            "statusText": "",
            "httpVersion": "",
            "cookies": [],
            "headers": [],
            "content": {"size": 0, "mimeType": "x-unknown"},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        }
    text, encoding = _text(response.body.read())
    content: dict[str, Any] = {
        "size": response.body.size_bytes,
        "mimeType": response.header("content-type") or "x-unknown",
        "text": text,
    }
    if encoding:
        content["encoding"] = encoding
    return {
        "status": response.status,
        "statusText": _plain(response.reason),
        "httpVersion": response.http_version,
        "cookies": [],
        "headers": _named(response.headers),
        "content": content,
        "redirectURL": _plain(response.header("location")),
        "headersSize": -1,
        "bodySize": -1,
    }


def _timings(timing: Timing) -> dict[str, float]:
    tls = timing.tls_ms
    connect = timing.connect_ms
    return {
        "blocked": -1,
        "dns": -1 if timing.dns_ms is None else round(timing.dns_ms, 3),
        # HAR counts TLS as a part of connecting.
        "connect": -1 if connect is None else round(connect + (tls or 0), 3),
        "ssl": -1 if tls is None else round(tls, 3),
        "send": round(timing.send_ms or 0, 3),
        "wait": round(timing.total_ms if _is_bare(timing) else timing.wait_ms or 0, 3),
        "receive": round(timing.receive_ms or 0, 3),
    }


def _time_of(timing: Timing) -> float:
    """The sum of the phases, as HAR wants it; the whole time where no phase was seen."""
    total_ms = timing.total_ms if _is_bare(timing) else sum(phase or 0 for phase in _phases(timing))
    return round(total_ms, 3)


def _is_bare(timing: Timing) -> bool:
    """Whether only the whole time is known; HAR has no place for it but the wait."""
    return all(phase is None for phase in _phases(timing))


def _phases(timing: Timing) -> tuple[float | None, ...]:
    return (
        timing.dns_ms,
        timing.connect_ms,
        timing.tls_ms,
        timing.send_ms,
        timing.wait_ms,
        timing.receive_ms,
    )


def _named(pairs: Pairs) -> list[dict[str, str]]:
    return [{"name": _plain(name), "value": _plain(value)} for name, value in pairs]


def _query(url: str) -> Pairs:
    try:
        return tuple(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    except ValueError:
        return ()


def _text(data: bytes) -> tuple[str, str]:
    """A body as text, and its encoding where it is none."""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return b64encode(data).decode(), "base64"


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
