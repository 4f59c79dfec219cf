"""The sandbox as an ASGI application: reads a request whole, lets the handler answer, sends the answer.

Bare ASGI: there is one handler for every path, so a framework would only cost start and speed.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from cloudflow_tui.sandbox.answers import FAULT, HttpAnswer
from cloudflow_tui.sandbox.handling import Handler, HttpRequest

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MAX_BODY_BYTES = 64 * 1024 * 1024

_log = logging.getLogger("cloudflow_tui.sandbox")


class Application:
    """One sandbox over HTTP."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = await _read_body(receive)
        request = _request_of(scope, body or b"")
        if body is None:
            await _send(send, self._handler.refuse(request, 413, "The body is too large."), request)
            return
        try:
            answer = self._handler.answer(request)
        except Exception:  # noqa: BLE001  # the request loop: a 500 is answered, and the loop goes on
            _log.exception("%s %s failed", request.method, request.raw_path)
            answer = self._handler.refuse(request, 500, FAULT)
        await _send(send, answer, request)


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


async def _send(send: Send, answer: HttpAnswer, request: HttpRequest) -> None:
    # Names in their usual spelling, which the server keeps: people read them, and some clients compare.
    headers = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers]
    if answer.status not in (204, 304):
        headers.append((b"Content-Length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if request.method == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})
