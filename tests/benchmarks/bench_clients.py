"""200 clients of the sandbox at once: requests a second, no error, and no update lost."""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.benchmarks.measuring import BenchmarkError, Row, Sample
from tests.benchmarks.place import Place
from tests.benchmarks.running import running_sandbox

CLIENTS = 200
SECONDS = 20.0


def measure(place: Place) -> Iterator[Row]:
    """Every client has a role of its own, writes a number into its label and reads it back."""
    with running_sandbox(place) as address:
        login = b64encode(f"{address.login}:{address.password}".encode()).decode()
        host = urlsplit(address.url).netloc
        counts = asyncio.run(_run_all(host, login, SECONDS))
    rate = sum(counts) / SECONDS
    note = f"{sum(counts)} requests, the slowest client {min(counts)}; no error, no lost update"
    yield Row(f"sandbox, {CLIENTS} clients at once, writing and reading", Sample.of([rate]), "1/s", note=note)


async def _run_all(host: str, login: str, seconds: float) -> list[int]:
    end = time.monotonic() + seconds
    return await asyncio.gather(*(_run_one(host, login, number, end) for number in range(CLIENTS)))


async def _run_one(host: str, login: str, number: int, end: float) -> int:
    """Requests that one client made."""
    name, _, port = host.rpartition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    try:
        made = await _ask(reader, writer, host, login, "POST", "/roles.json", f"client {number}")
        path = f"/roles/{made['role']['id']}.json"
        count = 1
        while time.monotonic() < end:
            label = f"client {number}, {count}"
            await _ask(reader, writer, host, login, "PUT", path, label)
            found = await _ask(reader, writer, host, login, "GET", path)
            if found["role"]["label"] != label:
                raise BenchmarkError(f"{path} holds {found['role']['label']!r} and not {label!r}.")
            count += 2
        return count
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
) -> dict[str, dict[str, object]]:
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
    return json.loads(data) if data else {}
