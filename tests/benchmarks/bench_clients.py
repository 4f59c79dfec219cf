"""200 clients of the sandbox at once: requests a second, no error, and no update lost."""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from tests.benchmarks.measuring import BenchmarkError, Row, Sample
from tests.benchmarks.place import Other, Place
from tests.benchmarks.running import running_mock, running_sandbox

CLIENTS = 200
READ = "/users.json"

Client = Callable[[str, str, int, float], Awaitable[int]]
"""Host, Authorization, number and end → requests that one client made."""


def measure(place: Place) -> Iterator[Row]:
    """Every client has a role of its own, writes a number into its label and reads it back."""
    with running_sandbox(place) as address:
        login = b64encode(f"{address.login}:{address.password}".encode()).decode()
        counts = _run_all(address.url, login, place.seconds, _write_and_read)
    told = f"{sum(counts)} requests in {place.seconds:g} s, the slowest client {min(counts)}"
    yield Row(
        f"sandbox, {CLIENTS} clients at once, writing and reading",
        Sample.of([sum(counts) / place.seconds]), "1/s", note=f"{told}; no error, no lost update",
    )  # fmt: skip
    for mock in place.mocks:
        yield _beside(place, mock)


def _beside(place: Place, mock: Other) -> Row:
    """The same clients, which only read: a mock server keeps nothing."""
    with running_sandbox(place) as address, running_mock(place, mock) as other:
        login = b64encode(f"{address.login}:{address.password}".encode()).decode()
        ours, theirs = (
            sum(_run_all(url, login, place.seconds, _read)) / place.seconds for url in (address.url, other)
        )
    return Row(
        f"sandbox, {CLIENTS} clients at once, `GET {READ}`", Sample.of([ours]), "1/s",
        beside=mock.name, theirs=Sample.of([theirs]), note=f"{place.seconds:g} s each; no error",
    )  # fmt: skip


def _run_all(url: str, login: str, seconds: float, client: Client) -> list[int]:
    async def run() -> list[int]:
        end = time.monotonic() + seconds
        host = urlsplit(url).netloc
        return await asyncio.gather(*(client(host, login, number, end) for number in range(CLIENTS)))

    return asyncio.run(run())


async def _write_and_read(host: str, login: str, number: int, end: float) -> int:
    async with _connected(host) as (reader, writer):
        made = json.loads(await _ask(reader, writer, host, login, "POST", "/roles.json", f"client {number}"))
        path = f"/roles/{made['role']['id']}.json"
        count = 1
        while time.monotonic() < end:
            label = f"client {number}, {count}"
            await _ask(reader, writer, host, login, "PUT", path, label)
            found = json.loads(await _ask(reader, writer, host, login, "GET", path))
            if found["role"]["label"] != label:
                raise BenchmarkError(f"{path} holds {found['role']['label']!r} and not {label!r}.")
            count += 2
        return count


async def _read(host: str, login: str, number: int, end: float) -> int:
    async with _connected(host) as (reader, writer):
        count = 0
        while time.monotonic() < end:
            await _ask(reader, writer, host, login, "GET", READ)
            count += 1
        return count


@asynccontextmanager
async def _connected(host: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    name, _, port = host.rpartition(":")
    reader, writer = await asyncio.open_connection(name, int(port), limit=1 << 20)
    try:
        yield reader, writer
    finally:
        writer.close()


async def _ask(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    host: str,
    login: str,
    method: str,
    path: str,
    label: str = "",
) -> bytes:
    body = json.dumps({"role": {"label": label}}) if label else ""
    writer.write(
        f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Basic {login}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    size = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    data = await reader.readexactly(size)
    if status not in (200, 201, 204):
        raise BenchmarkError(f"{method} {path} answered {status}: {data[:200]!r}.")
    return data
