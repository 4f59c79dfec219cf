"""The outcome of a request: status with its meaning, fields at fault, hints and next steps."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from cloudflow_tui.tui.ink import kind_ink
from cloudflow_tui.tui.panes.response_summary import INDENT, Outline, Row, is_in_one_row, laid_out, name_width
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line

_GROUNDS = {"4xx": "ground-4xx", "5xx": "ground-5xx", "none": "ground-5xx"}
_AIRY_FROM_ROWS = 21
_ROOMY_FROM_ROWS = 30
_CLOCK_FROM_WIDTH = 70


class StatusRows(Rows, can_focus=False):
    """Rows of one outcome, as high as they need to be. Takes the focus only when told to."""

    DEFAULT_CSS = "StatusRows { height: auto; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "app.send",
        "response.leave",
        "app.next_pane",
        "app.zoom",
        "app.palette",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,w", "leave", "Back", show=False, id="response.leave"),
    ]

    class Left(Message):
        """The cursor goes on below."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._outline = Outline("", "", "", "", "none")
        self._rows: list[Row] = []
        self._pane_width = self._pane_height = 0
        self._is_whole = False
        """Everything is shown while it has the focus."""

    def show(self, outline: Outline) -> None:
        self._outline = outline
        self.cursor = 0
        self._lay_out()

    def set_pane_size(self, width: int, height: int) -> None:
        """Tell how large the pane is: low ones get no blank rows and less of the rest."""
        if (width, height) != (self._pane_width, self._pane_height):
            self._pane_width, self._pane_height = width, height
            self._lay_out()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def has_more(self) -> bool:
        """Whether there is a row to choose, or something that is not shown yet."""
        return any(row.is_choosable or row.key for row in self._rows)

    def row_at(self, index: int) -> Row:
        return self._rows[index]

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self._rows) and self._rows[index].is_choosable

    def _lay_out(self) -> None:
        # What was not shown yet has no width of its own; it is laid out before its first picture.
        width = self.size.width or self._pane_width
        if not width or not self._outline.glyph:
            return
        is_airy = self._pane_height >= _AIRY_FROM_ROWS
        most_words = 0 if self._is_whole else 2 if self._pane_height >= _ROOMY_FROM_ROWS else 1
        self._rows = laid_out(self._outline, width, is_airy=is_airy, most_words=most_words)
        share = self._pane_height * 2 // 3 if self._is_whole else self._pane_height // 2
        most = max(3, share) if self._pane_height else len(self._rows)
        self.styles.height = min(len(self._rows), most)
        self.rows_changed()

    def on_resize(self) -> None:
        self._lay_out()
        super().on_resize()

    def enter(self) -> None:
        """Take the focus, and show everything as long as it is here."""
        self.can_focus = True
        self.focus()

    def on_focus(self) -> None:
        self._is_whole = True
        self._lay_out()

    def on_blur(self) -> None:
        self.can_focus = False
        self._is_whole = False
        self._lay_out()

    # Painting

    @property
    def has_cursor(self) -> bool:
        return self.has_focus

    def row_ground(self, index: int) -> str:
        is_head = self._rows[index].kind in ("status", "meaning")
        return _GROUNDS.get(self._outline.kind, "") if is_head else ""

    def draw_row(self, index: int, line: Line) -> None:
        row = self._rows[index]
        colour = kind_ink(self._outline.kind)
        if row.kind in ("status", "meaning"):
            line.put(self.glyphs.edge, self.ink(colour))
        if row.kind == "status":
            self._draw_status(line)
        elif row.kind == "meaning":
            line.at(INDENT).put(row.text)
        elif row.kind in ("field", "more"):
            self._draw_field(row, line)
        elif row.kind == "text":
            self._draw_text(row, line)

    def _draw_status(self, line: Line) -> None:
        outline = self._outline
        colour = self.ink(kind_ink(outline.kind), bold=True)
        line.at(2).put(self.glyphs.of_status(outline.glyph) + " ", colour)
        if outline.number:
            line.put(outline.number + " ", colour)
        line.put(outline.name, self.ink("text-strong", bold=True))
        if is_in_one_row(outline, self.size.width):
            words = outline.meaning.removeprefix("Done: ").removesuffix(".")
            line.put("  ").put(words)
        ends = [(outline.took, self.ink("foreground"))]
        if outline.size:
            ends.append(("  " + outline.size, self.ink("text-muted")))
        if self.size.width >= _CLOCK_FROM_WIDTH and outline.clock:
            ends.append(("  " + outline.clock, self.ink("text-dim")))
        line.end(*ends, (" ", self.ink("foreground")))

    def _draw_field(self, row: Row, line: Line) -> None:
        amber = self.ink("status-4xx", bold=True)
        column = INDENT
        if row.kind == "field":
            line.at(2).put(self.glyphs.refused, amber)
        if row.label:
            width = name_width(self._outline, self.size.width)
            column += width
            if row.kind == "field":
                line.at(INDENT).put(row.label, amber, limit=width - 1)
        line.at(column).put(row.text)

    def _draw_text(self, row: Row, line: Line) -> None:
        line.at(INDENT)
        if row.label:
            line.put(row.label, self.ink("text-muted", bold=True)).put(" ")
        if row.exchange_number and row.label.strip():
            line.put(f"#{row.exchange_number}", self.ink("accent", underline=True)).put(" ")
        if row.read_at:
            line.put(row.text, self.ink("accent", underline=True))
            return
        line.put(row.text, self.ink("foreground" if row.exchange_number else "text-muted"))
        if row.key:
            line.put(" " + row.key, self.ink("accent", bold=True))

    # Keys

    def action_move(self, direction: int) -> None:
        before = self.cursor
        super().action_move(direction)
        if direction > 0 and self.cursor == before:
            self.post_message(self.Left())

    def action_leave(self) -> None:
        self.post_message(self.Left())
