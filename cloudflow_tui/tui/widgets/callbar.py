"""The call above both panes: method, address, what is missing, format, Send; below it the title."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive

from cloudflow_tui.tui.ink import method_ink
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line, Piece, cut, cut_before_advice, plain
from cloudflow_tui.tui.widgets.wrapping import wrapped


@dataclass(frozen=True, slots=True)
class Call:
    """What the bar shows."""

    method: str = ""
    path: tuple[tuple[str, bool], ...] = ()
    """Parts of the address with whether each is an id that is still missing."""
    suffix: str = ""
    title: str = ""
    summary: str = ""
    basis: str = ""
    """`guide`, or the words for a call that is only seen in clients."""
    is_unsure: bool = False
    format: str = "JSON"
    missing: int = 0
    wrong: int = 0
    is_sending: bool = False


class CallBar(Drawn):
    """Two lines over request and response."""

    DEFAULT_CSS = "CallBar { height: 2; }"

    call: reactive[Call] = reactive(Call())
    alarm: reactive[str] = reactive("")
    """A sentence in place of the summary: why the request was not sent."""

    class SendPressed(Message):
        """The Send button was clicked."""

    class FormatPressed(Message):
        """The format was clicked."""

    def draw(self, y: int) -> Line:
        return self._address() if y == 0 else self._title(y - 1)

    def watch_alarm(self) -> None:
        """A sentence longer than the row takes the empty row below as well."""
        self._make_room()

    def on_resize(self) -> None:
        self._make_room()

    def _make_room(self) -> None:
        self.set_class(len(self._alarm_lines()) > 1, "-long")

    def _alarm_lines(self) -> list[str]:
        room = self.size.width - 3
        return wrapped(plain(self.alarm), room) if self.alarm and room > 0 else []

    def _address(self) -> Line:
        call, line = self.call, self.line().at(2)
        if not call.method:
            return (
                line.put("No call is open.", self.ink("text-muted"))
                .put("  Choose one in the tree, or press ", self.ink("text-muted"))
                .put("/", self.ink("accent", bold=True))
                .put(" and type.", self.ink("text-muted"))
            )
        line.put(call.method, self.ink(method_ink(call.method), bold=True)).put("  ")
        for part, is_missing in call.path:
            line.put(part, self.ink("required" if is_missing else "text-strong", bold=True))
        line.put(call.suffix, self.ink("text-muted"))
        return line.end(*self._ends())

    def _ends(self) -> list[Piece]:
        call = self.call
        ends: list[Piece] = []
        if call.missing:
            ends.append((f"{self.glyphs.required} {call.missing} missing", self.ink("required", bold=True)))
        elif call.wrong:
            ends.append((f"{self.glyphs.refused} {call.wrong} to look at", self.ink("status-4xx", bold=True)))
        blank = self.ink("text-muted")
        send = " Wait " if call.is_sending else " Send "
        is_ready = not call.missing and not call.is_sending
        ends += [
            ("   " if ends else "", blank),
            (call.format, blank),
            ("   ", blank),
            (send, self.ink("accent" if is_ready else "text-strong", on="boost", bold=is_ready)),
            (" ", blank),
        ]
        return ends

    def _title(self, row: int) -> Line:
        call, line = self.call, self.line().at(2)
        if self.alarm:
            lines = self._alarm_lines()
            if self.size.height < 3:
                words = cut_before_advice(plain(self.alarm), line.width - 3)
            else:
                words = lines[0] if row == 0 else cut(" ".join(lines[1:]), line.width - 3)
            return line.put(words, self.ink("required", bold=True))
        if row:
            return line
        line.put(call.title, self.ink("foreground"))
        if call.summary:
            line.put("  ").put(call.summary, self.ink("text-muted"))
        if call.basis:
            line.put("  ").put(
                call.basis, self.ink("unsure" if call.is_unsure else "text-dim", italic=call.is_unsure)
            )
        return line

    def on_click(self, event: events.Click) -> None:
        if event.y != 0 or not self.call.method:
            return
        from_right = self.size.width - event.x
        if from_right <= 8:
            self.post_message(self.SendPressed())
        elif from_right <= 16:
            self.post_message(self.FormatPressed())
