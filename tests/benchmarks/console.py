"""The console under a terminal as benchmarks use it: started, a call opened, the parts of its screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.benchmarks.place import COLUMNS, LINES, Place
from tests.benchmarks.pty_program import PtyProgram, running
from tests.benchmarks.pty_screen import TerminalScreen

TREE_COLUMNS = range(40)
PANE_COLUMNS = range(40, COLUMNS)
ROWS = range(4, LINES - 1)


def tree_rows(screen: TerminalScreen) -> tuple[str, ...]:
    """What the rows of the tree say; the filter box is not among them."""
    return screen.part(TREE_COLUMNS, ROWS)


def panes(screen: TerminalScreen) -> str:
    """What stands right of the tree below the address."""
    return "\n".join(screen.part(PANE_COLUMNS, ROWS))


@contextmanager
def running_console(place: Place, words: Sequence[str] = ("--demo",)) -> Iterator[PtyProgram]:
    """A console that has learned the version of its Control Panel and rests."""
    with running(place, [*place.program, *words]) as program:
        program.wait("version 6.7")
        program.rest(0.3)
        yield program


def find_call(program: PtyProgram, endpoint_id: str, title: str) -> None:
    """Filter the tree down to a call; it stands first and under the cursor."""
    program.key("/")
    program.rest(0.1)
    program.type(endpoint_id)
    program.wait(lambda screen: title in tree_rows(screen)[0])
    program.rest(0.1)
