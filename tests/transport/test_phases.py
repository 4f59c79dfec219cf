"""Phases of an exchange, told from a clock of the test's own."""

from __future__ import annotations

from cloudflow_tui.transport.phases import PhaseWatch


class Clock:
    """Goes on by one second whenever it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def play(watch: PhaseWatch, clock: Clock, *events: str, method: bytes = b"GET") -> None:
    """Hand over events, one second apart."""

    class Told:
        def __init__(self) -> None:
            self.method = method

    for event in events:
        clock.now += 1
        await watch(event, {"host": "cp.example.net", "port": 443, "request": Told()})


async def test_every_phase_is_measured() -> None:
    clock = Clock()
    watch = PhaseWatch(clock)
    await play(
        watch,
        clock,
        "connection.connect_tcp.started",
        "connection.connect_tcp.complete",
        "connection.start_tls.started",
        "connection.start_tls.complete",
        "http11.send_request_headers.started",
        "http11.send_request_headers.complete",
        "http11.send_request_body.started",
        "http11.send_request_body.complete",
        "http11.receive_response_headers.started",
        "http11.receive_response_headers.complete",
    )
    clock.now += 5
    timing = watch.timing()
    assert (timing.connect_ms, timing.tls_ms) == (1000, 1000)
    assert (timing.send_ms, timing.wait_ms, timing.receive_ms) == (4000, 1000, 5000)
    assert timing.total_ms == 15_000
    assert watch.target == ("cp.example.net", 443)


async def test_a_phase_under_way_counts_as_far_as_it_got() -> None:
    clock = Clock()
    watch = PhaseWatch(clock)
    await play(watch, clock, "connection.connect_tcp.started")
    clock.now += 3
    assert watch.timing().connect_ms == 3000
    assert watch.phase == "connect"
    assert not watch.is_sent


async def test_the_way_through_a_proxy_sends_nothing_yet() -> None:
    clock = Clock()
    watch = PhaseWatch(clock)
    await play(watch, clock, "http11.send_request_headers.started", method=b"CONNECT")
    assert not watch.is_sent
    assert watch.timing().send_ms is None


async def test_a_kept_connection_has_no_target() -> None:
    clock = Clock()
    watch = PhaseWatch(clock)
    await play(watch, clock, "http11.send_request_headers.started")
    assert watch.target is None
    assert watch.is_sent
    assert watch.timing().connect_ms is None
