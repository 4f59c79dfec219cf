"""Watches one exchange on the wire: which phase it is in, and how long each phase took."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from cloudflow_tui.exchange import Timing
from cloudflow_tui.transport.failures import Phase


class PhaseWatch:
    """Fed with the events of the HTTP library.

    Args:
        clock: Seconds that only go up.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.phase: Phase = "connect"
        self.is_sent = False
        self.target: tuple[str, int] | None = None
        """Host and port that were connected to; None when a kept connection was used."""
        self._clock = clock
        self._started_at = datetime.now(UTC)
        self._started = clock()
        self._begun: dict[str, float] = {}
        self._took: dict[str, float] = {}

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """One event, such as `http11.send_request_headers.started`."""
        name, _, state = event.partition(".")[2].rpartition(".")
        now = self._clock()
        if getattr(info.get("request"), "method", b"") == b"CONNECT":
            # The way through a proxy; the request itself has not begun.
            return
        if state == "started":
            self._begin(name, now, info)
        elif state == "complete":
            self._end(name, now)

    def lookup_begins(self) -> None:
        """The host name is being looked up; the connection is not begun before that ends."""
        self.phase = "dns"
        self._begun.pop("connect", None)
        self._begun["dns"] = self._clock()

    def lookup_ends(self) -> None:
        """The address is known."""
        now = self._clock()
        self._close("dns", now)
        self.phase = "connect"
        self._begun["connect"] = now

    def _begin(self, name: str, now: float, info: Mapping[str, Any]) -> None:
        if name == "connect_tcp":
            self.phase = "connect"
            self._begun["connect"] = now
            self.target = (str(info.get("host", "")), int(info.get("port", 0)))
        elif name == "start_tls":
            self.phase = "tls"
            self._begun["tls"] = now
        elif name == "send_request_headers":
            self.phase = "send"
            self.is_sent = True
            self._begun["send"] = now
        elif name == "receive_response_headers":
            self.phase = "wait"
            self._close("send", now)
            self._begun["wait"] = now

    def _end(self, name: str, now: float) -> None:
        if name == "connect_tcp":
            self._close("connect", now)
        elif name == "start_tls":
            self._close("tls", now)
        elif name == "receive_response_headers":
            self.phase = "receive"
            self._close("wait", now)
            self._begun["receive"] = now

    def _close(self, phase: str, now: float) -> None:
        begun = self._begun.pop(phase, None)
        if begun is not None:
            self._took[phase] = self._took.get(phase, 0.0) + (now - begun) * 1000

    def timing(self) -> Timing:
        """The timing up to now; a phase under way counts as far as it got."""
        now = self._clock()
        took_ms = dict(self._took)
        for phase, begun in self._begun.items():
            took_ms[phase] = took_ms.get(phase, 0.0) + (now - begun) * 1000
        took = took_ms.get
        return Timing(
            self._started_at,
            took("connect"),
            took("tls"),
            took("send"),
            took("wait"),
            took("receive"),
            (now - self._started) * 1000,
            took("dns"),
        )
