"""How long the thread of the screen works without a pause, told from its own processor time.

Other programs on the machine do not count, for a thread that waits for a processor uses none of its time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_TICK_S = 0.002
_USUAL_S = 0.006
"""What `_calibrate` takes on a usual machine."""


class Ticker:
    """Ticks in the event loop; between two ticks the screen answers no key."""

    def __init__(self) -> None:
        self.longest_ms: dict[str, float] = {}
        """For what was done, the longest time without a tick, as a usual machine would need."""
        self.name = "start"
        self._slowness = max(1.0, min(_calibrate() for _ in range(3)) / _USUAL_S)

    async def run(self) -> None:
        """Tick until cancelled."""
        last = time.thread_time()
        while True:
            await asyncio.sleep(_TICK_S)
            now = time.thread_time()
            took_ms = (now - last) * 1000 / self._slowness
            self.longest_ms[self.name] = max(took_ms, self.longest_ms.get(self.name, 0.0))
            last = now


@asynccontextmanager
async def ticking() -> AsyncIterator[Ticker]:
    """A ticker in the loop that runs."""
    ticker = Ticker()
    task = asyncio.ensure_future(ticker.run())
    try:
        yield ticker
    finally:
        task.cancel()


def _calibrate() -> float:
    started = time.thread_time()
    sum(number * number for number in range(100_000))
    return time.thread_time() - started
