"""The entry point as a process of its own, and called from another program."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(("call", "is_collecting"), [("main()", False), ("main(['--version'])", True)])
def test_the_collector_rests_only_in_a_process_of_its_own(call: str, is_collecting: bool) -> None:
    code = f"import gc; from cloudflow_tui.__main__ import main; {call}; print(gc.isenabled())"
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == str(is_collecting)
    assert done.stderr == ""
