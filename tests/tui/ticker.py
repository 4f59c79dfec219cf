"""How long the screen answers no key.

While a core is idle that is the time between two ticks: nothing but this process can be the reason, be it
the thread of the screen or one that does not let it go on. On a busy machine only the processor time of the
screen's own thread counts, for who waits for a processor uses none.
"""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

_TICK_S = 0.004
_LOOKED_EVERY_S = 0.04
"""The count of idle time goes in steps of a hundredth of a second."""
_USUAL_S = 0.006
"""What `_calibrate` takes on a usual machine."""
_IDLE_SHARE = 0.7
"""Of one core; below that others may have been in the way."""
_STAT = Path("/proc/stat")


class _Look(NamedTuple):
    wall_s: float
    own_s: float
    """Processor time of the thread."""
    idle_s: float
    """How long the cores had nothing to do, all together."""

    @classmethod
    def now(cls) -> _Look:
        return cls(time.perf_counter(), time.thread_time(), _idle_s())


class Ticker:
    """Ticks in the event loop; between two ticks the screen answers no key."""

    def __init__(self) -> None:
        self.longest_ms: dict[str, float] = {}
        """For what was done, the longest time without a tick, as a usual machine would need."""
        self.name = "start"
        self._slowness = max(1.0, min(_calibrate() for _ in range(3)) / _USUAL_S)

    async def run(self) -> None:
        """Tick until cancelled."""
        last = looked = _Look.now()
        while True:
            await asyncio.sleep(_TICK_S)
            now = _Look(time.perf_counter(), time.thread_time(), looked.idle_s)
            took_s = now.wall_s - last.wall_s
            if now.wall_s - looked.wall_s > _LOOKED_EVERY_S:
                now = _Look.now()
                if now.idle_s - looked.idle_s < (now.wall_s - looked.wall_s) * _IDLE_SHARE:
                    took_s = now.own_s - last.own_s
                looked = now
            took_ms = took_s * 1000 / self._slowness
            self.longest_ms[self.name] = max(took_ms, self.longest_ms.get(self.name, 0.0))
            last = now


@asynccontextmanager
async def ticking() -> AsyncIterator[Ticker]:
    """A ticker in the loop that runs. As in the console, no garbage is looked for in what is there."""
    ticker = Ticker()
    gc.freeze()
    task = asyncio.ensure_future(ticker.run())
    try:
        yield ticker
    finally:
        task.cancel()
        gc.unfreeze()


def _idle_s() -> float:
    """0 where it cannot be told. Waiting for a disk is not having nothing to do."""
    try:
        with _STAT.open() as file:
            counts = file.readline().split()
    except OSError:
        return 0.0
    return int(counts[4]) / os.sysconf("SC_CLK_TCK")


def _calibrate() -> float:
    started = time.thread_time()
    sum(number * number for number in range(100_000))
    return time.thread_time() - started
