"""The form of one profile: filled, tried out and written down. A typed secret goes where the form says.

Dismisses with the name of the profile that was saved, or None.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.errors import CloudFlowError, ConfigError
from cloudflow_tui.profiles.models import Profile, SecretPlace
from cloudflow_tui.tui.actions import bindings_of, find_action
from cloudflow_tui.tui.screens.profiles_fields import (
    FIELDS,
    Field,
    profile_from,
    values_of,
    without_credentials,
)
from cloudflow_tui.tui.screens.profiles_rows import FoundRows
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.workspace import Workspace

LABEL_WIDTH = 22
_ACTIONS = ("profile.save", "profile.try_out", "profile.keep")


class FieldLabel(Drawn):
    """The name of a field."""

    GROUND = "boost"
    DEFAULT_CSS = f"FieldLabel {{ width: {LABEL_WIDTH}; height: 1; }}"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def draw(self, y: int) -> Line:
        return self.line().at(2).put(self._text, self.ink("text-muted"))


class Choice(Drawn, can_focus=True):
    """One of a few words; left, right and space go on to the next."""

    GROUND = "field"
    DEFAULT_CSS = "Choice { width: 1fr; height: 1; margin-right: 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,l", "turn(1)", "Next", show=False, id="choice.next"),
        Binding("left,h", "turn(-1)", "Before", show=False, id="choice.before"),
    ]
    value: reactive[str] = reactive("")

    def __init__(self, field: Field, value: str) -> None:
        super().__init__(id=field.name)
        self.choices = field.choices
        self.set_reactive(Choice.value, value)

    def draw(self, y: int) -> Line:
        ground = "selection" if self.has_focus else "field"
        line = self.line(ground).at(1).put(self.value, self.ink("text-strong", on=ground))
        if not self.has_focus:
            return line
        others = "  ".join(word for word in self.choices if word != self.value)
        return line.end((f"space: {others} ", self.ink("text-muted", on=ground)))

    def action_turn(self, direction: int) -> None:
        at = self.choices.index(self.value) if self.value in self.choices else 0
        self.value = self.choices[(at + direction) % len(self.choices)]

    def on_click(self) -> None:
        self.action_turn(1)


class Said(Drawn):
    """What is wrong, or what was done."""

    GROUND = "boost"
    DEFAULT_CSS = "Said { height: 1; margin-bottom: 1; }"
    text: reactive[str] = reactive("")
    ink_name: reactive[str] = reactive("status-4xx")

    def draw(self, y: int) -> Line:
        return self.line().at(2).put(self.text, self.ink(self.ink_name, bold=True))


class FormFound(FoundRows):
    """Findings on the ground of the form."""

    GROUND = "boost"


class ProfileForm(ModalScreen[str | None]):
    """Every row of a profile.

    Args:
        profile: The one to change; None for a new one.
    """

    DEFAULT_CSS = """
    ProfileForm { align: center middle; background: $background 70%; }
    ProfileForm > Vertical {
        width: 100; max-width: 100%; height: auto; max-height: 100%; background: $boost; padding: 1 0;
        border-left: tall $accent;
    }
    ProfileForm VerticalScroll { height: auto; max-height: 22; scrollbar-size-vertical: 1; }
    ProfileForm Horizontal { height: 1; }
    ProfileForm FoundRows { height: 8; }
    ProfileForm Input {
        width: 1fr; height: 1; margin-right: 2; border: none; padding: 0 1;
        background: $field; color: $text-strong;
        &.-textual-compact { padding: 0 1; }
        &:focus { border: none; background: $selection; background-tint: $field 0%; }
        & > .input--placeholder { color: $text-dim; text-style: italic; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(find_action(action_id) for action_id in _ACTIONS)),
        Binding("down", "app.focus_next", "Next", show=False, id="form.next"),
        Binding("up", "app.focus_previous", "Before", show=False, id="form.before"),
    ]
    FOOTER: ClassVar[tuple[str, ...]] = _ACTIONS
    said = query_one(Said)
    found = query_one(FoundRows)

    def __init__(
        self, workspace: Workspace, profile: Profile | None = None, *, has_keyring: bool = True
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._before = profile
        place = SecretPlace("keyring" if has_keyring else "prompt")
        self._start = profile or Profile("", "", secret=place)

    def compose(self) -> ComposeResult:
        values = values_of(self._start)
        with Vertical():
            title = f"Profile {self._before.name}" if self._before else "A new profile"
            said = Said()
            said.set_reactive(Said.text, title)
            said.set_reactive(Said.ink_name, "text-strong")
            yield said
            with VerticalScroll(can_focus=False):
                for field in FIELDS:
                    with Horizontal():
                        yield FieldLabel(field.label)
                        if field.kind == "choice":
                            yield Choice(field, values[field.name])
                        else:
                            yield Input(
                                values[field.name],
                                placeholder=field.hint,
                                password=field.kind == "secret",
                                compact=True,
                                id=field.name,
                            )
            yield FormFound()
        footer = FooterBar()
        footer.set_reactive(FooterBar.action_ids, self.FOOTER)
        yield footer

    def on_mount(self) -> None:
        self.found.display = False
        for box in self.query(Input):
            box.cursor_blink = False
        self.query_one("#name", Input).focus()

    # What is typed

    @on(Input.Blurred, "#url")
    @on(Input.Blurred, "#proxy")
    def _pasted(self, event: Input.Blurred) -> None:
        """Credentials that came with an address go where they belong."""
        found = without_credentials(event.value)
        if found is None:
            return
        is_proxy = event.input.id == "proxy"
        address, login, secret = found
        event.input.value = address
        if login:
            self.query_one("#proxy_login" if is_proxy else "#login", Input).value = login
        if secret:
            self.query_one("#proxy_password" if is_proxy else "#secret", Input).value = secret
        self._say("The address carried credentials; they were moved to the rows below.", ink="accent")

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    def _values(self) -> dict[str, str]:
        found = {box.id or "": box.value for box in self.query(Input)}
        return found | {choice.id or "": choice.value for choice in self.query(Choice)}

    def _profile(self) -> Profile:
        """What is typed, as a profile.

        Raises:
            ConfigError: It cannot be used; the field is focused.
        """
        from cloudflow_tui.profiles.table import check_name

        values = self._values()
        check_name(values["name"].strip(), self._workspace.paths.profiles_file)
        return profile_from(values, self._start)

    def _say(self, text: str, *, ink: str = "status-4xx") -> None:
        self.said.ink_name = ink
        self.said.text = text

    def _refuse(self, error: CloudFlowError) -> None:
        self._say(f"{self.app_glyph} {error}")
        key = getattr(error, "key", "")
        if key in {field.name for field in FIELDS}:
            self.query_one(f"#{key}").focus()

    @property
    def app_glyph(self) -> str:
        """The mark before what is wrong."""
        return self.said.glyphs.refused

    # Saving and trying out

    def action_save(self) -> None:
        """Keep the secret, then write the profile."""
        from cloudflow_tui.profiles import remove_profile, save_profile
        from cloudflow_tui.profiles.secrets import proxy_entry

        file = self._workspace.paths.profiles_file
        try:
            profile = self._profile()
            entry = proxy_entry(profile.name)
            profile = replace(
                profile,
                secret=self._kept(profile, "secret", profile.secret, profile.name),
                proxy_secret=self._kept(profile, "proxy_password", profile.proxy_secret, entry),
            )
            save_profile(file, profile)
            if self._before is not None and self._before.name != profile.name:
                remove_profile(file, self._before.name)
        except CloudFlowError as error:
            self._refuse(error)
            return
        self.dismiss(profile.name)

    def _kept(self, profile: Profile, row: str, place: SecretPlace, entry: str) -> SecretPlace:
        """Where the secret of a row lies, once it is kept there.

        Raises:
            ConfigError: It cannot be kept there.
        """
        from cloudflow_tui.profiles import keep_secret

        secret = self.query_one(f"#{row}", Input).value
        if not secret or place.source == "prompt":
            return place
        if place.source not in ("keyring", "file"):
            raise ConfigError(
                "A secret is not written into a variable or a command.",
                advice="Leave the row empty, or keep it in the keyring or a private file.",
                key=row,
            )
        named = replace(place, name=place.name or entry)
        return replace(keep_secret(profile, secret, named), then=place.then)

    def action_try_out(self) -> None:
        """Test what is typed."""
        from cloudflow_tui.tui.screens.profiles_trying import ask_plain_http

        try:
            profile = self._profile()
        except CloudFlowError as error:
            self._refuse(error)
            return
        typed = [self.query_one(f"#{row}", Input).value for row in ("secret", "proxy_password")]

        def answered(objection: str) -> None:
            if objection:
                self._say(f"{self.app_glyph} {objection}")
            else:
                self._try_out(profile, *typed)

        ask_plain_http(self.app, self._workspace.on(profile), answered)

    @work(group="test", exclusive=True, exit_on_error=False)
    async def _try_out(self, profile: Profile, secret: str, proxy_secret: str) -> None:
        from cloudflow_tui.tui.screens.profiles_trying import try_out

        await try_out(self._workspace, profile, self.found, secret=secret, proxy_secret=proxy_secret)

    def action_keep(self) -> None:
        """Close without writing."""
        self.dismiss(None)
