"""Requests a second of the sandbox on one kept-alive connection, beside a server that only sends."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.benchmarks.measuring import BenchmarkError, Row, Sample, in_turn
from tests.benchmarks.place import Other, Place
from tests.benchmarks.running import running_mock, running_module, running_sandbox

REQUESTS = 200
PATHS = ("/users.json", "/users.xml", "/users/1.json")


def measure(place: Place) -> Iterator[Row]:
    """The other server is starlette on uvicorn as well, and sends the same bytes without a thought."""
    folder = place.folder / "sandbox"
    folder.mkdir()
    with running_sandbox(place) as address, running_module(place, "fixed_server", str(folder)) as fixed:
        login = b64encode(f"{address.login}:{address.password}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Accept-Encoding": "identity"}
        for number, path in enumerate(PATHS):
            body = _get(address.url, path, headers)
            (folder / f"{number}.json").write_bytes(body)
            ours, theirs = in_turn(
                place.runs,
                partial(_requests_per_s, address.url, path, headers),
                partial(_requests_per_s, fixed, f"/{number}/users.json", headers),
            )
            yield Row(
                f"sandbox, `GET {path}`, {len(body) / 1000:.1f} KB, one connection",
                Sample.of(ours),
                "1/s",
                beside="the same bytes from bare starlette",
                theirs=Sample.of(theirs),
            )

    for mock in place.mocks:
        yield _beside(place, mock)


def _beside(place: Place, mock: Other) -> Row:
    """The same list from the sandbox and from a mock server on our OpenAPI export."""
    with running_sandbox(place) as address, running_mock(place, mock) as other:
        login = b64encode(f"{address.login}:{address.password}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Accept-Encoding": "identity"}
        sizes = [len(_get(url, PATHS[0], headers)) / 1000 for url in (address.url, other)]
        ours, theirs = in_turn(
            place.runs,
            partial(_requests_per_s, address.url, PATHS[0], headers),
            partial(_requests_per_s, other, PATHS[0], headers),
        )
    note = f"{sizes[0]:.1f} KB here, {sizes[1]:.1f} KB from {mock.name}"
    return Row(
        f"sandbox, `GET {PATHS[0]}` beside a mock server, one connection", Sample.of(ours), "1/s",
        beside=mock.name, theirs=Sample.of(theirs), note=note,
    )  # fmt: skip


def _get(url: str, path: str, headers: dict[str, str]) -> bytes:
    connection = HTTPConnection(urlsplit(url).netloc)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise BenchmarkError(f"GET {path} answered {answer.status}.")
        return body
    finally:
        connection.close()


def _requests_per_s(url: str, path: str, headers: dict[str, str]) -> float:
    connection = HTTPConnection(urlsplit(url).netloc)
    connection.connect()
    try:
        started = time.perf_counter()
        for _ in range(REQUESTS):
            connection.request("GET", path, headers=headers)
            connection.getresponse().read()
        return REQUESTS / (time.perf_counter() - started)
    finally:
        connection.close()
