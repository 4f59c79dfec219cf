"""From the start of the process to the first full paint, beside a bare shell; and the memory it takes."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cloudflow_tui.catalog import Catalog
from tests.benchmarks.bare_shell import GROUPS
from tests.benchmarks.measuring import Row, Sample, in_turn
from tests.benchmarks.place import ROOT, Place
from tests.benchmarks.pty_program import PtyProgram, running
from tests.benchmarks.pty_screen import TerminalScreen

_SANDBOX_IS_THERE = "version 6.7"


@dataclass(frozen=True, slots=True)
class Start:
    """Figures of one start."""

    paint_ms: float
    cpu_ms: float
    memory_mb: float
    ready_ms: float
    """To the answer of the sandbox in the header."""


def measure(place: Place) -> Iterator[Row]:
    """The bare shell first, then every other console that was named."""
    shell = [sys.executable, str(ROOT / "tests" / "benchmarks" / "bare_shell.py")]
    jobs = [
        partial(_start, place, [*place.program, "--demo"], _SANDBOX_IS_THERE),
        partial(_start, place, shell),
        *(partial(_start_other, place, other.command, other.shown) for other in place.consoles),
    ]
    ours, bare, *others = in_turn(place.runs, *jobs)
    cpu = Sample.of([one.cpu_ms for one in ours]).median / Sample.of([one.cpu_ms for one in bare]).median
    paint = Sample.of([one.paint_ms for one in ours])
    memory = Sample.of([one.memory_mb for one in ours])
    calls = len(Catalog.load().endpoints)
    what = f"start to first full paint, `--demo`, {calls:,} calls in the tree"
    yield Row(
        what,
        paint,
        beside="bare shell",
        theirs=Sample.of([one.paint_ms for one in bare]),
        limit_ratio=1.4,
        note=f"processor {cpu:.2f} ×",
    )
    yield Row("start to the answer of its sandbox in the header", Sample.of([one.ready_ms for one in ours]))
    yield Row(
        "memory after start",
        memory,
        "MB",
        beside="bare shell",
        theirs=Sample.of([one.memory_mb for one in bare]),
        limit=60.0,
        note="the console's process, without its sandbox",
    )
    for other, starts in zip(place.consoles, others, strict=True):
        yield Row(
            what,
            paint,
            beside=other.name,
            theirs=Sample.of([one.paint_ms for one in starts]),
            limit_ratio=0.4,
        )
        yield Row(
            "memory after start",
            memory,
            "MB",
            beside=other.name,
            theirs=Sample.of([one.memory_mb for one in starts]),
        )


def is_painted(screen: TerminalScreen) -> bool:
    """Whether the last group stands in the tree and the keys in the footer."""
    text = screen.text
    return GROUPS[-1] in text and "Filter" in text.rsplit("\n", 1)[-1]


def _start(place: Place, argv: Sequence[str], ready: str = "") -> Start:
    with running(place, argv) as program:
        paint_ms = program.wait(is_painted)
        cpu_ms = program.cpu_ms()
        ready_ms = program.wait(ready) if ready else paint_ms
        return _rested(program, paint_ms, cpu_ms, ready_ms)


def _start_other(place: Place, command: str, shown: str) -> Start:
    with running(place, shlex.split(command)) as program:
        paint_ms = program.wait(shown)
        return _rested(program, paint_ms, program.cpu_ms(), paint_ms)


def _rested(program: PtyProgram, paint_ms: float, cpu_ms: float, ready_ms: float) -> Start:
    program.rest(0.3)
    return Start(paint_ms, cpu_ms, program.memory_mb(), ready_ms)
