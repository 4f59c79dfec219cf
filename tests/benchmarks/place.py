"""Where benchmarks work: a folder of their own, what they start and in which environment, how often."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
COLUMNS, LINES = 160, 48
PASSWORD_VARIABLE = "CLOUDFLOW_BENCHMARK_PASSWORD"


@dataclass(frozen=True, slots=True)
class Other:
    """Another program that is measured beside this one."""

    name: str
    command: str
    shown: str = ""
    """For a console: a text that stands on its screen once it is painted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Handed to every benchmark."""

    folder: Path
    runs: int
    environ: Mapping[str, str]
    consoles: tuple[Other, ...] = ()
    senders: tuple[Other, ...] = ()
    posting: tuple[str, ...] = ()
    """The command that starts it; empty when it is not there."""
    histories: Path | None = None
    """A folder that keeps the made histories."""
    history_sizes: tuple[int, ...] = ()
    mocks: tuple[Other, ...] = ()
    """Servers beside the sandbox; `$PORT` and `$FILE`, our OpenAPI export, stand in their commands."""
    seconds: float = 60.0
    """How long clients call at once."""

    @property
    def program(self) -> list[str]:
        """The start of this program's command line."""
        script = shutil.which("cloudflow-tui", path=str(Path(sys.executable).parent))
        return [script] if script else [sys.executable, "-m", "cloudflow_tui"]

    def knowing(self, **variables: str) -> Place:
        """The same with more variables in the environment of what it starts."""
        return replace(self, environ={**self.environ, **variables})


@contextmanager
def opened_place(
    runs: int, consoles: tuple[Other, ...], senders: tuple[Other, ...], posting: Sequence[str] = ()
) -> Iterator[Place]:
    """A place in a temporary folder, gone afterwards."""
    with TemporaryDirectory(prefix="cloudflow-benchmarks-") as name:
        folder = Path(name)
        # As an installer does: otherwise a checkout is compiled anew at every start.
        compileall.compile_dir(ROOT / "cloudflow_tui", quiet=2)
        environ = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("CLOUDFLOW_", "TEXTUAL", "PYTHON")) and key not in ("TMUX", "NO_COLOR")
        }
        environ |= {
            "CLOUDFLOW_HOME": str(folder / "home"),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "COLUMNS": str(COLUMNS),
            "LINES": str(LINES),
        }
        yield Place(folder, runs, environ, consoles, senders, tuple(posting))
