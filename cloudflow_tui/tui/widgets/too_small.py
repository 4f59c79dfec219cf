"""What is shown in a terminal that is too small for anything else."""

from __future__ import annotations

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line

LEAST_WIDTH = 50
LEAST_HEIGHT = 12


class TooSmall(Drawn):
    """Says how large the terminal must be, and how large it is."""

    DEFAULT_CSS = "TooSmall { height: 1fr; display: none; }"

    def draw(self, y: int) -> Line:
        words = (
            "This terminal is too small.",
            f"Needed: {LEAST_WIDTH} x {LEAST_HEIGHT}",
            f"Here: {self.app.size.width} x {self.app.size.height}",
        )
        line = self.line().at(1)
        return line.put(words[y], self.ink("text-strong" if y == 0 else "text-muted")) if y < 3 else line
