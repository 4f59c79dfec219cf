"""Makes a history of any size and measures it: python -m tests.make_history FILE COUNT [--seed N].

Prints what an addition, the list, searches and opening take, and how the file grew. Not a test itself.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Outcome, Request, Response, Timing
from cloudflow_tui.history import History

BATCH = 1000
_FIRST = datetime(2024, 1, 1, tzinfo=UTC)
_HEADERS = (("Content-Type", "application/json; charset=utf-8"), ("X-Runtime", "0.031"), ("Server", "nginx"))
_QUERIES = (
    "",
    "zanzibar",
    "virtual",
    '"can\'t be blank"',
    "status:422",
    "endpoint:users.* status:>=400",
    "body:web55 method:GET",
    "object:virtual_machine/12",
    "-virtual blank",
    "nowhere",
)


def exchanges(count: int, seed: int) -> Iterator[tuple[Exchange, str]]:
    """Exchanges as they might have been over the years, each with what happened."""
    chance = random.Random(seed)
    for index in range(count):
        yield _exchange(chance, _FIRST + timedelta(seconds=60 * index))


def _exchange(chance: random.Random, started_at: datetime) -> tuple[Exchange, str]:
    kind = chance.random()
    if kind < 0.6:
        vm = chance.randrange(2000)
        call = ("GET", f"/virtual_machines/{vm}.json", "virtual_servers.get", b"")
        answer, status, what = {"virtual_machine": _server(chance, vm)}, 200, "1 virtual machine"
    elif kind < 0.75:
        call = ("GET", "/users.json", "users.list", b"")
        users = [{"user": {"id": number, "login": f"user{number}"}} for number in range(20)]
        answer, status, what = users, 200, "20 users"  # type: ignore[assignment]  # any JSON will do
    elif kind < 0.95:
        body = json.dumps({"user": {"login": f"user{chance.randrange(9999)}", "email": ""}}).encode()
        call = ("POST", "/users.json", "users.create", body)
        answer, status, what = {"errors": {"email": ["can't be blank"]}}, 422, "email refused"
    else:
        call = ("DELETE", f"/users/{chance.randrange(5000)}.json", "users.delete", b"")
        answer, status, what = {}, 204, "deleted"
    if chance.random() < 0.0001:
        what += " zanzibar"
    method, path, endpoint_id, body = call
    request = Request(
        method, f"https://cp.example.com{path}", (("Accept", "application/json"),), body, "json", endpoint_id
    )
    data = json.dumps(answer).encode() if answer else b""
    response = Response(status, "", _HEADERS, Body.of(data))
    took_ms = chance.lognormvariate(4, 1)
    timing = Timing(started_at, 1.0, 2.0, 0.1, took_ms, 0.2, took_ms + 3.3)
    profile = chance.choice(("lab", "staging", "prod-eu"))
    return Exchange(request, Outcome.ANSWERED, timing, response, None, profile, "admin"), what


def _server(chance: random.Random, number: int) -> dict[str, Any]:
    address = f"10.{chance.randrange(255)}.{chance.randrange(255)}.{number % 255}"
    figures = {f"figure_{index}": chance.randrange(1000) for index in range(10)}
    flags = {f"is_flag_{index}": chance.random() < 0.5 for index in range(15)}
    return {
        "id": number,
        "label": f"web{number}.example.com",
        "identifier": f"{chance.getrandbits(56):014x}",
        "cpus": 1 + number % 16,
        "memory": 1024 * (1 + number % 32),
        "ip_addresses": [{"ip_address": {"address": address}}],
        "updated_at": f"2026-01-{1 + number % 28:02}T10:00:00Z",
        **figures,
        **flags,
    }


def fill(history: History, count: int, seed: int, say: Callable[[str], None]) -> None:
    """Write so many exchanges, in batches."""
    made = exchanges(count, seed)
    for start in range(0, count, BATCH):
        with history.batch():
            for index, (exchange, what) in zip(range(start, min(start + BATCH, count)), made, strict=False):
                history.add(exchange, what, origin=f"made:{seed}:{index}")
        if start and start % 100_000 == 0:
            say(f"  {start:,}")


def measure(history: History, say: Callable[[str], None]) -> None:
    """How long an addition, the list and searches take."""
    durations = []
    for exchange, what in exchanges(300, seed=-1):
        start = time.perf_counter()
        number = history.begin(
            exchange.request, profile_name="lab", login="admin", started_at=datetime.now(UTC)
        )
        from dataclasses import replace

        history.finish(replace(exchange, number=number), what)
        durations.append((time.perf_counter() - start) * 1000)
    durations.sort()
    middle = statistics.median(durations)
    say(f"  add: median {middle:.2f} ms, 95 % {durations[284]:.2f} ms, most {durations[-1]:.2f} ms")
    for query in _QUERIES:
        took = min(_timed(lambda query=query: history.rows(query=query)) for _ in range(3))  # type: ignore[misc]
        found = len(history.rows(query=query))
        say(f"  {query or 'list'}: {took:.1f} ms ({found} rows)")
    say(f"  count: {_timed(history.count):.1f} ms")
    say(f"  groups by day: {_timed(lambda: history.views.groups('day')):.1f} ms")
    say(f"  timeline: {_timed(lambda: history.views.timeline('virtual_machine', '12')):.1f} ms")


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    history = History.open(arguments.file)
    missing = arguments.count - history.count()
    if missing > 0:
        start = time.perf_counter()
        fill(history, missing, arguments.seed, say)
        took = time.perf_counter() - start
        say(f"{missing:,} made in {took:.0f} s, {took / missing * 1000:.2f} ms each, together")
    history.close()
    start = time.perf_counter()
    history = History.open(arguments.file)
    say(f"{history.count():,} exchanges, {arguments.file.stat().st_size / 1e6:,.0f} MB")
    say(f"  open: {(time.perf_counter() - start) * 1000:.1f} ms")
    measure(history, say)
    history.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
