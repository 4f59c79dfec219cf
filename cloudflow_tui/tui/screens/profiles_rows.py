"""Rows of the screens about profiles: the profiles themselves, and what a test found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.reactive import reactive

from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.tui.call_view import COLOUR_INKS
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.wrapping import wrapped_paragraphs
from cloudflow_tui.workspace.probe import Step

_MARK_INKS = {"good": "status-2xx", "look": "status-4xx", "bad": "status-5xx"}
_NAME_WIDTH = 20
_ADDRESS_WIDTH = 44


def colour_ink(profile: Profile) -> str:
    """The theme variable of the mark of a profile; production is red whatever it says."""
    return "danger" if profile.is_production else COLOUR_INKS.get(profile.colour, "")


def marks_of(profile: Profile) -> str:
    """What must be known of a profile, in words."""
    words = (
        ("PRODUCTION", profile.is_production),
        ("read-only", profile.is_read_only),
        ("sandbox", profile.is_sandbox),
        ("TLS not checked", not profile.verify_tls),
        ("every change asks", profile.confirm_change),
        ("API key", profile.login_kind == "api_key"),
    )
    return ", ".join(word for word, is_so in words if is_so)


class ProfileRows(Rows):
    """One row a profile; a sandbox of its own is always the last."""

    DEFAULT_CSS = "ProfileRows { height: 1fr; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "profiles.choose",
        "profiles.add",
        "profiles.edit",
        "profiles.test",
        "profiles.remove",
        "profiles.leave",
    )

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._profiles: list[Profile] = []
        self._default = ""
        self._current = ""

    def show(self, profiles: list[Profile], *, default: str, current: str) -> None:
        """Take over the profiles; the cursor goes to the one in use the first time."""
        is_first = not self._profiles
        self._profiles, self._default, self._current = profiles, default, current
        names = [profile.name for profile in profiles]
        self.rows_changed()
        if is_first and current in names:
            self.cursor = names.index(current)

    @property
    def row_count(self) -> int:
        return len(self._profiles)

    @property
    def profile(self) -> Profile | None:
        """The profile under the cursor."""
        return self._profiles[self.cursor] if self.cursor < len(self._profiles) else None

    def draw_row(self, index: int, line: Line) -> None:
        profile = self._profiles[index]
        colour = colour_ink(profile)
        line.at(2).put(self.glyphs.running if profile.name == self._current else " ", self.ink("accent"))
        line.at(4).put(profile.name, self.ink(colour or "text-strong", bold=True), limit=_NAME_WIDTH)
        line.at(5 + _NAME_WIDTH).put(
            profile.url.removeprefix("https://") or "on this machine, nothing to set up",
            self.ink("foreground"),
            limit=_ADDRESS_WIDTH,
        )
        line.at(6 + _NAME_WIDTH + _ADDRESS_WIDTH).put(profile.login, self.ink("text-muted"), limit=28)
        words = marks_of(profile)
        if profile.name == self._default:
            words = f"default, {words}" if words else "default"
        line.end((words, self.ink(colour or "text-muted")), (" ", self.ink("text-muted")))


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line of a finding; only the first one of a step carries its name."""

    name: str
    text: str
    ink: str


class FoundRows(Drawn):
    """What a test found, step by step."""

    DEFAULT_CSS = "FoundRows { height: 12; }"
    title: reactive[str] = reactive("")
    steps: reactive[tuple[Step, ...]] = reactive(())
    is_running: reactive[bool] = reactive(False)

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 0:
            line.at(2).put(self.title, self.ink("text-strong", bold=True))
            return line.put("  testing …", self.ink("text-muted")) if self.is_running else line
        found = self._lines()
        if y - 1 >= len(found):
            return line
        row = found[y - 1]
        line.at(2).put(row.name, self.ink(row.ink, bold=True), pad=12)
        return line.at(14).put(row.text, self.ink("foreground"))

    def _lines(self) -> list[FoundLine]:
        width = max(20, self.size.width - 16)
        glyphs = {"good": self.glyphs.done, "look": self.glyphs.refused, "bad": self.glyphs.fault}
        found = []
        for step in self.steps:
            for number, text in enumerate(wrapped_paragraphs(step.words, width)):
                name = f"{glyphs[step.mark]} {step.name}" if number == 0 else ""
                found.append(FoundLine(name, text, _MARK_INKS[step.mark]))
        return found
