"""Tries a profile out for a screen, and asks for secrets and yes or no in dialogs of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.wrapping import wrapped_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.tui.screens.profiles_rows import FoundRows
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.probe import Findings, Step

WIDTH = 64


async def try_out(
    workspace: Workspace, profile: Profile, found: FoundRows, *, secret: str = "", proxy_secret: str = ""
) -> Findings:
    """Test a profile on connections of its own, and show each step as it ends."""
    from cloudflow_tui.workspace.probe import probe

    found.display = True
    found.title, found.steps, found.is_running = f"Test of {profile.name}", (), True

    def tell(step: Step) -> None:
        found.steps = (*found.steps, step)

    async with workspace.on(profile) as trial:
        if secret:
            trial.give_secret(secret)
        if proxy_secret:
            trial.give_proxy_secret(proxy_secret)
        try:
            return await probe(trial, on_step=tell)
        finally:
            found.is_running = False


def ask_plain_http(app: App[Any], workspace: Workspace, answered: Callable[[str], None]) -> None:
    """Ask before credentials cross a network in the open, once for each address.

    Args:
        answered: Called with "" when they may, else with why they do not.
    """

    def told(is_agreed: bool | None) -> None:
        if not is_agreed:
            answered("Not sent: the credentials would be readable on the way.")
            return
        try:
            workspace.agree_to_http()
        except CloudFlowError as error:
            answered(f"Not sent: the answer cannot be kept. {error}")
            return
        answered("")

    question = workspace.http_question
    if question:
        app.push_screen(QuestionScreen(question), told)
    else:
        answered("")


def ask_secret(app: App[Any], question: str) -> str:
    """Ask for a secret on the screen, called from a thread that waits; "" when nothing is typed."""

    async def ask() -> str:
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()

        def answered(secret: str | None) -> None:
            if not answer.done():
                answer.set_result(secret)

        app.push_screen(SecretScreen(question), answered)
        return await answer or ""

    secret: str = app.call_from_thread(ask)  # type: ignore[arg-type]  # mypy takes the coroutine for the result
    return secret


class _Words(Drawn):
    """A few wrapped lines."""

    GROUND = "boost"

    def __init__(self, text: str, *, ink: str = "text-strong") -> None:
        super().__init__()
        self._lines = wrapped_paragraphs(text, WIDTH - 6)
        self._ink = ink
        self.styles.height = len(self._lines) + 1

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        return line.put(self._lines[y], self.ink(self._ink)) if y < len(self._lines) else line


class SecretScreen(ModalScreen[str | None]):
    """Asks for a password or key; it is not shown and kept in memory only. Dismisses with it, or None."""

    DEFAULT_CSS = """
    SecretScreen { align: center middle; background: $background 70%; }
    SecretScreen > Vertical {
        width: 64; max-width: 100%; height: auto; background: $boost; padding: 1 0; border-left: tall $accent;
    }
    SecretScreen Input {
        width: 1fr; height: 1; margin: 0 2 1 2; border: none; padding: 0 1; background: $field;
        &:focus { border: none; background-tint: $field 0%; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="secret.leave")
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _Words(self._question.rstrip(": "))
            yield Input(password=True, compact=True, id="typed")
            yield _Words("enter Go on   esc Leave it. Kept in memory only.", ink="text-muted")

    def on_mount(self) -> None:
        box = self.query_one(Input)
        box.cursor_blink = False
        box.focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)


class QuestionScreen(ModalScreen[bool]):
    """Asks for yes or no, no being what happens by itself. Dismisses with the answer."""

    DEFAULT_CSS = """
    QuestionScreen { align: center middle; background: $background 70%; }
    QuestionScreen > Vertical {
        width: 64; max-width: 100%; height: auto; background: $boost; padding: 1 0;
        border-left: outer $danger;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,enter", "answer(False)", "No", show=False, id="question.no"),
        Binding("y", "answer(True)", "Yes", show=False, id="question.yes"),
    ]

    def __init__(self, question: str, *, yes: str = "Yes, from now on") -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _Words(self._question)
            yield _Words(f"y {self._yes}   esc No", ink="text-muted")

    def action_answer(self, is_yes: bool) -> None:
        self.dismiss(is_yes)
