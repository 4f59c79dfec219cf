"""The editor of a body: several lines of JSON or XML, coloured. For bodies up to about 100 KB."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.coloured_text import inked_parts

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Format

MAX_EDITED_CHARACTERS = 100_000
"""Above this the editor would answer a key too late."""


class BodyEditor(TextArea):
    """Text with line numbers; escape leaves it."""

    DEFAULT_CSS = """
    BodyEditor {
        height: 1fr;
        border: none;
        padding: 0 0 0 1;
        background: $background;
        color: $foreground;
        scrollbar-size: 1 1;
        scrollbar-background: $background;
        scrollbar-color: $rule;
        &:focus { border: none; }
        & .text-area--gutter { color: $text-dim; background: $background; }
        & .text-area--cursor-gutter { color: $text-strong; background: $cursor-row; text-style: none; }
        & .text-area--cursor-line { background: $cursor-row; }
        & .text-area--cursor {
            background: $accent !important; color: $on-accent !important; text-style: none;
        }
        & .text-area--selection { background: $selection; }
        & .text-area--matching-bracket { background: $boost; }
    }
    """
    FOOTER: ClassVar[tuple[str, ...]] = (
        "editor.leave",
        "editor.reveal",
        "app.send",
        "app.palette",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="editor.leave"),
        Binding("ctrl+t", "reveal", "Reveal", show=False, id="editor.reveal"),
    ]

    class Left(Message):
        """Escape was pressed."""

    class TooLarge(Message):
        """More was pasted than can be edited here; the whole text as it would be."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class RevealPressed(Message):
        """Secrets shall be shown, or hidden again."""

    def __init__(self, text: str = "", *, format: Format = "json", id: str | None = None) -> None:
        super().__init__(
            text,
            show_line_numbers=True,
            soft_wrap=False,
            tab_behavior="focus",
            id=id,
            highlight_cursor_line=True,
        )
        self.format: Format = format
        self.is_coloured = True
        self.cursor_blink = False

    def get_line(self, line_index: int) -> Text:
        """A line with its colours."""
        line = super().get_line(line_index)
        if self.is_coloured and self.is_mounted:
            inks = themed(self).inks
            for start, end, ink in inked_parts(line.plain, self.format):
                line.stylize(inks(ink), start, end)
        return line

    def on_paste(self, event: events.Paste) -> None:
        """Give away what would be too long to be edited: it would hold up every key."""
        if len(event.text) <= MAX_EDITED_CHARACTERS // 2:
            return
        start, end = sorted((self.selection.start, self.selection.end))
        before = self.get_text_range((0, 0), start)
        text = f"{before}{event.text}{self.get_text_range(end, self.document.end)}"
        if len(text) > MAX_EDITED_CHARACTERS:
            event.stop()
            event.prevent_default()
            self.post_message(self.TooLarge(text))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_reveal(self) -> None:
        self.post_message(self.RevealPressed())
