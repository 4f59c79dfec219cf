"""The last line: the keys that matter where the focus is, at most six, or a sentence that must be read."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widget import Widget

from cloudflow_tui.tui.actions import find_action
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line, cut_before_advice, plain

DEFAULT_FOOTER = ("app.send", "app.filter", "app.next_pane", "app.zoom", "app.palette", "app.help")


def footer_of(widget: Widget | None) -> tuple[str, ...]:
    """The action ids to show while this widget has the focus: its own, else those of what it lies in."""
    while widget is not None:
        own: tuple[str, ...] | None = getattr(widget, "FOOTER", None)
        if own:
            return own
        widget = widget.parent if isinstance(widget.parent, Widget) else None
    return DEFAULT_FOOTER


class FooterBar(Drawn):
    """Key names and what they do."""

    DEFAULT_CSS = "FooterBar { height: 1; dock: bottom; }"

    action_ids: reactive[tuple[str, ...]] = reactive(DEFAULT_FOOTER)
    note: reactive[str] = reactive("")
    """A sentence in place of the keys."""
    note_ink: reactive[str] = reactive("status-4xx")
    right: reactive[str] = reactive("")
    """Quiet words at the right end."""

    def draw(self, y: int) -> Line:
        line = self.line("header")
        if self.note:
            words = cut_before_advice(plain(self.note), line.width - 2)
            return line.at(1).put(words, self.ink(self.note_ink, bold=True))
        gap = 1
        for action_id in self.action_ids:
            action = find_action(action_id)
            needed = gap + len(action.key) + 1 + len(action.label)
            if line.used + needed > self.size.width - 1:
                break
            line.at(line.used + gap).put(action.key, self.ink("accent", bold=True))
            line.put(" ").put(action.label, self.ink("text-muted"))
            gap = 3
        if self.right and line.used + len(self.right) + 2 < self.size.width:
            line.end((self.right + " ", self.ink("text-muted")))
        return line
