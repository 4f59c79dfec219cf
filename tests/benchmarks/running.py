"""Servers that benchmarks call: a sandbox of the program, and children of this package."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from tests.benchmarks.measuring import BenchmarkError
from tests.benchmarks.place import ROOT, Place


@contextmanager
def running_sandbox(place: Place) -> Iterator[SandboxAddress]:
    """A sandbox that answers, ended afterwards."""
    sandbox = SandboxProcess.spawn(environ=place.environ)
    try:
        yield sandbox.wait_ready()
    finally:
        sandbox.stop()


@contextmanager
def running_module(place: Place, module: str, *words: str) -> Iterator[str]:
    """A server of this package that prints its address as first line; killed afterwards.

    Raises:
        BenchmarkError: It said no address.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *words],
        stdout=subprocess.PIPE,
        env=dict(place.environ),
        cwd=ROOT,
        text=True,
    )
    assert child.stdout is not None
    try:
        url = child.stdout.readline().strip()
        if not url.startswith("http"):
            raise BenchmarkError(f"The server {module} did not start.")
        yield url
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
