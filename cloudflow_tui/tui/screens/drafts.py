"""The drafts that are open, those kept from the last run among them. Dismisses with one of them, or None."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.ink import method_ink
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line, cut

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.open_drafts import OpenDraft, OpenDrafts

_TITLE_COLUMN = 10
_VALUES_COLUMN = 40


class DraftsTitle(Drawn):
    """What the screen is for, and its keys."""

    GROUND = "boost"
    DEFAULT_CSS = "DraftsTitle { height: 2; }"

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y:
            return line
        line.put("Open drafts", self.ink("text-strong", bold=True))
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        words = (("enter", " Open   "), ("x", " Close   "), ("esc", " Back  "))
        return line.end(*(piece for name, text in words for piece in ((name, key), (text, word))))


class DraftRows(Rows):
    """One row a draft: call, name, what is set."""

    GROUND = "boost"
    DEFAULT_CSS = "DraftRows { height: 1fr; background: $boost; scrollbar-background: $boost; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("drafts"))

    def __init__(self, workspace: Workspace, drafts: OpenDrafts, shown: Draft | None) -> None:
        super().__init__()
        self._workspace = workspace
        self._drafts = drafts
        self._now = shown
        self.entries: list[OpenDraft] = drafts.all()

    @property
    def row_count(self) -> int:
        return len(self.entries)

    def draw_row(self, index: int, line: Line) -> None:
        one = self.entries[index]
        endpoint = one.draft.endpoint
        is_cursor = index == self.cursor
        line.at(2).put(endpoint.method, self.ink(method_ink(endpoint.method)))
        title = one.saved_name or endpoint.title
        is_now = one.draft is self._now
        ink = "accent" if is_now and not is_cursor else "text-strong" if is_cursor else "foreground"
        line.at(_TITLE_COLUMN).put(
            cut(title, _VALUES_COLUMN - _TITLE_COLUMN - 2, self.glyphs.more), self.ink(ink, bold=is_cursor)
        )
        line.at(_VALUES_COLUMN).put(self._values(one.draft), self.ink("text-muted"))
        missing = sum(problem.kind == "missing" for problem in self._workspace.validate(one.draft))
        ends = [(f"{self.glyphs.required}{missing} ", self.ink("required"))] if missing else []
        if one.is_kept:
            ends.append(("kept from last time ", self.ink("text-dim", italic=True)))
        line.end(*ends)

    def _values(self, draft: Draft) -> str:
        """What is set, in a line; secrets masked."""
        from cloudflow_tui.redact import Redactor
        from cloudflow_tui.request.secrets import secret_values

        secrets = secret_values(draft)
        parts = []
        for name, value in draft.items():
            is_secret = str(value) in secrets
            text = str(value) if isinstance(value, str | int | float) else "…"
            parts.append(f"{name}={self.glyphs.masked if is_secret else text}")
        return Redactor(secrets).text(", ".join(parts)) if parts else "nothing set"

    def action_close(self) -> None:
        """Let go of the draft under the cursor, unless it is the one that is shown."""
        if self.entries and self.entries[self.cursor].draft is not self._now:
            self._drafts.close(self.entries[self.cursor].draft)
            self.entries = self._drafts.all()
            self.cursor = min(self.cursor, max(0, len(self.entries) - 1))
            self.rows_changed()

    def action_leave(self) -> None:
        self.screen.dismiss(None)


class DraftsScreen(ModalScreen["Draft | None"]):
    """The list.

    Args:
        shown: The draft that the explorer shows now.
    """

    DEFAULT_CSS = """
    DraftsScreen { align: center middle; background: $background 70%; }
    DraftsScreen > Vertical {
        width: 110; max-width: 100%; height: 60%; background: $boost;
        padding: 1 0 0 0; border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of((find_action("app.help"),))
    rows = query_one(DraftRows)

    def __init__(self, workspace: Workspace, drafts: OpenDrafts, shown: Draft | None) -> None:
        super().__init__()
        self._workspace = workspace
        self._drafts = drafts
        self._now = shown

    def compose(self) -> ComposeResult:
        with Vertical():
            yield DraftsTitle()
            yield DraftRows(self._workspace, self._drafts, self._now)

    def on_mount(self) -> None:
        self.rows.focus()

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.dismiss(self.rows.entries[event.index].draft)
