"""Leaves out the command line of httpx, which loads click, rich and pygments wherever those are installed.

This program never runs it, and every `send` would pay for it: a third of the import of httpx.
"""

from __future__ import annotations

import sys
from types import ModuleType

_NAME = "httpx._main"


def leave_out() -> None:
    """Put an empty command line in its place, unless httpx is loaded already."""
    if "httpx" in sys.modules or _NAME in sys.modules:
        return
    module = ModuleType(_NAME, "Stands for the command line of httpx, which is not loaded here.")

    def main() -> None:
        raise SystemExit("The command line of httpx is not loaded within cloudflow-tui.")

    module.main = main  # type: ignore[attr-defined]  # what httpx looks for
    sys.modules[_NAME] = module
