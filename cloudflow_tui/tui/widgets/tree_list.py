"""The rows of the tree as they are drawn, folded and walked through. Opens nothing itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from cloudflow_tui.catalog.models import EndpointSummary
from cloudflow_tui.catalog.versions import Presence
from cloudflow_tui.catalog.view import CatalogView
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.ink import method_ink
from cloudflow_tui.tui.tree_rows import TreeModel, TreeRow
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line, cut
from cloudflow_tui.tui.widgets.wrapping import wrapped
from cloudflow_tui.workspace.rights import NOT_KNOWN, Rights

_SHORT_METHODS = {"DELETE": "DEL", "PATCH": "PTCH"}


class TreeRows(Rows):
    """The rows of the tree."""

    GROUND = "panel"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("tree"))

    open_id: reactive[str] = reactive("")
    """Id of the endpoint that is shown beside the tree."""
    view: reactive[CatalogView | None] = reactive(None)
    """The API of the version that is shown; None shows everything without marks."""
    is_read_only: reactive[bool] = reactive(False)
    """Greys every call that is not a read."""
    rights: reactive[Rights] = reactive(NOT_KNOWN)
    """Greys what will likely answer 403."""

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
        is_grey = (self.is_read_only and endpoint.effect != "read") or bool(self.rights.missing(endpoint))
        method = _SHORT_METHODS.get(endpoint.method, endpoint.method)
        line.at(4).put(method, self.ink("text-dim" if is_grey else method_ink(endpoint.method)))
        marks = self._marks(endpoint, line.width, is_grey=is_grey)
        room = min((column for column, _, _ in marks), default=line.width - 1) - 10
        if row.key == self.open_id:
            style = self.ink("text-strong" if is_cursor else "accent", bold=True)
        else:
            style = self.ink("text-dim" if is_grey else "foreground")
        state = self.presence(endpoint)
        if state in ("gone", "not_yet"):
            style = self.ink("gone", strike=True)
            when = f" until {endpoint.until}" if state == "gone" else f" from {endpoint.since}"
            line.at(9).put(cut(row.title, room - len(when)), style)
            line.put(when, self.ink("gone", italic=True))
        else:
            line.at(9).put(cut(row.title, room), style)
        for column, text, ink in marks:
            line.at(column).put(text, self.ink(ink))

    def _marks(self, endpoint: EndpointSummary, width: int, *, is_grey: bool) -> list[tuple[int, str, str]]:
        """(column, mark, ink) from the left."""
        glyphs = self.glyphs
        found = []
        if endpoint.basis == "client":
            found.append((width - 9, glyphs.unsure, "unsure"))
        if self.presence(endpoint) == "new":
            found.append((width - 8, glyphs.new, "new-in-version"))
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

    def presence(self, endpoint: EndpointSummary) -> Presence:
        """What the version that is shown has of an endpoint."""
        if self.view is None or not (endpoint.since or endpoint.until):
            return "here"
        return self.view.presence_of(endpoint)

    def watch_view(self) -> None:
        self.refresh()

    def watch_open_id(self) -> None:
        self.refresh()

    def watch_rights(self) -> None:
        self.refresh()

    def watch_is_read_only(self) -> None:
        self.refresh()

    # Actions

    def action_flip(self) -> None:
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

    def action_only_new(self) -> None:
        """Show only what is new in the version, or everything again."""
        is_all = self.model.only is None and self.view is not None
        self.model.only = self.view.new_endpoints if is_all and self.view is not None else None
        self.model.refresh()
        self.rows_changed()
        self.cursor = self.nearest_selectable(0)
        self.scroll_to(y=0, animate=False)
        self.post_message(self.Refiltered())

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
