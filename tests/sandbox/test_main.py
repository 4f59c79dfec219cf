"""The child process's own end of the pipe: options from a line, failures as a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.__main__ import read_options
from cloudflow_tui.sandbox.options import SandboxOptions


def test_options() -> None:
    line = json.dumps({"seed": 7, "data": "/a/b", "password": "x", "catalog_folder": None})
    assert read_options(line) == SandboxOptions(seed=7, data=Path("/a/b"), password="x")


@pytest.mark.parametrize("line", ["", "{", "[]", '{"nonsense": 1}', "7"])
def test_no_options(line: str) -> None:
    with pytest.raises(SandboxError, match="cloudflow-tui sandbox"):
        read_options(line)


def test_failure_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cloudflow_tui.sandbox"],
        input=b'{"host": "0.0.0.0"}\n',
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"other machines" in done.stderr
    assert b"Traceback" not in done.stderr
