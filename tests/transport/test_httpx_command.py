"""httpx is loaded without its command line."""

from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_client_loads_neither_click_nor_rich() -> None:
    code = "import sys, cloudflow_tui.transport.client; print(sorted({'click', 'rich'} & sys.modules.keys()))"
    assert run(code) == "[]"


def test_httpx_that_is_loaded_already_stays_as_it_is() -> None:
    code = (
        "import sys, httpx; before = sys.modules['httpx._main']; import cloudflow_tui.transport; "
        "print(sys.modules['httpx._main'] is before)"
    )
    assert run(code) == "True"
