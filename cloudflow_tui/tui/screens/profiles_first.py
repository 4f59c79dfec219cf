"""The first start: no profile is there yet, so the sandbox or a profile of one's own is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen

from cloudflow_tui.tui.actions import bindings_of, find_action
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.workspace import Workspace

CHOICES = (
    ("Try the sandbox", "A CloudFlow on this machine: every call answers, nothing to set up."),
    ("Add a Control Panel", "Its address, your login, and where the password or API key is kept."),
)


class _Welcome(Drawn):
    DEFAULT_CSS = "_Welcome { height: 4; }"
    GROUND = "boost"

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y == 0:
            return line.put("CloudFlow", self.ink("text-strong", bold=True))
        if y == 2:
            return line.put("No profile is set up yet. Where shall requests go?", self.ink("foreground"))
        return line


class _Choices(Rows):
    DEFAULT_CSS = "_Choices { height: 4; }"
    FOOTER: ClassVar[tuple[str, ...]] = ("profiles.choose", "app.ask_quit")
    GROUND = "boost"

    @property
    def row_count(self) -> int:
        return len(CHOICES)

    def draw_row(self, index: int, line: Line) -> None:
        title, words = CHOICES[index]
        line.at(2).put(title, self.ink("accent", bold=True), pad=22)
        line.put(words, self.ink("text-muted"))


class FirstStartScreen(Screen[None]):
    """Asks once."""

    DEFAULT_CSS = """
    FirstStartScreen { align: center middle; background: $background; }
    FirstStartScreen > Vertical {
        width: 100; max-width: 100%; height: auto; background: $boost; padding: 1 0;
        border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of((find_action("app.ask_quit"),))

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _Welcome()
            yield _Choices()
        footer = FooterBar()
        footer.set_reactive(FooterBar.action_ids, _Choices.FOOTER)
        yield footer

    def on_mount(self) -> None:
        self.query_one(_Choices).focus()


class FirstStartApp(ThemedApp):
    """Runs before the console; `chosen` says what was chosen.

    Args:
        workspace: On the sandbox, not started; lends its folders to the form.
    """

    TITLE = "cloudflow-tui"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, workspace: Workspace, *, theme_name: str = "", environ: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(theme_name, environ)
        self.workspace = workspace
        self.chosen = ""
        """Name of the profile that was added, `sandbox`, or "" when it was left."""

    def on_mount(self) -> None:
        self.push_screen(FirstStartScreen())

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        if event.index == 0:
            self._end("sandbox")
        else:
            self._add()

    @work(group="form", exit_on_error=False)
    async def _add(self) -> None:
        import asyncio

        from cloudflow_tui.profiles import keyring_name
        from cloudflow_tui.tui.screens.profiles_form import ProfileForm

        has_keyring = bool(await asyncio.to_thread(keyring_name))
        self.push_screen(ProfileForm(self.workspace, has_keyring=has_keyring), self._form_left)

    def _form_left(self, name: str | None) -> None:
        if name is not None:
            self._end(name)

    def _end(self, chosen: str) -> None:
        self.chosen = chosen
        self.exit(0)

    def action_ask_quit(self) -> None:
        """Leave without a choice."""
        self.exit(0)
