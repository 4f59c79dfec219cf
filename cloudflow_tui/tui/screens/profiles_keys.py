"""API keys of a profile: one made for another user, an old one replaced, or one to sign in with.

A new key is shown once and only on the user's wish; it is kept in the keyring when asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.profiles.models import SecretPlace
from cloudflow_tui.tui.screens.ask import AskScreen
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.wrapping import wrapped_paragraphs
from cloudflow_tui.workspace.keys import NO_LIST

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.keys import NewKey

WIDTH = 76
CHOICES = (
    ("Make a key", "for another user; keys made before stay valid"),
    ("Replace a key", "older clouds: the one that a user has dies at once"),
    ("Sign in with a key", "this profile, from now on; no password any more"),
)
USER_HINT = "Id, login or e-mail."


class KeyChoices(Rows):
    """What can be done."""

    DEFAULT_CSS = "KeyChoices { height: 4; }"
    GROUND = "boost"

    @property
    def row_count(self) -> int:
        return len(CHOICES)

    def draw_row(self, index: int, line: Line) -> None:
        title, words = CHOICES[index]
        line.at(2).put(title, self.ink("accent", bold=True), pad=20).put(words, self.ink("text-muted"))


class KeyWords(Drawn):
    """A title, or wrapped sentences."""

    GROUND = "boost"
    DEFAULT_CSS = "KeyWords { height: auto; }"
    text: reactive[str] = reactive("", layout=True)

    def __init__(self, text: str = "", *, ink: str = "text-muted", id: str | None = None) -> None:
        super().__init__(id=id)
        self._ink = ink
        self.set_reactive(KeyWords.text, text)
        self._lay_out()

    def watch_text(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        self._lines = wrapped_paragraphs(self.text, WIDTH - 6) if self.text else []
        self.styles.height = len(self._lines) + 1

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        return line.put(self._lines[y], self.ink(self._ink)) if y < len(self._lines) else line


class KeysScreen(ModalScreen[bool]):
    """Dismisses with whether the profile changed.

    Args:
        profile: Whose Control Panel it is, and who signs in there.
    """

    DEFAULT_CSS = """
    KeysScreen { align: center middle; background: $background 70%; }
    KeysScreen > Vertical {
        width: 76; max-width: 100%; height: auto; background: $boost; padding: 1 0; border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", show=False, id="keys.leave"),
        Binding("v", "reveal", "Show the key", show=False, id="keys.reveal"),
        Binding("s", "keep", "Keep the key in the keyring", show=False, id="keys.keep"),
    ]
    said = query_one("#said", KeyWords)

    def __init__(self, workspace: Workspace, profile: Profile) -> None:
        super().__init__()
        self._workspace = workspace
        self._profile = profile
        self._made: NewKey | None = None
        self._has_changed = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield KeyWords(f"API keys, as {self._profile.login} on {self._profile.name}", ink="text-strong")
            yield KeyChoices()
            yield KeyWords(id="said", ink="foreground")
            yield KeyWords(NO_LIST)
            yield KeyWords("enter Choose   esc Back")

    def on_mount(self) -> None:
        self.query_one(KeyChoices).focus()

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if event.index == 2:
            self._ask_for_key()
            return

        def take(user: str | None) -> None:
            if user and user.strip():
                self._look_up(user.strip(), is_replacing=event.index == 1)

        title = "Replace the key of which user" if event.index else "A key for which user"
        self.app.push_screen(AskScreen(title, hint=USER_HINT), take)

    # Making one

    @work(group="keys", exclusive=True, exit_on_error=False)
    async def _look_up(self, user: str, *, is_replacing: bool) -> None:
        """Find the user and ask with the name, as before any call that destroys or changes."""
        from cloudflow_tui.tui.screens.confirm import ConfirmScreen
        from cloudflow_tui.workspace.keys import GENERATE, REPLACE, find_user
        from cloudflow_tui.workspace.naming import name_of_object

        self.said.text = "Looking the user up."
        try:
            async with self._workspace.on(self._profile) as there:
                found = await find_user(there, user)
                number = int(str(found.get("id", 0)))
                draft = there.draft(REPLACE if is_replacing else GENERATE, format="json", user_id=number)
                there.check(draft, confirmed=True)
                is_asked = is_replacing or there.needs_confirmation(draft)
                name = await name_of_object(there, draft) if is_asked else None
        except CloudFlowError as error:
            self.said.text = str(error)
            return
        if name is None:
            self._make(draft, found)
            return

        def answered(is_agreed: bool | None) -> None:
            if is_agreed:
                self._make(draft, found)
            else:
                self.said.text = "Not sent: it was kept."

        self.app.push_screen(ConfirmScreen(there, draft, name), answered)

    @work(group="keys", exclusive=True, exit_on_error=False)
    async def _make(self, draft: Draft, user: dict[str, object]) -> None:
        from cloudflow_tui.workspace.keys import key_of

        self.said.text = "Being made."
        try:
            async with self._workspace.on(self._profile) as there:
                self._made = await key_of(there, draft, user)
        except CloudFlowError as error:
            self.said.text = str(error)
            return
        self._workspace.know_secrets([self._made.key])
        self._tell_made("•" * 8)

    def _tell_made(
        self, shown: str, *, more: str = "v shows it this once, s keeps it in the keyring."
    ) -> None:
        made = self._made
        if made is not None:
            owner = made.email or f"user {made.user_id}"
            self.said.text = f"The API key of {owner} is made: {shown}\n{more}"

    def action_reveal(self) -> None:
        """Show the new key, on the screen only."""
        if self._made is not None:
            self._tell_made(self._made.key)

    def action_keep(self) -> None:
        """Keep the new key in the keyring, under the e-mail that it signs in with."""
        from cloudflow_tui.profiles import keep_secret

        made = self._made
        if made is None:
            return
        place = SecretPlace("keyring", made.email or f"user {made.user_id}")
        try:
            keep_secret(self._profile, made.key, place)
        except CloudFlowError as error:
            self._tell_made("•" * 8, more=str(error))
            return
        self._tell_made("•" * 8, more=f"It lies in the keyring under {place.name}.")

    # Signing in with one

    def _ask_for_key(self) -> None:
        """Ask for e-mail and key, then change the profile over."""
        login = self._profile.login if "@" in self._profile.login else ""

        def took_email(email: str | None) -> None:
            if email and email.strip():
                box = AskScreen(f"API key of {email.strip()}", is_secret=True)
                self.app.push_screen(box, lambda key: self._use(email.strip(), key or ""))

        asked = AskScreen("E-mail of the account", hint="The key signs in with it.", text=login)
        self.app.push_screen(asked, took_email)

    def _use(self, email: str, key: str) -> None:
        from cloudflow_tui.workspace.keys import use_key

        if not key:
            return
        place = SecretPlace("keyring", self._profile.name)
        try:
            use_key(self._workspace.on(self._profile), email, key, place)
        except CloudFlowError as error:
            self.said.text = str(error)
            return
        self._has_changed = True
        self.said.text = f"{self._profile.name} signs in as {email} with an API key from now on."

    def action_leave(self) -> None:
        """Back to the list; the key is forgotten here."""
        self.dismiss(self._has_changed)
