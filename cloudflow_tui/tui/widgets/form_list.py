"""The list of a form: draws one row a field. Changes no draft; the form around it does."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual import events
from textual.message import Message

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.request.values import Value
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.form_editor import binding_id
from cloudflow_tui.tui.widgets.form_fields import Field, Spot
from cloudflow_tui.tui.widgets.form_rows import Row, wrapped_words
from cloudflow_tui.tui.widgets.form_texts import choices_of, placeholder_of, shown_value
from cloudflow_tui.tui.widgets.lines import Line, cut

NAME_COLUMN = 4
TYPE_WIDTH = 8
MAX_FIELD = 60
_WIDE = 72
_LEAST_FIELD = 22
_LEAST_WORDS = 12
_MARGIN = TYPE_WIDTH + 3
_EDIT = ("request.edit", "rows.choose")


NameOf = Callable[[Field, str], str]
"""Gives the name of an object by a field and the id that stands in it."""


def cut_name(name: str, width: int) -> str:
    """A name in `width` cells; a nested one keeps its last part."""
    if cell_len(name) <= width:
        return name
    head, dot, leaf = name.rpartition(".")
    if not dot or cell_len(leaf) > width - 4:
        return cut(name, width)
    return f"{cut(head, width - cell_len(leaf) - 1)}.{leaf}"


class FieldRows(Rows):
    """One row a field, between headings and notes.

    Args:
        on_edit: Opens the editor on the row under the cursor.
        name_of: What the id in a field is called, "" when that is not known.
    """

    class FieldClicked(Message):
        """A value field was clicked."""

        def __init__(self, *, is_mark: bool = False) -> None:
            super().__init__()
            self.is_mark = is_mark
            """Whether the mark at its end was clicked that opens a list."""

    class Scrolled(Message):
        """Other rows are seen now."""

    class StrayKey(Message):
        """A key was meant for the editor: it was on its way when the editor opened."""

        def __init__(self, key: events.Key) -> None:
            super().__init__()
            self.key = key

    def __init__(
        self, on_edit: Callable[[], None], name_of: NameOf | None = None, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._on_edit = on_edit
        self._name_of = name_of
        self.rows: list[Row] = []
        self.version = ""
        """Version of the Control Panel: new parameters carry the light bulb, others are struck."""
        self.revealed: Spot | None = None
        """The secret that is shown in full."""
        self.editing: Spot | None = None
        self._longest_name = 0

    def set_rows(self, rows: list[Row], *, version: str = "") -> None:
        """Show other rows; the cursor stays on its field."""
        spot = self.spot
        self._longest_name = max(
            (cell_len(row.field.name) for row in rows if row.field is not None), default=0
        )
        room = self.size.width - self.field_column - 3
        self.rows, self.version = wrapped_words(rows, room) if room > _LEAST_WORDS else rows, version
        index = self.index_of(spot) if spot is not None else -1
        if index >= 0:
            self.cursor = index
        self.rows_changed()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self.rows) and self.rows[index].kind == "field"

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None when there is no field."""
        return self.rows[self.cursor] if self.is_selectable(self.cursor) else None

    @property
    def field(self) -> Field | None:
        row = self.row
        return None if row is None else row.field

    @property
    def spot(self) -> Spot | None:
        field = self.field
        return None if field is None else field.spot

    def index_of(self, spot: Spot) -> int:
        """The row of a field, -1 when it is not there."""
        for index, row in enumerate(self.rows):
            if row.kind == "field" and row.field is not None and row.field.spot == spot:
                return index
        return -1

    def on_key(self, event: events.Key) -> None:
        """Open the editor at once: keys that come in a burst behind it are text."""
        if self.editing is not None:
            event.stop()
            event.prevent_default()
            self.post_message(self.StrayKey(event))
        elif binding_id(self, event.key) in _EDIT:
            event.stop()
            event.prevent_default()
            self._on_edit()

    # Columns

    @property
    def field_column(self) -> int:
        """Where the value fields begin."""
        width = self.size.width
        usual = 28 if width >= _WIDE else 24
        room = max(usual, width - _MARGIN - _LEAST_FIELD)
        return min(max(usual, self._longest_name + NAME_COLUMN + 1), room)

    @property
    def field_width(self) -> int:
        return max(1, min(self.size.width - _MARGIN - self.field_column, MAX_FIELD))

    # Painting

    @property
    def is_active(self) -> bool:
        return self.has_focus or self.editing is not None

    def draw_row(self, index: int, line: Line) -> None:
        row = self.rows[index]
        if row.kind == "field" and row.field is not None:
            self._draw_field(row, row.field, line, is_cursor=index == self.cursor)
        elif row.kind == "heading":
            line.at(2).put(row.text, self.ink("text-muted", bold=True))
            end = self.field_column + self.field_width + 1 + TYPE_WIDTH
            line.at(end - cell_len(row.end)).put(row.end, self.ink(row.ink))
        elif row.kind == "words":
            if row.is_refused:
                line.put(self.glyphs.edge, self.ink("status-4xx"))
            said = cut(row.text, line.width - self.field_column - 2, self.glyphs.more)
            mark = " " if row.is_more else self.glyphs.refused
            line.at(self.field_column - 1).put(f"{mark} {said}", self.ink(row.ink))
        elif row.kind in ("note", "more"):
            text = row.text.replace("≈", self.glyphs.unsure).replace("…", self.glyphs.more)
            line.at(NAME_COLUMN).put(
                text, self.ink(row.ink or "text-muted", italic=row.kind == "note" and not row.ink)
            )

    def _draw_field(self, row: Row, field: Field, line: Line, *, is_cursor: bool) -> None:
        if row.is_refused and not is_cursor:
            line.put(self.glyphs.edge, self.ink("status-4xx"))
        if field.is_required:
            line.at(2).put(self.glyphs.required, self.ink("required"))
        is_gone = self._is_gone(field)
        name_ink = "text-dim" if is_gone else "text-strong" if is_cursor else "foreground"
        name_style = self.ink(name_ink, bold=is_cursor, strike=is_gone)
        line.at(NAME_COLUMN).put(cut_name(field.name, self.field_column - NAME_COLUMN - 1), name_style)
        line.at(self.field_column)
        self._draw_value(row, field, line, ground="boost" if is_cursor else "field")
        line.put(" ").put(field.type, self.ink("text-dim"), limit=TYPE_WIDTH)
        parameter = field.parameter
        if parameter is not None and parameter.since and parameter.since == self.version:
            line.at(line.width - 2).put(self.glyphs.new, self.ink("new-in-version"))
        elif field.section == "by hand":
            line.at(line.width - 2).put(self.glyphs.unsure, self.ink("unsure"))

    def _is_gone(self, field: Field) -> bool:
        """Whether the version of the Control Panel does not have this parameter."""
        parameter = field.parameter
        if parameter is None or not self.version:
            return False
        return is_before(self.version, parameter.since) or is_before(parameter.until, self.version)

    def _draw_value(self, row: Row, field: Field, line: Line, *, ground: str) -> None:
        width, glyphs = self.field_width, self.glyphs
        text, ink, italic = self._value(row, field)
        is_choice = (bool(choices_of(field)) and not field.is_boolean) or field.reference is not None
        end = f" {glyphs.picker} " if is_choice else " "
        problem = row.problem
        if (
            problem is not None
            and not problem.blocks
            and problem.kind != "note"
            and problem.short
            and not italic
        ):
            mark = f" {glyphs.unsure} {problem.short}"
            if len(text) < width and cell_len(text) + cell_len(mark) + 4 <= width:
                end = mark + end
        shown = cut(text[: 2 * width], width - 1 - cell_len(end), glyphs.more)
        line.put(" ", self.ink(on=ground))
        line.put(shown, self.ink(ink, on=ground, italic=italic), pad=width - 1 - cell_len(end))
        line.put(end, self.ink("text-muted", on=ground, italic=end.strip() != glyphs.picker))

    def _value(self, row: Row, field: Field) -> tuple[str, str, bool]:
        """(text, ink, italic) of what stands in a value field."""
        problem = row.problem
        if problem is not None and problem.kind == "missing" and isinstance(row.value, Unset | None):
            return problem.short or "missing", "required", False
        if isinstance(row.value, Unset):
            return placeholder_of(field), "text-dim", True
        text = shown_value(field, row.value, self.glyphs, is_revealed=field.spot == self.revealed)
        if row.value == "" or row.value is None:
            is_missing = problem is not None and problem.kind == "missing"
            return (
                (f"{text}  {problem.short}" if is_missing and problem else text),
                ("required" if is_missing else "json-literal"),
                False,
            )
        return self._named(field, row.value, text), "text-strong", False

    def _named(self, field: Field, value: Value, text: str) -> str:
        """An id with what it is called: `1  Customers`; several with theirs."""
        if self._name_of is not None and isinstance(value, str) and "${" in value and text == value:
            meant = self._name_of(field, value)
            return f"{text}  = {meant}" if meant else text
        if field.reference is None or self._name_of is None:
            return text
        if not isinstance(value, list):
            name = self._name_of(field, text)
            return f"{text}  {name}" if name else text
        parts = [(str(one), self._name_of(field, str(one))) for one in value]
        return (
            ", ".join(" ".join(part).rstrip() for part in parts) if any(name for _, name in parts) else text
        )

    # Mouse and scrolling

    def row_clicked(self, index: int, event: events.Click) -> None:
        self.focus()
        if self.field_column <= event.x < self.field_column + self.field_width:
            is_mark = event.x >= self.field_column + self.field_width - 3
            self.post_message(self.FieldClicked(is_mark=is_mark))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())


def is_before(one: str, other: str) -> bool:
    """Whether a version is older than another; False when either is not known."""
    if not one or not other:
        return False
    return _numbers(one) < _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdecimal()]
