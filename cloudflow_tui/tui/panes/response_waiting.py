"""The line that is shown while an answer is waited for. Only its spinner and its figures move."""

from __future__ import annotations

import time
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.figures import shown_bytes
from cloudflow_tui.tui.widgets.lines import Line

TURNS_PER_SECOND = 8


class WaitingLine(Drawn):
    """`| waiting for cp.example.net  1.2 s   esc Cancel`; may have the focus while it waits."""

    DEFAULT_CSS = "WaitingLine { height: 2; }"
    FOOTER: ClassVar[tuple[str, ...]] = ("app.cancel", "app.next_pane", "app.palette", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False, id="response.cancel"),
    ]

    class Cancelled(Message):
        """The user does not want to wait any longer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._host = ""
        self._started = 0.0
        self._received: int | None = None
        self._expected: int | None = None
        self._sent = self._to_send = 0
        self._turn = 0
        self._timer: Timer | None = None

    @property
    def is_waiting(self) -> bool:
        return self._timer is not None

    def start(self, host: str) -> None:
        """Begin to count."""
        self.stop()
        self.can_focus = True
        self._host = host
        self._started = time.monotonic()
        self._received = self._expected = None
        self._sent = self._to_send = 0
        self._turn = 0
        self._timer = self.set_interval(1 / TURNS_PER_SECOND, self._turn_on)
        self.refresh()

    def stop(self) -> None:
        self.can_focus = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def show_progress(self, received_bytes: int, expected_bytes: int | None) -> None:
        """Bytes so far; painted with the next turn of the spinner."""
        self._received, self._expected = received_bytes, expected_bytes

    def show_upload(self, sent_bytes: int, total_bytes: int) -> None:
        """Bytes of a large body that left so far."""
        self._sent, self._to_send = sent_bytes, total_bytes

    def _turn_on(self) -> None:
        self._turn += 1
        self.refresh()

    def put_on(self, line: Line) -> None:
        """Put spinner, host, seconds and bytes on a line."""
        spinner = self.glyphs.spinner
        line.at(2).put(spinner[self._turn % len(spinner)], self.ink("accent", bold=True))
        is_sending = self._sent < self._to_send
        line.put(" sending to " if is_sending else " waiting for ", self.ink("text-muted"))
        line.put(self._host, self.ink("text-strong", bold=True))
        line.put(f"  {time.monotonic() - self._started:.1f} s", self.ink("foreground"))
        if is_sending:
            line.put(f"  {shown_bytes(self._sent)}", self.ink("foreground"))
            line.put(f" of {shown_bytes(self._to_send)}", self.ink("text-muted"))
        if self._received:
            line.put(f"  {shown_bytes(self._received)}", self.ink("foreground"))
            if self._expected:
                line.put(f" of {shown_bytes(self._expected)}", self.ink("text-muted"))

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 0:
            self.put_on(line)
            line.put("   esc", self.ink("accent", bold=True)).put(" Cancel", self.ink("text-muted"))
        return line

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled())

    def on_click(self) -> None:
        self.focus()
