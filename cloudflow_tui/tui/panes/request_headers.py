"""The Headers tab: own headers and query words to edit, beside those that go out anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input

from cloudflow_tui.request.draft import OPTIONS
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.panes.request_header_rows import OPTION_OF, SWITCHES, HeaderRow, header_rows, is_masked
from cloudflow_tui.tui.panes.request_tabs import DraftTab
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.form_editor import FieldEditor
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.workspace import Workspace

MOST_TIMEOUT_S = 3600
_COLUMN = 4
_VALUE_COLUMN = 24
_ACTIONS = ("request.edit", "request.unset", "request.add", "request.reveal")
_SEPARATORS = {"own": ": ", "query": "="}


class HeaderRows(Rows):
    """Headers and query words with a cursor."""

    DEFAULT_CSS = "HeaderRows { layer: rows; height: 1fr; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "request.edit", "request.add", "request.unset", "app.send", "app.next_pane", "app.help",
    )  # fmt: skip

    class Scrolled(Message):
        """Other rows are seen now."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[HeaderRow] = []
        self.is_editing = False
        self.revealed = -1

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def is_active(self) -> bool:
        return self.has_focus or self.is_editing

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self.rows) and self.rows[index].kind in ("own", "query", "add", "option")

    @property
    def row(self) -> HeaderRow | None:
        return self.rows[self.cursor] if self.is_selectable(self.cursor) else None

    def draw_row(self, index: int, line: Line) -> None:
        row = self.rows[index]
        is_cursor = index == self.cursor
        match row.kind:
            case "heading":
                line.at(2).put(row.name, self.ink("text-muted", bold=True))
                line.at(line.width - 2 - cell_len(row.end)).put(row.end, self.ink("text-muted"))
            case "own" | "query":
                line.at(_COLUMN).put(
                    row.name, self.ink("text-strong" if is_cursor else "foreground", bold=is_cursor)
                )
                shown = self.glyphs.masked if is_masked(row) and index != self.revealed else row.value
                line.at(max(_VALUE_COLUMN, line.used + 2)).put(shown, self.ink("text-strong"))
            case "option":
                line.at(_COLUMN).put(
                    row.name, self.ink("text-strong" if is_cursor else "foreground", bold=is_cursor)
                )
                line.at(_VALUE_COLUMN).put(row.value, self.ink("text-strong"))
                if row.end:
                    line.put(f"  {self.glyphs.unsure} {row.end}", self.ink("text-muted", italic=True))
            case "usual":
                line.at(_COLUMN).put(row.name, self.ink("text-dim"))
                line.at(max(_VALUE_COLUMN, line.used + 2)).put(row.value, self.ink("text-dim"))
            case "note":
                line.at(_COLUMN - 2).put(f"{self.glyphs.refused} {row.name}", self.ink("status-4xx"))
            case "add":
                what = "+ Name: value" if row.name == "own" else "+ name=value"
                line.at(_COLUMN).put(what, self.ink("text-muted", italic=True))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def row_clicked(self, index: int, event: events.Click) -> None:
        self.focus()
        self.post_message(self.Chosen(self, index))


class HeadersTab(DraftTab):
    """Headers and query words of a draft."""

    DEFAULT_CSS = "HeadersTab { layers: rows editor; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        tuple(one for one in actions_of("request") if one.id in _ACTIONS)
    )
    rows = query_one(HeaderRows)
    editor = query_one(FieldEditor)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._edited: HeaderRow | None = None

    def compose(self) -> ComposeResult:
        yield HeaderRows()
        yield FieldEditor(self._accept, self._close)

    def take_focus(self) -> None:
        if self.is_mounted:
            self.rows.focus()

    def refresh_draft(self, draft: Draft) -> None:
        problems = [one for one in self.workspace.validate(draft) if one.place == "header"]
        self.rows.rows = header_rows(
            draft, usual_headers(self.workspace, draft), problems, self.workspace.profile.timeout_s
        )
        self.rows.rows_changed()
        self._place_editor()

    # Editing: a header as `Name: value`, a query word as `name=value`

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        row = self.rows.row
        if row is None:
            return
        if row.kind == "option" and row.name in SWITCHES:
            if self.draft is not None:
                SWITCHES[row.name](self.draft)
                self._changed(self.draft)
            return
        self._edited = row
        self.rows.is_editing = True
        value = self.rows.glyphs.masked if is_masked(row) else row.value
        text = "" if row.kind == "add" else f"{row.name}{_SEPARATORS[row.section]}{value}"
        hint = "X-Request-Id: 42" if row.section == "own" else "name=value"
        if row.kind == "option":
            text, hint = row.value.removesuffix(" s") if row.end else "", "seconds; empty takes the profile's"
        self.editor.open(text, hint=hint, is_secret=False)
        self._place_editor()

    def action_add(self) -> None:
        section = self.rows.row.section if self.rows.row is not None else "own"
        for index, row in enumerate(self.rows.rows):
            if row.kind == "add" and row.section == section:
                self.rows.cursor = index
        self.action_edit()

    def _place_editor(self) -> None:
        if self._edited is None:
            return
        top = self.rows.cursor - round(self.rows.scroll_offset.y)
        self.editor.styles.offset = (_COLUMN - 1, top)
        self.editor.styles.width = max(10, self.rows.size.width - _COLUMN - 1)

    @on(HeaderRows.Scrolled)
    def _scrolled(self, event: HeaderRows.Scrolled) -> None:
        event.stop()
        self._place_editor()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    @on(FieldEditor.StrayKey)
    def _stray_key(self, event: FieldEditor.StrayKey) -> None:
        event.stop()
        self.rows.post_message(events.Key(event.key.key, event.key.character))

    @on(FieldEditor.Enlarged)
    def _enlarged(self, event: FieldEditor.Enlarged) -> None:
        """A header is one line; the first of a pasted text is taken."""
        event.stop()
        lines = event.text.splitlines()
        self.editor.value = lines[0] if lines else ""

    def _accept(self, step: int, is_editing_on: bool) -> None:
        is_new = self._edited is not None and self._edited.kind == "add"
        self.commit()
        self.rows.action_move(1 if is_new else step)

    def commit(self) -> None:
        row, draft = self._edited, self.draft
        if row is None or draft is None:
            return
        text = self.editor.value
        self._close()
        if row.kind == "option":
            self._take_timeout(draft, text.strip())
            return
        pairs = draft.extra_query if row.section == "query" else draft.headers
        before = list(pairs)
        pair = _pair(text, _SEPARATORS[row.section].strip())
        if row.at >= 0 and pair[1] == self.rows.glyphs.masked:
            pair = (pair[0], row.value)
        if row.at >= 0:
            pairs[row.at : row.at + 1] = [pair] if pair[0] else []
        elif pair[0]:
            pairs.append(pair)
        if pairs != before:
            self._changed(draft)

    def _take_timeout(self, draft: Draft, text: str) -> None:
        """Seconds for this request alone; what is no such number changes nothing."""
        try:
            timeout_s = float(text) if text else None
        except ValueError:
            return
        if timeout_s is not None and not 0 < timeout_s <= MOST_TIMEOUT_S:
            return
        if timeout_s != draft.timeout_s:
            draft.timeout_s = timeout_s
            self._changed(draft)

    def _close(self) -> None:
        self._edited = None
        self.rows.is_editing = False
        if self.editor.has_focus:
            self.rows.focus()
        self.editor.close()

    def action_unset(self) -> None:
        row, draft = self.rows.row, self.draft
        if row is not None and draft is not None and row.kind == "option" and row.end:
            option = OPTION_OF[row.name]
            setattr(draft, option, OPTIONS[option])
            self._changed(draft)
        elif row is not None and draft is not None and row.at >= 0:
            del (draft.extra_query if row.section == "query" else draft.headers)[row.at]
            self._changed(draft)

    def action_reveal(self) -> None:
        self.rows.revealed = -1 if self.rows.revealed == self.rows.cursor else self.rows.cursor
        self.rows.refresh()

    def _changed(self, draft: Draft) -> None:
        self.rows.revealed = -1
        self.refresh_draft(draft)
        self.post_message(self.Edited(self))


def _pair(text: str, separator: str) -> tuple[str, str]:
    name, _, value = text.partition(separator)
    return name.strip(), value.strip() if separator == ":" else value


def usual_headers(workspace: Workspace, draft: Draft) -> list[tuple[str, str]]:
    """The headers that go out besides the draft's own, credentials masked."""
    from cloudflow_tui.errors import CloudFlowError
    from cloudflow_tui.request import fill_samples
    from cloudflow_tui.request.wire import wire_headers

    try:
        request = workspace.build(draft)
    except CloudFlowError:
        filled = draft.copy()
        try:
            fill_samples(filled)
            request = workspace.build(filled)
        except CloudFlowError:
            return []
    authorization = "Basic ••••••••" if workspace.profile.login else ""
    own = {name.lower() for name, _ in draft.headers}
    return [(name, value) for name, value in wire_headers(request, authorization) if name.lower() not in own]
