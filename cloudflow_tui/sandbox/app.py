"""The sandbox as an ASGI application: reads a request whole, lets the handler answer, sends the answer.

Bare ASGI: there is one handler for every path, so a framework would only cost start and speed. Faults that
were asked for happen here, on the way out.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any, Protocol

from cloudflow_tui.sandbox.answers import FAULT, HttpAnswer
from cloudflow_tui.sandbox.faults import HEADER, Fault, FaultBook, answer_of, distorted
from cloudflow_tui.sandbox.handling import HttpRequest

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Tell = Callable[[str], None]
"""Takes a line about a request."""

MAX_BODY_BYTES = 64 * 1024 * 1024
CONTROL = "/_sandbox"
"""Path of the calls that steer the sandbox itself."""
_DRIP_S = 0.1
_CHUNK_BYTES = 1024 * 1024

_log = logging.getLogger("cloudflow_tui.sandbox")


class Answering(Protocol):
    """Who answers requests: a cloud, its control, or a recording."""

    def answer(self, request: HttpRequest) -> HttpAnswer: ...

    def refuse(self, request: HttpRequest, status: int, message: str) -> HttpAnswer: ...


class Application:
    """One sandbox over HTTP.

    Args:
        control: Answers below `CONTROL`; None leaves that path to the handler.
        tell: Gets one line a request.
    """

    def __init__(
        self,
        handler: Answering,
        *,
        faults: FaultBook | None = None,
        control: Answering | None = None,
        tell: Tell | None = None,
    ) -> None:
        self._handler = handler
        self._faults = faults or FaultBook()
        self._control = control
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        began = time.perf_counter()
        body = await _read_body(receive)
        request = _request_of(scope, body or b"")
        if body is None:
            await _send(send, self._handler.refuse(request, 413, "The body is too large."), request)
            return
        if self._control is not None and _is_control(request):
            await _send(send, self._answer(self._control, request), request)
            return
        fault = self._faults.pick(request.method, _bare(request), request.headers.get(HEADER, ""))
        if fault is None:
            answer = self._answer(self._handler, request)
            await _send(send, answer, request)
        else:
            answer = await self._answer_wrongly(fault, request)
            await _send_wrongly(send, answer, request, fault)
        if self._tell is not None:
            self._tell(_line(request, answer, fault, time.perf_counter() - began))

    def _answer(self, who: Answering, request: HttpRequest) -> HttpAnswer:
        try:
            return who.answer(request)
        except Exception:  # noqa: BLE001  # the request loop: a 500 is answered, and the loop goes on
            _log.exception("%s %s failed", request.method, request.raw_path)
            return who.refuse(request, 500, FAULT)

    async def _answer_wrongly(self, fault: Fault, request: HttpRequest) -> HttpAnswer:
        if fault.latency_s:
            await asyncio.sleep(fault.latency_s)
        if not fault.replaces or fault.is_after:
            answer = self._answer(self._handler, request)
        if fault.replaces:
            target = request.headers.get("host", "127.0.0.1") + request.raw_path
            target += f"?{request.query}" if request.query else ""
            answer = answer_of(fault, request.raw_path.endswith(".xml"), target)
        return distorted(answer, fault)


def _is_control(request: HttpRequest) -> bool:
    return request.raw_path == CONTROL or request.raw_path.startswith(f"{CONTROL}/")


def _bare(request: HttpRequest) -> str:
    """The path as faults are told for it: one slash, no suffix."""
    path = "/" + request.raw_path.lstrip("/")
    return path.removesuffix(".json").removesuffix(".xml")


def _line(request: HttpRequest, answer: HttpAnswer, fault: Fault | None, elapsed_s: float) -> str:
    """One request as a line: `GET /users.json 200 4102 bytes 3 ms admin`; no parameters, no secrets."""
    who = f" {answer.user}" if answer.user else ""
    wrong = f" fault: {fault.text}" if fault is not None else ""
    size = len(answer.body)
    path = request.raw_path
    return f"{request.method} {path} {answer.status} {size} bytes {elapsed_s * 1000:.0f} ms{who}{wrong}"


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body, None when it is too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        part = message.get("body", b"")
        size += len(part)
        if size <= MAX_BODY_BYTES:
            parts.append(part)
        if not message.get("more_body", False):
            break
    return b"".join(parts) if size <= MAX_BODY_BYTES else None


def _request_of(scope: Scope, body: bytes) -> HttpRequest:
    raw_path = scope.get("raw_path") or scope["path"].encode()
    return HttpRequest(
        method=scope["method"],
        raw_path=raw_path.decode("latin-1"),
        query=scope.get("query_string", b"").decode("latin-1"),
        headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
        body=body,
        scheme=scope.get("scheme", "http"),
        client=(scope.get("client") or ("127.0.0.1", 0))[0],
    )


def _headers(answer: HttpAnswer, length: int) -> list[tuple[bytes, bytes]]:
    # Names in their usual spelling, which the server keeps: people read them, and some clients compare.
    headers = [(name.encode(), value.encode("latin-1", "replace")) for name, value in answer.headers]
    if answer.status not in (204, 304):
        headers.append((b"Content-Length", str(length).encode()))
    return headers


async def _send(send: Send, answer: HttpAnswer, request: HttpRequest) -> None:
    headers = _headers(answer, len(answer.body))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if request.method == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})


async def _send_wrongly(send: Send, answer: HttpAnswer, request: HttpRequest, fault: Fault) -> None:
    """Send with the length, speed and end that a fault tells; an end too early closes the connection."""
    body = b"" if request.method == "HEAD" or answer.status in (204, 304) else answer.body
    told = len(body) + 10 if fault.has_wrong_length else len(body)
    headers = _headers(answer, told)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if fault.is_cut:
        body = body[: len(body) // 2]
    for part in _parts(body, fault.drip_bytes):
        await send({"type": "http.response.body", "body": part, "more_body": True})
        if fault.drip_bytes:
            await asyncio.sleep(_DRIP_S)
    if not fault.is_cut and not fault.has_wrong_length:
        await send({"type": "http.response.body", "body": b""})


def _parts(body: bytes, drip_bytes: int) -> Iterator[bytes]:
    size = max(int(drip_bytes * _DRIP_S), 1) if drip_bytes else _CHUNK_BYTES
    for start in range(0, len(body), size):
        yield body[start : start + size]
