"""Fixtures for all tests: folders of their own, an environment without surprises, one sandbox a worker."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress


# Times on the screen are local ones; pictures must not depend on where they are taken.
os.environ["TZ"] = "UTC"
time.tzset()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder below which this test keeps configuration, history and cache; not made yet."""
    folder = tmp_path / "home"
    for name in [name for name in os.environ if name.startswith("CLOUDFLOW_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLUMNS", "LINES", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("CLOUDFLOW_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxAddress]:
    """A seeded sandbox, one for all tests of a worker: read from it, make objects of your own to change."""
    from cloudflow_tui.sandbox.process import SandboxProcess

    environ = {name: value for name, value in os.environ.items() if not name.startswith("CLOUDFLOW_")}
    process = SandboxProcess.spawn(seed=1, environ=environ)
    try:
        yield process.wait_ready(timeout_s=60)
    finally:
        process.stop()


@pytest.fixture
def on_sandbox(sandbox: SandboxAddress, monkeypatch: pytest.MonkeyPatch) -> SandboxAddress:
    """Makes the shared sandbox the Control Panel that is taken when no profile is named."""
    monkeypatch.setenv("CLOUDFLOW_URL", sandbox.url)
    monkeypatch.setenv("CLOUDFLOW_LOGIN", sandbox.login)
    monkeypatch.setenv("CLOUDFLOW_PASSWORD", sandbox.password)
    return sandbox
