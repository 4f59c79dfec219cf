"""A sandbox in a process of its own, as the console, the command line and the tests use it.

The password goes over a pipe, never into arguments or the environment. The child ends when its parent does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.sandbox.options import LOGIN, PASSWORD_VARIABLE, make_password

START_TIMEOUT_S = 30.0
_END_TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True)
class SandboxAddress:
    """Where a sandbox is, and who may call."""

    url: str
    login: str
    password: str = field(repr=False)


class SandboxProcess:
    """A running child; made by `spawn`."""

    def __init__(
        self, child: subprocess.Popen[bytes], password: str, errors: IO[bytes], *, keeps_data: bool
    ) -> None:
        self._child = child
        self._password = password
        self._errors = errors
        self._keeps_data = keeps_data
        self._address: SandboxAddress | None = None

    @classmethod
    def spawn(
        cls,
        *,
        seed: int = 1,
        size: Literal["small", "large"] = "small",
        port: int = 0,
        data: Path | None = None,
        api_version: str = "6.7",
        environ: Mapping[str, str] | None = None,
    ) -> SandboxProcess:
        """Start a sandbox on this machine's loopback; does not wait for it.

        Args:
            environ: Environment of the child; its own password variable counts, else one is made.

        Raises:
            SandboxError: The process cannot be started.
        """
        import os

        variables = dict(os.environ if environ is None else environ)
        password = variables.pop(PASSWORD_VARIABLE, "") or make_password()
        options = {
            "seed": seed,
            "size": size,
            "port": port,
            "data": None if data is None else str(data.absolute()),
            "api_version": api_version,
            "password": password,
            "catalog_folder": str(app_paths(variables).catalog_folder),
        }
        errors = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as the child runs
        try:
            child = subprocess.Popen(
                [sys.executable, "-m", "cloudflow_tui.sandbox"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=variables,
                # ctrl+c at the terminal is meant for the console, which ends the sandbox itself.
                start_new_session=True,
            )
            assert child.stdin is not None
            child.stdin.write(json.dumps(options).encode() + b"\n")
            child.stdin.flush()
        except OSError as error:
            errors.close()
            raise SandboxError(
                f"The sandbox cannot be started: {error.strerror or error}.", advice="Try again."
            ) from error
        return cls(child, password, errors, keeps_data=data is not None)

    @property
    def pid(self) -> int:
        return self._child.pid

    def wait_ready(self, timeout_s: float = START_TIMEOUT_S) -> SandboxAddress:
        """Where it is; blocks until it can be called.

        Raises:
            SandboxError: It ended, or said nothing in time.
        """
        if self._address is None:
            line = self._first_line(timeout_s)
            if not line.startswith("http"):
                raise self._failure()
            self._address = SandboxAddress(line, LOGIN, self._password)
        return self._address

    def _first_line(self, timeout_s: float) -> str:
        import selectors

        assert self._child.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.stdout, selectors.EVENT_READ)
            if not selector.select(timeout_s):
                self.stop()
                raise SandboxError(
                    f"The sandbox did not start within {timeout_s:g} seconds.", advice="Try again."
                )
            return self._child.stdout.readline().decode().strip()

    def _failure(self) -> SandboxError:
        self._child.wait(_END_TIMEOUT_S)
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        self.stop()
        reason = lines[-1] if lines else "it said nothing"
        return SandboxError(f"The sandbox did not start: {reason}")

    def stop(self) -> None:
        """End it. Safe to call twice; one with a file of data gets time to close it."""
        child = self._child
        if child.stdin is not None and not child.stdin.closed:
            child.stdin.close()
        if child.poll() is None:
            if not self._keeps_data:
                child.kill()
            try:
                child.wait(_END_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if child.stdout is not None:
            child.stdout.close()
        self._errors.close()
