"""The console as an app: themes, screens, and the workers that send requests. Draws nothing itself."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.worker import Worker, WorkerState

from cloudflow_tui.errors import CloudFlowError, ConfigError
from cloudflow_tui.tui.commands.actions import ActionProvider
from cloudflow_tui.tui.commands.endpoints import EndpointProvider
from cloudflow_tui.tui.messages import (
    CopyRequested,
    SendRefused,
    SendRequested,
)
from cloudflow_tui.tui.screens.explorer import ExplorerScreen
from cloudflow_tui.tui.telling import TellingApp
from cloudflow_tui.tui.themes import DEFAULT_THEME

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace

WANTED_SOON = (
    "cloudflow_tui.history.search",
    "cloudflow_tui.document.json_pretty",
    "cloudflow_tui.diagnosis.explanation",
    "cloudflow_tui.profiles.store",
    "cloudflow_tui.tui.widgets.table_view",
    "cloudflow_tui.tui.panes.request_body",
    "cloudflow_tui.workspace.follow",
)
"""Modules that the first call or the first answer needs."""

COLLECTED_AFTER = (10_000, 20, 20)
OTHER_THEME = {DEFAULT_THEME: "cloudflow-light", "cloudflow-light": DEFAULT_THEME}


class ConsoleApp(TellingApp):
    """The console on one workspace.

    Args:
        workspace: Already opened; closed by the app when it ends.
        endpoint_id: The endpoint to open at once, "" for none.
    """

    TITLE = "cloudflow-tui"
    CSS_PATH = "app.tcss"
    COMMANDS = {EndpointProvider, ActionProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        workspace: Workspace,
        *,
        theme_name: str = "",
        endpoint_id: str = "",
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(theme_name, environ)
        self.workspace = workspace
        self.explorer = ExplorerScreen(workspace, endpoint_id)
        self._sending: Worker[None] | None = None

    def on_mount(self) -> None:
        self.push_screen(self.explorer)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        """The first picture is there: what may be heavy begins now."""
        self.workspace.ask_with(self._ask_secret)
        gc.freeze()
        # What is frozen no longer counts, so that with the usual numbers all else is looked at too often.
        gc.set_threshold(*COLLECTED_AFTER)
        gc.enable()
        self._warm_up()
        self._connect()

    @work(group="warm up", thread=True, exit_on_error=False)
    def _warm_up(self) -> None:
        """Load what the first call needs before somebody opens one: a tenth of a second of imports."""
        for module in WANTED_SOON:
            import_module(module)
        first = self.workspace.catalog.endpoints[:1]
        if first:
            self.workspace.validate(self.workspace.draft(first[0].id))
        gc.freeze()

    # The connection

    @work(group="connect", exit_on_error=False)
    async def _connect(self) -> None:
        """Learn address and version once the first picture is there."""
        try:
            await asyncio.to_thread(self.workspace.connect)
            self.explorer.show_place()
            if not self.workspace.version:
                await self._ask_version()
        except CloudFlowError as error:
            self.explorer.tell(str(error))
        self.explorer.show_place()

    async def _ask_version(self) -> None:
        """Learn the version; why it is not known is said as long as nobody looks at something else."""
        exchange = await self.workspace.send(self.workspace.version_draft())
        if not self.workspace.learn_version(exchange) and self.explorer.draft is None:
            failure = exchange.failure
            why = failure.message if failure is not None else f"GET /version answered {exchange.status}."
            self.explorer.tell(f"The version is not known: {why}")

    def _ask_secret(self, question: str) -> str:
        """Ask for a secret from a thread of the workspace."""
        from cloudflow_tui.tui.screens.profiles_trying import ask_secret

        return ask_secret(self, question)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The outermost place for what no part foresaw: a sentence, and everything else goes on."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            words = str(error) if isinstance(error, CloudFlowError) else f"{type(error).__name__}"
            self.explorer.is_sending = False
            self.explorer.tell(f"{event.worker.group} failed: {words}")

    def _handle_exception(self, error: Exception) -> None:
        """What no part foresaw, in a handler: leave with a sentence. No trace, for values stand in traces."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        if self._exit:
            return
        self._return_code = 1
        self.exit(1, message=crash_sentence(error))

    # Sending

    @on(SendRequested)
    def _send_requested(self, event: SendRequested) -> None:
        if self._sending is not None and self._sending.is_running:
            self.explorer.tell("Not sent: a request is still running. ctrl+x cancels it.")
            return
        draft, workspace = event.draft, self.workspace
        try:
            workspace.check(draft, anyway=event.is_anyway, confirmed=True)
        except CloudFlowError as error:
            self.explorer.post_message(SendRefused(error))
            return
        if workspace.needs_confirmation(draft):
            self._ask(draft, is_anyway=event.is_anyway)
        else:
            self._begin(draft, is_anyway=event.is_anyway)

    @work(group="naming", exclusive=True, exit_on_error=False)
    async def _ask(self, draft: Draft, *, is_anyway: bool) -> None:
        """Ask before a call that destroys, with the name of what it destroys."""
        from cloudflow_tui.tui.screens.confirm import ConfirmScreen
        from cloudflow_tui.workspace.naming import name_of_object

        def answered(is_confirmed: bool | None) -> None:
            if is_confirmed:
                self._begin(draft, is_anyway=is_anyway, is_confirmed=True)
            else:
                self.explorer.tell("Not sent: it was kept.")

        name = await name_of_object(self.workspace, draft)
        self.push_screen(ConfirmScreen(self.workspace, draft, name), answered)

    def _begin(self, draft: Draft, *, is_anyway: bool, is_confirmed: bool = False) -> None:
        """Send, once credentials may go this way."""

        def answered(objection: str) -> None:
            if objection:
                self.explorer.tell(objection)
            else:
                self._sending = self._send(draft, is_anyway=is_anyway, is_confirmed=is_confirmed)

        if not self.workspace.http_question:
            answered("")
            return
        from cloudflow_tui.tui.screens.profiles_trying import ask_plain_http

        ask_plain_http(self, self.workspace, answered)

    @work(group="send", exit_on_error=False)
    async def _send(self, draft: Draft, *, is_anyway: bool, is_confirmed: bool = False) -> None:
        workspace = self.workspace
        self.explorer.sending_started(host_of(workspace))
        try:
            await workspace.send(
                draft,
                anyway=is_anyway,
                confirmed=is_confirmed,
                on_progress=self.tell_progress,
                on_upload=self.tell_upload,
                on_answer=partial(self.show_exchange, draft),
                on_early=partial(self.show_early, draft),
            )
        except asyncio.CancelledError:
            self.show_cancelled(draft)
            raise
        except CloudFlowError as error:
            self.explorer.post_message(SendRefused(error))
            return
        if workspace.warning:
            self.explorer.tell(workspace.warning)

    def action_cancel(self) -> None:
        """Cancel the running request; the history says so."""
        if self._sending is not None and self._sending.is_running:
            self._sending.cancel()
        else:
            self.explorer.stop_waiting()

    # Screens and commands

    def action_history(self) -> None:
        """Open the list of everything that was sent."""
        from cloudflow_tui.tui.screens.history import HistoryScreen

        def chosen(number: int | None) -> None:
            if number is not None:
                self.explorer.reopen(number)

        self.push_screen(HistoryScreen(self.workspace), chosen)

    @work(group="profiles", exit_on_error=False)
    async def _go_on_with(self, profile: Profile) -> None:
        from cloudflow_tui.tui.screens.profiles import SANDBOX

        self.explorer.followed.stop()
        await self.workspace.change(profile, is_demo=profile is SANDBOX)
        self._connect()
        self.explorer.show_place()

    def action_profiles(self) -> None:
        """Open the list of profiles, unless a request is running on this one."""
        if self._sending is not None and self._sending.is_running:
            self.explorer.tell("A request is running. ctrl+x cancels it, then 5 opens the profiles.")
            return
        from cloudflow_tui.tui.screens.profiles import ProfilesScreen

        def chosen(profile: Profile | None) -> None:
            if profile is not None:
                self._go_on_with(profile)
            self.explorer.show_place()

        self.push_screen(ProfilesScreen(self.workspace), chosen)

    def action_several(self) -> None:
        """Send the read that is open to several profiles."""
        from cloudflow_tui.tui.screens.profiles_several import SeveralScreen
        from cloudflow_tui.workspace.several import refuse_several

        draft = self.explorer.draft
        if draft is None:
            self.explorer.tell("No call is open; choose one in the tree first.")
            return
        self.explorer.request_pane.commit()
        try:
            refuse_several(draft)
        except CloudFlowError as error:
            self.explorer.tell(str(error))
            return
        self.push_screen(SeveralScreen(self.workspace, draft))

    def action_help(self) -> None:
        """Open the help on keys and marks."""
        from cloudflow_tui.tui.screens.help import HelpScreen, scope_of

        self.push_screen(HelpScreen(scope_of(self.focused)))

    def action_palette(self) -> None:
        """Open the palette."""
        self.action_command_palette()

    def action_switch_theme(self) -> None:
        """From dark to light and back."""
        self.theme = OTHER_THEME.get(self.theme, DEFAULT_THEME)
        self.refresh_css(animate=False)

    async def action_ask_quit(self) -> None:
        """Leave, unless a request is running."""
        if self._sending is not None and self._sending.is_running:
            self.explorer.tell("A request is running. ctrl+x cancels it, then q quits.")
            return
        self.exit(0)

    async def action_quit(self) -> None:
        """Leave at once."""
        self.exit(0)

    @on(CopyRequested)
    def _copy(self, event: CopyRequested) -> None:
        from cloudflow_tui.workspace.copying import copy_of

        try:
            text = copy_of(self.workspace, event.draft, event.form)
        except CloudFlowError as error:
            self.explorer.tell(f"Nothing was copied: {error}")
            return
        self.copy_to_clipboard(text)
        self.explorer.footer.note_ink = "status-2xx"
        self.explorer.footer.note = f"Copied as {event.form}: {text}"

    async def on_unmount(self) -> None:
        await self.workspace.aclose()


def host_of(workspace: Workspace) -> str:
    """The host that requests go to, with its port."""
    return workspace.profile.url.partition("://")[2].partition("/")[0] or "the sandbox"


def crash_sentence(error: BaseException) -> str:
    """What is said when the console has to stop: the kind of failure and its place, no values."""
    from pathlib import Path
    from traceback import extract_tb

    frames = [frame for frame in extract_tb(error.__traceback__) if "cloudflow_tui" in frame.filename]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return (
        f"cloudflow-tui: the console had to stop: {type(error).__name__}{place}.\n"
        "  Everything that was sent is in the history: cloudflow-tui history list"
    )


def check_theme(name: str | None) -> None:
    """Make sure that a theme exists, before the screen is taken over.

    Raises:
        ConfigError: With the names there are.
    """
    from cloudflow_tui.tui.themes import load_themes

    themes = load_themes()
    if name is not None and name not in themes:
        raise ConfigError(
            f"No theme is called {name!r}.", advice=f"There are: {', '.join(themes)}.", key="theme"
        )
