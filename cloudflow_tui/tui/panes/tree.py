"""The tree of endpoints with its filter. Says which endpoint was opened; shows nothing of it."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from cloudflow_tui.catalog import Catalog, SearchIndex
from cloudflow_tui.catalog.models import EndpointSummary
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.ink import method_ink
from cloudflow_tui.tui.tree_rows import TreeModel, TreeRow
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line, cut
from cloudflow_tui.tui.widgets.text_lines import wrapped

HIT_LIMIT = 300
_SHORT_METHODS = {"DELETE": "DEL", "PATCH": "PTCH"}


class FilterInput(Input):
    """The filter box; up and down move the cursor of the rows below while typing goes on."""

    FOOTER: ClassVar[tuple[str, ...]] = (
        "tree.choose", "tree.leave", "app.next_pane", "app.send", "app.palette", "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = []

    class Moved(Message):
        """A key that moves the cursor of the rows was pressed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Left(Message):
        """Escape was pressed."""

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Moved(event.key))
        elif event.key == "escape":
            event.stop()
            self.post_message(self.Left())


class FilterMark(Drawn):
    """The `/` before the filter box."""

    GROUND = "panel"
    is_lit: reactive[bool] = reactive(True)

    def draw(self, y: int) -> Line:
        return self.line().put("/", self.ink("accent", bold=True))


class FilterCount(Drawn):
    """How many endpoints there are, or are found."""

    GROUND = "panel"
    text: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        return self.line().end((self.text, self.ink("text-muted"))).at(0)


class TreeRows(Rows):
    """The rows of the tree."""

    GROUND = "panel"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("tree"))

    open_id: reactive[str] = reactive("")
    """Id of the endpoint that is shown beside the tree."""
    is_read_only: reactive[bool] = reactive(False)
    """Greys every call that is not a read."""

    class Left(Message):
        """Escape was pressed."""

    class Refiltered(Message):
        """Rows were folded or unfolded."""

    def __init__(self, model: TreeModel, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.model = model
        self._said: tuple[str, int, list[str]] = ("", 0, [])

    @property
    def row_count(self) -> int:
        return len(self.model.rows)

    def draw_row(self, index: int, line: Line) -> None:
        row = self.model.rows[index]
        if row.endpoint is not None:
            self._draw_endpoint(row, row.endpoint, line, is_cursor=index == self.cursor)
            return
        is_group = row.kind == "group"
        glyph = self.glyphs.open if row.is_open else self.glyphs.folded
        line.at(1 if is_group else 2).put(glyph, self.ink("text-muted"))
        name = "text-strong" if row.is_open else "foreground" if is_group else "text-muted"
        count = f"{row.count:,}"
        column = 3 if is_group else 4
        end = line.width - 1 - len(count)
        line.at(column).put(cut(row.title, end - column - 1), self.ink(name, bold=row.is_open))
        line.at(end).put(count, self.ink("text-dim"))

    def _draw_endpoint(self, row: TreeRow, endpoint: EndpointSummary, line: Line, *, is_cursor: bool) -> None:
        is_grey = self.is_read_only and endpoint.effect != "read"
        method = _SHORT_METHODS.get(endpoint.method, endpoint.method)
        line.at(4).put(method, self.ink("text-dim" if is_grey else method_ink(endpoint.method)))
        marks = self._marks(endpoint, line.width, is_grey=is_grey)
        room = min((column for column, _, _ in marks), default=line.width - 1) - 10
        if row.key == self.open_id:
            style = self.ink("text-strong" if is_cursor else "accent", bold=True)
        else:
            style = self.ink("text-dim" if is_grey else "foreground")
        line.at(9).put(cut(row.title, room), style)
        for column, text, ink in marks:
            line.at(column).put(text, self.ink(ink))

    def _marks(self, endpoint: EndpointSummary, width: int, *, is_grey: bool) -> list[tuple[int, str, str]]:
        """(column, mark, ink) from the left."""
        glyphs = self.glyphs
        found = []
        if endpoint.basis == "client":
            found.append((width - 9, glyphs.unsure, "unsure"))
        if endpoint.is_scheduled:
            found.append((width - 7, glyphs.scheduled, "scheduled"))
        if endpoint.is_dangerous:
            found.append((width - 5, glyphs.danger, "text-dim" if is_grey else "danger"))
        if endpoint.required_count:
            count = f"{glyphs.required}{endpoint.required_count}"
            found.append((width - 1 - len(count), count, "text-muted"))
        return found

    def render_line(self, y: int) -> Strip:
        if self.row_count or not self.model.filter_text:
            return super().render_line(y)
        line = Line(self.size.width, self.ink("foreground", on=self.GROUND))
        words = self._no_hits()
        if y < len(words):
            line.at(2).put(words[y], self.ink("foreground" if y == 0 else "text-muted", italic=y > 0))
        return line.strip()

    def _no_hits(self) -> list[str]:
        """What to say when nothing is found. Kept, for every line asks and the nearest take 5 ms to find."""
        text, width = self.model.filter_text, self.size.width - 4
        if self._said[:2] != (text, width):
            near = self.model.nearest(text)
            said = wrapped(f"No endpoint has {text.strip()!r}.", width)
            said.extend(wrapped(f"Nearest: {', '.join(near)}", width) if near else [])
            self._said = (text, width, said)
        return self._said[2]

    def watch_open_id(self) -> None:
        self.refresh()

    def watch_is_read_only(self) -> None:
        self.refresh()

    # Actions

    def action_toggle(self) -> None:
        self._fold(to=None)

    def action_unfold(self) -> None:
        if not self.row_count or self.model.rows[self.cursor].kind == "endpoint":
            return
        if self.model.rows[self.cursor].is_open:
            self.action_move(1)
        else:
            self._fold(to=True)

    def action_fold(self) -> None:
        if not self.row_count:
            return
        if self.model.rows[self.cursor].is_open:
            self._fold(to=False)
        else:
            self.cursor = self.model.parent_of(self.cursor)

    def _fold(self, *, to: bool | None) -> None:
        if self.row_count:
            self.model.toggle(self.cursor, to=to)
            self.rows_changed()
            self.post_message(self.Refiltered())

    def action_fold_all(self) -> None:
        key = self._group_at_cursor()
        self.model.fold_all()
        self.rows_changed()
        self.cursor = next((at for at, row in enumerate(self.model.rows) if row.key == key), 0)

    def action_unfold_group(self) -> None:
        if self.row_count and not self.model.filter_text:
            key = self.model.rows[self.cursor].key
            self.model.unfold_group(self.cursor)
            self.rows_changed()
            self.cursor = next((at for at, row in enumerate(self.model.rows) if row.key == key), self.cursor)

    def _group_at_cursor(self) -> str:
        if not self.row_count:
            return ""
        index = self.cursor
        while self.model.parent_of(index) != index:
            index = self.model.parent_of(index)
        return self.model.rows[index].key

    def action_leave(self) -> None:
        self.post_message(self.Left())


class TreePane(Vertical):
    """Filter box and rows."""

    DEFAULT_CSS = """
    TreePane { background: $panel; }
    TreePane #filter-line { height: 1; margin: 1 0 1 0; padding: 0 1; background: $panel; }
    TreePane FilterMark { width: 2; height: 1; }
    TreePane FilterCount { width: 14; height: 1; }
    TreePane FilterInput {
        width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $text-strong;
        &:focus { border: none; background: $panel; background-tint: $panel 0%; }
        & > .input--placeholder { color: $text-dim; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    TreePane TreeRows { background: $panel; height: 1fr; }
    """

    rows = query_one(TreeRows)
    filter_box = query_one(FilterInput)
    count = query_one(FilterCount)

    class Opened(Message):
        """An endpoint was opened."""

        def __init__(self, endpoint_id: str) -> None:
            super().__init__()
            self.endpoint_id = endpoint_id

    def __init__(self, catalog: Catalog, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._catalog = catalog
        self._index: SearchIndex | None = None
        self._model = TreeModel(catalog.groups, self._find, self._nearest)

    @property
    def _searched(self) -> SearchIndex:
        if self._index is None:
            self._index = SearchIndex(self._catalog.endpoints)
        return self._index

    def _find(self, text: str) -> list[EndpointSummary]:
        return self._searched.find(text, HIT_LIMIT)

    def _nearest(self, text: str) -> tuple[str, ...]:
        return self._searched.nearest(text)

    def compose(self) -> ComposeResult:
        with Horizontal(id="filter-line"):
            yield FilterMark()
            yield FilterInput(placeholder="filter endpoints", compact=True, select_on_focus=True)
            yield FilterCount()
        yield TreeRows(self._model, id="tree-rows")

    def on_mount(self) -> None:
        self._tell_count()

    def focus_rows(self) -> None:
        self.rows.focus()

    def focus_filter(self) -> None:
        self.filter_box.focus()

    def show_open(self, summary: EndpointSummary, *, reveal: bool) -> None:
        """Mark the endpoint that is shown; unfold the tree around it when it was not opened from here."""
        self.rows.open_id = summary.id
        if reveal and self._model.index_of(summary.id) < 0:
            self.filter_box.value = ""
            index = self._model.reveal(summary)
            self.rows.rows_changed()
            self.rows.cursor = index
            self._tell_count()
        elif reveal:
            self.rows.cursor = self._model.index_of(summary.id)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._model.filter_text:
            return
        self._model.filter_text = event.value
        self._model.refresh()
        self.rows.rows_changed()
        if event.value.strip():
            self.rows.cursor = 0
            self.rows.scroll_to(y=0, animate=False)
        else:
            self._return_to_open()
        self._tell_count()

    def _return_to_open(self) -> None:
        """After the filter: stand on the endpoint that is open, with the tree unfolded around it."""
        open_id = self.rows.open_id
        if open_id:
            index = self._model.reveal(self._catalog.summary(open_id))
            self.rows.rows_changed()
            self.rows.cursor = index

    def _tell_count(self) -> None:
        total = self._model.endpoint_count
        is_filtered = bool(self._model.filter_text.strip())
        found = (
            f"{self._model.found}{'+' if self._model.found >= HIT_LIMIT else ''} of " if is_filtered else ""
        )
        self.count.text = f"{found}{total:,}"

    @on(Input.Submitted)
    def _open_hit(self, event: Input.Submitted) -> None:
        event.stop()
        if self.rows.row_count:
            self.rows.action_choose()

    @on(FilterInput.Moved)
    def _move_rows(self, event: FilterInput.Moved) -> None:
        {
            "up": lambda: self.rows.action_move(-1),
            "down": lambda: self.rows.action_move(1),
            "pageup": lambda: self.rows.action_move_page(-1),
            "pagedown": lambda: self.rows.action_move_page(1),
        }[event.key]()

    @on(FilterInput.Left)
    @on(TreeRows.Left)
    def _leave(self) -> None:
        self.filter_box.value = ""
        self.rows.focus()

    @on(Rows.Chosen)
    def _choose(self, event: Rows.Chosen) -> None:
        event.stop()
        row = self._model.rows[event.index]
        if row.kind == "endpoint":
            self.post_message(self.Opened(row.key))
        else:
            self.rows.action_toggle()
