"""Servers that benchmarks call: a sandbox of the program, and children of this package."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from tests.benchmarks.measuring import BenchmarkError
from tests.benchmarks.place import ROOT, Other, Place


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


_MOCK_STARTS_S = 120.0


@contextmanager
def running_mock(place: Place, mock: Other) -> Iterator[str]:
    """A mock server on our OpenAPI export, once it answers; killed afterwards with all it started.

    Raises:
        BenchmarkError: It cannot be started, or answers nothing in time.
    """
    port = _free_port()
    words = {"$PORT": str(port), "$FILE": str(_exported(place))}
    command = [words.get(word, word) for word in shlex.split(mock.command)]
    try:
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise BenchmarkError(f"{mock.name} cannot be started: {error}.") from error
    try:
        _wait_for_answer(mock, child, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _exported(place: Place) -> Path:
    """Our OpenAPI document as a file."""
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.interchange.openapi import to_openapi

    path = place.folder / "openapi.json"
    if not path.exists():
        path.write_text(json.dumps(to_openapi(Catalog.load().at(""))), "utf-8")
    return path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for_answer(mock: Other, child: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _MOCK_STARTS_S
    login = b64encode(b"admin:password").decode()
    while time.monotonic() < end and child.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/users.json", headers={"Authorization": f"Basic {login}"})
            status = connection.getresponse().status
            if status == 200:
                return
            raise BenchmarkError(f"{mock.name} answers {status} to GET /users.json.")
        except (OSError, HTTPException):
            time.sleep(0.2)
        finally:
            connection.close()
    raise BenchmarkError(f"{mock.name} did not answer within {_MOCK_STARTS_S:g} seconds.")
