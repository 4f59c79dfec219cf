"""A raw socket server with bad manners, one for each route; it knows nothing of HTTP but what it is told.

Not a test itself: `async with nasty_server() as server` gives its address and what it has seen.
"""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MEGABYTE = b"x" * 1_048_576


@dataclass(slots=True)
class NastyServer:
    """What a test needs of the server."""

    port: int = 0
    scheme: str = "http"
    heads: list[str] = field(default_factory=list)
    """Request line and headers of every request, in order."""
    bodies: list[bytes] = field(default_factory=list)
    connection_count: int = 0
    is_reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a request was read."""
    is_left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the client has closed a connection that was held."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter
Route = Callable[[NastyServer, Reader, Writer], Awaitable[None]]


def whole(body: bytes, *, status: str = "200 OK", headers: str = "Content-Type: application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("latin-1") + body


def says(answer: bytes) -> Route:
    """A route that sends these bytes and closes."""

    async def route(server: NastyServer, reader: Reader, writer: Writer) -> None:
        writer.write(answer)

    return route


async def hold(server: NastyServer, reader: Reader, writer: Writer) -> None:
    """Never answers; notes when the client goes."""
    await reader.read()
    server.is_left.set()


async def hold_in_body(server: NastyServer, reader: Reader, writer: Writer) -> None:
    """Begins an answer and falls silent."""
    writer.write(JSON_HEAD + b"Content-Length: 1000\r\n\r\n[1, 2,")
    await writer.drain()
    await reader.read()
    server.is_left.set()


async def reset(server: NastyServer, reader: Reader, writer: Writer) -> None:
    """Drops the connection without ceremony."""
    writer.transport.abort()


async def large(server: NastyServer, reader: Reader, writer: Writer) -> None:
    writer.write(JSON_HEAD + b"Content-Length: %d\r\n\r\n" % (3 * len(MEGABYTE)))
    for _ in range(3):
        writer.write(MEGABYTE)
        await writer.drain()


async def endless(server: NastyServer, reader: Reader, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        writer.write(MEGABYTE)
        await writer.drain()


def _packed(body: bytes, coding: str, data: bytes) -> Route:
    return says(whole(data, headers=f"Content-Type: application/json\r\nContent-Encoding: {coding}"))


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _bomb() -> bytes:
    """Some 200 KB that unpack to 200 MB."""
    packer = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    return b"".join(packer.compress(bytes(1_048_576)) for _ in range(200)) + packer.flush()


ROUTES: dict[str, Route] = {
    "/hold": hold,
    "/hold-in-body": hold_in_body,
    "/reset": reset,
    "/large": large,
    "/endless": endless,
    "/close": says(b""),
    "/garbage": says(b"\x15\x03\x01\x00\x02\x02\x16 this is not HTTP\r\n\r\n"),
    "/cut-head": says(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "/cut-length": says(JSON_HEAD + b"Content-Length: 100\r\n\r\n[1, 2, 3"),
    "/cut-chunk": says(JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\n[1, \r\n50\r\n2, "),
    "/bad-chunk": says(JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\n[1, \r\nzz\r\n2]\r\n0\r\n\r\n"),
    "/chunked": says(JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n3\r\n 2]\r\n0\r\n\r\n"),
    "/until-close": says(JSON_HEAD + b"\r\n[1, 2]"),
    "/huge-header": says(JSON_HEAD + b"X-Huge: " + b"h" * 300_000 + b"\r\n\r\n"),
    "/redirect": says(whole(b"", status="302 Found", headers="Location: http://localhost:1/elsewhere")),
    "/no-content": says(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "/unauthorized": says(
        whole(b'{"errors": ["no"]}', status="401 Unauthorized", headers='WWW-Authenticate: Basic realm="x"')
    ),
    "/cookies": says(
        whole(b"[]", headers="Set-Cookie: _session_id=one; path=/\r\nset-cookie: b=2; path=/\r\nX-PAGE: 1")
    ),
    "/latin": says(b"HTTP/1.1 200 Tr\xe8s bien\r\nX-Name: Zo\xeb\r\nContent-Length: 0\r\n\r\n"),
    "/gzip": _packed(b"", "gzip", gzip.compress(b'{"packed": true}')),
    "/gzip-twice": _packed(b"", "gzip, gzip", gzip.compress(gzip.compress(b"[1]"))),
    "/gzip-members": _packed(b"", "gzip", gzip.compress(b"[1") + gzip.compress(b", 2]")),
    "/gzip-not": _packed(b"", "gzip", b'{"packed": false}'),
    "/gzip-cut": _packed(b"", "gzip", gzip.compress(bytes(range(256)) * 40)[:-12]),
    "/gzip-damaged": _packed(b"", "gzip", gzip.compress(b"[1, 2, 3]")[:10] + b"\xff" * 20),
    "/deflate": _packed(b"", "deflate", zlib.compress(b'{"packed": true}')),
    "/deflate-raw": _packed(b"", "deflate", _raw_deflate(b'{"packed": true}')),
    "/brotli": _packed(b"", "br", b"\x0b\x02\x80[1]\x03"),
    "/bomb": _packed(b"", "gzip", _bomb()),
    "/users.json": says(whole(b'[{"user":{"id":1}}]')),
}


@asynccontextmanager
async def nasty_server(
    context: ssl.SSLContext | None = None, routes: dict[str, Route] | None = None
) -> AsyncIterator[NastyServer]:
    """A server on 127.0.0.1; one connection serves requests until a route has closed it.

    Args:
        context: For TLS.
        routes: Instead of ROUTES.
    """
    server = NastyServer(scheme="https" if context else "http")
    known = ROUTES if routes is None else routes
    running: set[asyncio.Task[None]] = set()

    async def serve(reader: Reader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        server.connection_count += 1
        try:
            await _serve(server, reader, writer, known)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            # The client has left; many routes provoke exactly that.
            pass
        finally:
            running.discard(task)
            writer.transport.abort() if writer.is_closing() else writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in list(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await listening.wait_closed()


async def _serve(server: NastyServer, reader: Reader, writer: Writer, routes: dict[str, Route]) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = [line.partition(":") for line in head.split("\r\n")[1:]]
    length = next((int(value) for name, _, value in lines if name.lower() == "content-length"), 0)
    server.bodies.append(await reader.readexactly(length))
    server.heads.append(head)
    server.is_reached.set()
    target = head.split(" ")[1].partition("?")[0]
    await routes[target](server, reader, writer)
    await writer.drain()


def keeps_open(answer: bytes) -> Route:
    """A route that answers and takes the next request on the same connection."""

    async def route(server: NastyServer, reader: Reader, writer: Writer) -> None:
        writer.write(answer)
        await writer.drain()
        await _serve(server, reader, writer, {"/users.json": route, "/next.json": says(answer)})

    return route
