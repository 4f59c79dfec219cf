"""Asks before a call that destroys: says what is lost, and wants the name of the object typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.wrapping import wrapped_paragraphs

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.naming import ObjectName

WIDTH = 64


class _Words(Drawn):
    """The title, the call and what it does."""

    GROUND = "boost"

    def __init__(self, workspace: Workspace, draft: Draft, name: ObjectName) -> None:
        super().__init__()
        self._workspace = workspace
        self._draft = draft
        self._object = name
        endpoint = draft.endpoint
        # The first sentence of the notes says what else is lost; the others are about the call.
        notes = f"{endpoint.notes.partition('. ')[0].rstrip('.')}." if endpoint.notes else ""
        text = " ".join(part for part in (endpoint.summary, notes) if part)
        self._paragraph = wrapped_paragraphs(text or "What it destroys does not come back.", WIDTH - 6)[:8]
        self.styles.height = len(self._paragraph) + 3 + (2 if name.evidence else 0)

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        endpoint, profile = self._draft.endpoint, self._workspace.profile
        if y == 0:
            line.put(f"{self.glyphs.danger} ", self.ink("danger"))
            return line.put(f"{endpoint.title}{self._object.words}", self.ink("text-strong", bold=True))
        if y == 1:
            line.put(endpoint.method, self.ink("danger", bold=True)).put(" ")
            line.put(self._object.path, self.ink("text-strong")).put(
                f".{self._draft.format}", self.ink("text-muted")
            )
            line.put("   on ", self.ink("text-muted")).put(profile.name, self.ink("text-strong", bold=True))
            return line.put("  ").put(profile.url.partition("://")[2], self.ink("text-muted"))
        at = y - 3
        if 0 <= at < len(self._paragraph):
            return line.put(self._paragraph[at], self.ink("foreground"))
        if self._object.evidence and at == len(self._paragraph) + 1:
            line.put("Seen: ", self.ink("text-strong", bold=True))
            return line.put(self._object.evidence, self.ink("foreground"))
        return line


class _Question(Drawn):
    """What is to be typed."""

    GROUND = "boost"

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.styles.width = len(words) + 4

    def draw(self, y: int) -> Line:
        return self.line().at(2).put(self._words, self.ink("text-muted"))


class _Keys(Drawn):
    """How to keep it, and how to go on."""

    GROUND = "boost"
    is_matching = False

    def __init__(self, going_on: str) -> None:
        super().__init__()
        self._going_on = going_on

    def draw(self, y: int) -> Line:
        line = (
            self.line()
            .at(2)
            .put("esc", self.ink("accent", bold=True))
            .put(" Keep it", self.ink("text-strong"))
        )
        line.at(24)
        if self.is_matching:
            return line.put("enter", self.ink("accent", bold=True)).put(
                " Send it", self.ink("danger", bold=True)
            )
        return line.put(f"enter Send it, once {self._going_on} matches", self.ink("text-muted"))


class ConfirmScreen(ModalScreen[bool]):
    """Dismisses with whether the call may go.

    Args:
        name: What is known of the object that the call destroys.
    """

    DEFAULT_CSS = """
    ConfirmScreen { align: center middle; background: $background 70%; }
    ConfirmScreen > Vertical {
        width: 64; max-width: 100%; height: auto; padding: 1 0;
        background: $boost; border-left: outer $danger;
    }
    ConfirmScreen _Words { margin-bottom: 1; }
    ConfirmScreen Horizontal { height: 1; margin-bottom: 2; }
    ConfirmScreen _Question { height: 1; }
    ConfirmScreen _Keys { height: 1; }
    ConfirmScreen Input {
        width: 28; height: 1; border: none; padding: 0 1; background: $background; color: $text-strong;
        &:focus { border: none; background-tint: $background 0%; }
        & > .input--placeholder, & > .input--suggestion { color: $text-dim; text-style: italic; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("confirm"))
    FOOTER: ClassVar[tuple[str, ...]] = ("confirm.keep", "confirm.help")

    keys = query_one(_Keys)

    def __init__(self, workspace: Workspace, draft: Draft, name: ObjectName) -> None:
        super().__init__()
        self._workspace = workspace
        self._draft = draft
        self._object = name

    def compose(self) -> ComposeResult:
        name = self._object
        with Vertical():
            yield _Words(self._workspace, self._draft, name)
            with Horizontal():
                yield _Question(f"Type the {name.what} to go on")
                yield Input(placeholder=name.typed, compact=True, id="typed")
            yield _Keys(f"the {name.what}")
        footer = FooterBar()
        footer.set_reactive(FooterBar.action_ids, self.FOOTER)
        yield footer

    @on(Input.Changed)
    def _compare(self, event: Input.Changed) -> None:
        self.keys.is_matching = event.value.strip() == self._object.typed
        self.keys.refresh()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        if event.value.strip() == self._object.typed:
            self.dismiss(True)

    def action_keep(self) -> None:
        """Close without sending."""
        self.dismiss(False)
