"""The rows of a picker: value, name and a few columns of each object, filtered as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line, cut
from cloudflow_tui.workspace.objects import LiveList, LiveObject

_MARGIN = 4
_GAP = 2
_WIDEST_VALUE = 18
_WIDEST_LABEL = 36
_WIDEST_CELL = 24


@dataclass(slots=True)
class PickerModel:
    """Which objects are seen, which are marked, and how wide the columns are."""

    live: LiveList = field(default_factory=lambda: LiveList(()))
    marked: list[str] = field(default_factory=list)
    """Values in the order in which they were marked."""
    text: str = ""
    shown: Sequence[LiveObject] = ()
    widths: tuple[int, ...] = ()
    """Of the value, the label, and each column."""

    def take_list(self, live: LiveList) -> None:
        """Show another list; what is marked stays marked."""
        self.live = live
        heads = ("id", "", *live.columns)
        limits = (_WIDEST_VALUE, _WIDEST_LABEL, *(_WIDEST_CELL for _ in live.columns))
        rows = [(one.value, one.label, *one.cells) for one in live.objects]
        self.widths = tuple(
            min(limit, max([cell_len(head), *(cell_len(row[at]) for row in rows)]))
            for at, (head, limit) in enumerate(zip(heads, limits, strict=True))
        )
        self.narrow(self.text)

    def narrow(self, text: str) -> None:
        """Show the objects that have all words somewhere; those that begin with it come first."""
        self.text = text
        words = text.lower().split()
        whole = text.strip().lower()
        found = [one for one in self.live.objects if all(word in _searched(one) for word in words)]
        if whole:
            found.sort(key=lambda one: (one.value.lower() != whole, not one.label.lower().startswith(whole)))
        self.shown = found

    def mark(self, value: str) -> None:
        if value in self.marked:
            self.marked.remove(value)
        else:
            self.marked.append(value)


def _searched(one: LiveObject) -> str:
    return " ".join((one.value, one.label, *one.cells)).lower()


class PickerHead(Drawn):
    """The names of the columns."""

    GROUND = "boost"
    DEFAULT_CSS = "PickerHead { height: 1; }"

    def __init__(self, model: PickerModel) -> None:
        super().__init__()
        self._model = model

    def draw(self, y: int) -> Line:
        line, style = self.line(), self.ink("text-muted", bold=True)
        live = self._model.live
        if live.objects:
            draw_cells(line, self._model.widths, ("id", "", *live.columns), [style] * (len(live.columns) + 2))
        return line


class PickerRows(Rows, can_focus=False):
    """The objects; keys come from the box above."""

    GROUND = "boost"
    DEFAULT_CSS = """
    PickerRows { height: 1fr; background: $boost; scrollbar-background: $boost; scrollbar-color: $guide; }
    """

    def __init__(self, model: PickerModel) -> None:
        super().__init__()
        self._model = model

    @property
    def row_count(self) -> int:
        return len(self._model.shown)

    @property
    def is_active(self) -> bool:
        return True

    @property
    def chosen(self) -> LiveObject | None:
        """The object under the cursor."""
        shown = self._model.shown
        return shown[self.cursor] if self.cursor < len(shown) else None

    def draw_row(self, index: int, line: Line) -> None:
        one = self._model.shown[index]
        is_cursor, is_marked = index == self.cursor, one.value in self._model.marked
        if is_marked:
            line.at(2).put(self.glyphs.done, self.ink("accent", bold=True))
        quiet = self.ink("text-muted")
        styles = [
            self.ink("text-strong", bold=is_cursor or is_marked),
            self.ink("text-strong" if is_cursor else "foreground", bold=is_cursor),
            *(quiet for _ in one.cells),
        ]
        draw_cells(line, self._model.widths, (one.value, one.label, *one.cells), styles, self.glyphs.more)


def draw_cells(
    line: Line, widths: Sequence[int], texts: Sequence[str], styles: Sequence[object], more: str = "…"
) -> None:
    """Texts in their columns, as far as the line has room; a value is never cut to less than it is."""
    column = _MARGIN
    for at, (width, text, style) in enumerate(zip(widths, texts, styles, strict=True)):
        room = width if at else max(width, cell_len(text))
        if at > 1 and column + room > line.width - 1:
            return
        line.at(column).put(cut(text, room, more), style)  # type: ignore[arg-type]  # styles of rich
        column += room + _GAP
