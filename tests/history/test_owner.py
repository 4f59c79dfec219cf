"""Whether the writer of a row still runs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cloudflow_tui.history.owner import is_running, own_mark


def test_this_process_runs() -> None:
    assert is_running(own_mark())


def test_an_ended_process_does_not() -> None:
    told = "from cloudflow_tui.history.owner import own_mark; print(own_mark())"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert not is_running(done.stdout.strip())


def test_another_process_with_its_id_does_not_count() -> None:
    assert not is_running(f"{os.getpid()}:1")


@pytest.mark.parametrize("mark", ["", ":", "x:1", "0:1", "-1:", "99999999999999999999:1"])
def test_what_is_no_mark_does_not_run(mark: str) -> None:
    assert not is_running(mark)
