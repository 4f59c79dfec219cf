"""Commands that need no cloud, each a whole process, against an interpreter that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

from tests.benchmarks.measuring import Row, Sample, in_turn, run_process
from tests.benchmarks.place import Place

COMMANDS = (
    (("--help",), 100.0, 8.0),
    (("--version",), 120.0, 9.0),
    (("catalog", "search", "create", "user"), 250.0, 20.0),
)
"""(words, most milliseconds, most times the empty interpreter)."""
_MORE_RUNS = 3
"""These take a few hundredths of a second: more runs cost nothing and even out the noise."""


def measure(place: Place) -> Iterator[Row]:
    """Wall times; the processor's times stand in the note, for they move less with other work."""
    empty = partial(run_process, [sys.executable, "-c", "pass"], place.environ, place.folder)
    jobs = [
        partial(run_process, [*place.program, *words], place.environ, place.folder)
        for words, _, _ in COMMANDS
    ]
    nothing, *found = in_turn(place.runs * _MORE_RUNS, empty, *jobs)
    theirs = Sample.of([run.wall_ms for run in nothing])
    idle_cpu = Sample.of([run.cpu_ms for run in nothing]).median
    for (words, limit, limit_ratio), runs in zip(COMMANDS, found, strict=True):
        cpu = Sample.of([run.cpu_ms for run in runs]).median
        yield Row(
            f"`{' '.join(words)}`",
            Sample.of([run.wall_ms for run in runs]),
            beside="`python -c pass`",
            theirs=theirs,
            limit=limit,
            limit_ratio=limit_ratio,
            note=f"processor {cpu / idle_cpu:.1f} ×",
        )
