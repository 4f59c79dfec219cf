"""The profiles of this machine: choose one, add, change, try out, remove. Drafts outlive the change.

Dismisses with the profile to go on with, or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.tui.actions import bindings_of, find_action
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.screens.profiles_rows import FoundRows, ProfileRows
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.workspace import Workspace

SANDBOX = Profile("sandbox", "", login="admin", is_sandbox=True)
"""The row of a sandbox of its own."""
_ACTIONS = (
    "profiles.add",
    "profiles.edit",
    "profiles.test",
    "profiles.keys",
    "profiles.make_default",
    "profiles.remove",
    "profiles.leave",
)


class ProfilesTitle(Drawn):
    """`Profiles` and how to begin."""

    DEFAULT_CSS = "ProfilesTitle { height: 1; margin: 1 0; }"
    words: reactive[str] = reactive("")
    is_alarm: reactive[bool] = reactive(False)

    def draw(self, y: int) -> Line:
        line = self.line().at(2).put("Profiles", self.ink("text-strong", bold=True)).put("  ")
        return line.put(self.words, self.ink("status-4xx" if self.is_alarm else "text-muted"))


class ProfilesScreen(Screen[Profile | None]):
    """List above, findings of a test below."""

    DEFAULT_CSS = "ProfilesScreen { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        (*(find_action(action_id) for action_id in _ACTIONS), find_action("app.help"))
    )
    rows = query_one(ProfileRows)
    found = query_one(FoundRows)
    header = query_one(HeaderBar)
    title_bar = query_one(ProfilesTitle)

    def __init__(self, workspace: Workspace, *, adds_at_once: bool = False) -> None:
        super().__init__()
        self.workspace = workspace
        self._adds_at_once = adds_at_once
        self._to_remove = ""

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield ProfilesTitle()
        yield ProfileRows()
        yield FoundRows()
        footer = FooterBar()
        footer.set_reactive(FooterBar.action_ids, ProfileRows.FOOTER)
        yield footer

    def on_mount(self) -> None:
        self.header.place = place_of(self.workspace)
        self.found.display = False
        self._load()
        self.rows.focus()
        if self._adds_at_once:
            self.action_add()

    def _load(self) -> None:
        from cloudflow_tui.profiles import read_profiles_file

        file = self.workspace.paths.profiles_file
        try:
            stored = read_profiles_file(file)
        except CloudFlowError as error:
            self._say(str(error))
            self.rows.show([SANDBOX], default="", current=self.workspace.profile.name)
            return
        self.title_bar.words = f"in {file}"
        self.title_bar.is_alarm = False
        self.rows.show(
            [*stored.profiles.values(), SANDBOX], default=stored.default, current=self.workspace.profile.name
        )

    def _say(self, text: str) -> None:
        self.title_bar.is_alarm = True
        self.title_bar.words = text

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if self.rows.profile is not None:
            self.dismiss(self.rows.profile)

    @on(Rows.CursorMoved)
    def _moved(self) -> None:
        self._to_remove = ""

    # Changing the list

    def action_add(self) -> None:
        """Open an empty form."""
        self._open_form(None)

    def action_edit(self) -> None:
        """Open the form of the profile under the cursor."""
        profile = self.rows.profile
        if profile is None or profile is SANDBOX:
            self._say("The sandbox has nothing to set up.")
            return
        self._open_form(profile)

    @work(group="form", exit_on_error=False)
    async def _open_form(self, profile: Profile | None) -> None:
        import asyncio

        from cloudflow_tui.profiles import keyring_name
        from cloudflow_tui.tui.screens.profiles_form import ProfileForm

        # Looks for backends, which takes its time.
        has_keyring = bool(await asyncio.to_thread(keyring_name))
        form = ProfileForm(self.workspace, profile, has_keyring=has_keyring)
        self.app.push_screen(form, self._form_left)

    def _form_left(self, name: str | None) -> None:
        self._load()
        if name is not None:
            self.title_bar.words = f"{name} is saved; t tries it out, enter goes on with it"

    def action_make_default(self) -> None:
        """Take the profile under the cursor when none is named."""
        from cloudflow_tui.profiles import save_profile

        profile = self.rows.profile
        if profile is None or profile is SANDBOX:
            return
        try:
            save_profile(self.workspace.paths.profiles_file, profile, make_default=True)
        except CloudFlowError as error:
            self._say(str(error))
            return
        self._load()

    def action_remove(self) -> None:
        """Take the profile out when pressed twice."""
        from cloudflow_tui.profiles import remove_profile

        profile = self.rows.profile
        if profile is None or profile is SANDBOX:
            return
        if self._to_remove != profile.name:
            self._to_remove = profile.name
            self._say(f"x again takes {profile.name} out; its secret stays where it lies")
            return
        try:
            remove_profile(self.workspace.paths.profiles_file, profile.name)
        except CloudFlowError as error:
            self._say(str(error))
            return
        self._load()

    def action_keys(self) -> None:
        """API keys on the Control Panel of the profile under the cursor."""
        from cloudflow_tui.tui.screens.profiles_keys import KeysScreen

        profile = self.rows.profile
        if profile is None or profile is SANDBOX:
            self._say("The sandbox makes keys once it is used: users.generate_api_key.")
            return
        self.app.push_screen(KeysScreen(self.workspace, profile), lambda _: self._load())

    # Trying out

    def action_test(self) -> None:
        """Try out the profile under the cursor."""
        profile = self.rows.profile
        if profile is None or profile is SANDBOX:
            address = self.workspace.profile.url if self.workspace.is_demo else ""
            runs = f"The sandbox runs at {address}; there is nothing to try out."
            self._say(runs if address else "The sandbox is started when it is used.")
            return
        from cloudflow_tui.tui.screens.profiles_trying import ask_plain_http

        def answered(objection: str) -> None:
            if objection:
                self._say(objection)
            else:
                self._test(profile)

        ask_plain_http(self.app, self.workspace.on(profile), answered)

    @work(group="test", exclusive=True, exit_on_error=False)
    async def _test(self, profile: Profile) -> None:
        from cloudflow_tui.tui.screens.profiles_trying import try_out

        findings = await try_out(self.workspace, profile, self.found)
        if profile.name == self.workspace.profile.name:
            self.workspace.rights = findings.rights

    def action_leave(self) -> None:
        """Back to the explorer."""
        self.dismiss(None)
