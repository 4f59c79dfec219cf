"""Tells whether the process that wrote a row still runs, so that an unfinished row can say what it is."""

from __future__ import annotations

import os
from pathlib import Path


def own_mark() -> str:
    """The mark of this process: its id, and when it began where the system tells."""
    pid = os.getpid()
    return f"{pid}:{_began(pid)}"


def is_running(mark: str) -> bool:
    """Whether the process of that mark still runs; another one with its id does not count."""
    pid_text, _, began = mark.partition(":")
    if not pid_text.isdigit() or int(pid_text) == 0:
        return False
    pid = int(pid_text)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        # It runs, as someone else; such an id was given anew when the times differ.
        pass
    return _began(pid) == began


def _began(pid: int) -> str:
    """Clock ticks from the start of the system to that of the process; "" where nobody tells."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    # The name of the program stands in brackets and may hold anything.
    fields = line.rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 else ""
