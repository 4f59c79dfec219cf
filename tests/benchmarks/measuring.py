"""What a benchmark yields, and how figures are taken: in turn, medians, whole processes."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

Unit = Literal["ms", "MB", "1/s"]
T = TypeVar("T")


class BenchmarkError(Exception):
    """A figure could not be taken: what was run, and what it said."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Figures of one thing, taken several times."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Sequence[float]) -> Sample:
        return cls(tuple(values))

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def least(self) -> float:
        return min(self.values)

    @property
    def most(self) -> float:
        return max(self.values)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    ours: Sample
    unit: Unit = "ms"
    beside: str = ""
    """What the other figure is of; "" when there is none."""
    theirs: Sample | None = None
    limit: float | None = None
    """Budget in the unit; at least this for requests a second, else at most."""
    limit_ratio: float | None = None
    """Budget as a multiple of the other figure."""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.theirs is None else self.ours.median / self.theirs.median

    @property
    def is_within(self) -> bool | None:
        """Whether every budget holds; None when there is none."""
        checks = []
        if self.limit is not None:
            is_more = self.unit == "1/s"
            checks.append(self.ours.median >= self.limit if is_more else self.ours.median <= self.limit)
        if self.limit_ratio is not None and self.ratio is not None:
            checks.append(self.ratio <= self.limit_ratio)
        return all(checks) if checks else None


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end."""

    wall_ms: float
    cpu_ms: float


def in_turn(runs: int, *jobs: Callable[[], T], warmups: int = 1) -> list[list[T]]:
    """Run the jobs one after the other, `runs` times, the order turned round each time.

    Returns:
        For each job, what its runs returned; those of the warm-up are left out.
    """
    found: list[list[T]] = [[] for _ in jobs]
    for number in range(warmups + runs):
        order = list(range(len(jobs)))
        if number % 2:
            order.reverse()
        for index in order:
            result = jobs[index]()
            if number >= warmups:
                found[index].append(result)
    return found


def timed_ms(job: Callable[[], object]) -> float:
    """Milliseconds of one call, without the collector of the interpreter that measures."""
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        job()
        return (time.perf_counter() - started) * 1e3
    finally:
        gc.enable()


def run_process(argv: Sequence[str], environ: Mapping[str, str], folder: Path | None = None) -> Run:
    """Run a process to its end; its output goes to a file nobody reads unless it fails.

    Raises:
        BenchmarkError: It did not end with 0.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        child = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environ),
            cwd=folder,
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall_ms = (time.perf_counter() - started) * 1e3
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            output.seek(0)
            said = output.read().decode("utf-8", "replace").strip()
            raise BenchmarkError(f"{' '.join(argv[:4])} … ended with {child.returncode}: {said[-500:]}")
    return Run(wall_ms, (usage.ru_utime + usage.ru_stime) * 1e3)
