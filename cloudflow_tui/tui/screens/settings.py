"""Settings of a billing module held against the cloud that is worked on. Only reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.interchange.settings_reader import Setting
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped
from cloudflow_tui.workspace.settings_check import Checked, SettingsReport, check_settings, report_lines
from cloudflow_tui.workspace.workspace import Workspace

_INKS = {"good": "status-2xx", "wrong": "status-5xx", "possible": "status-4xx", "unknown": "text-muted"}
_ORDER = ("wrong", "possible", "unknown", "good")
_HEADS = {"wrong": "Wrong", "possible": "Possibly wrong", "unknown": "Not known", "good": "Right"}


class SettingsTitle(Drawn):
    """Against what the settings are held, and what came of it."""

    GROUND = "boost"
    DEFAULT_CSS = "SettingsTitle { height: 3; }"

    def __init__(self, host: str, count: int) -> None:
        super().__init__()
        self._host = host
        self.said = f"{count} settings were found; c asks the cloud, only reads are sent."
        self.ink_name = "text-muted"

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        if y == 0:
            line.put("Module settings on ", self.ink("text-muted")).put(
                self._host, self.ink("text-strong", bold=True)
            )
            keys = (("c", " Check   "), ("y", " Copy   "), ("esc", " Leave  "))
            return line.end(*(piece for one, said in keys for piece in ((one, key), (said, word))))
        if y == 1:
            line.put(self.said, self.ink(self.ink_name, bold=self.ink_name != "text-muted"))
        return line


class SettingsScreen(ModalScreen[None]):
    """Dismisses with nothing.

    Args:
        settings: At least one.
        is_asked: Ask the cloud at once.
    """

    DEFAULT_CSS = """
    SettingsScreen { align: center middle; background: $background 70%; }
    SettingsScreen > Vertical {
        width: 92%; max-width: 140; height: 84%;
        background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("settings"))
    title_line = query_one(SettingsTitle)
    page = query_one(TextPage)

    def __init__(self, workspace: Workspace, settings: Sequence[Setting], *, is_asked: bool = True) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = tuple(settings)
        self._is_asked = is_asked
        self._report: SettingsReport | None = None

    def compose(self) -> ComposeResult:
        profile = self._workspace.profile
        host = profile.url.partition("://")[2].partition("/")[0] or profile.name
        with Vertical():
            yield SettingsTitle(host, len(self._settings))
            yield TextPage()

    def on_mount(self) -> None:
        self.page.focus()
        self._show()
        if self._is_asked:
            self.action_check()

    def action_check(self) -> None:
        """Ask the cloud."""
        self._tell("Asking the cloud.")
        self._check()

    @work(group="settings", exclusive=True, exit_on_error=False)
    async def _check(self) -> None:
        try:
            self._report = await check_settings(self._workspace, self._settings)
        except CloudFlowError as error:
            self._tell(str(error), "status-4xx")
            return
        is_bad = bool(self._report.count("wrong") or self._report.stopped)
        self._tell(self._report.stopped or self._report.sentence, "status-4xx" if is_bad else "status-2xx")
        self._show()

    def _tell(self, sentence: str, ink: str = "text-muted") -> None:
        self.title_line.said, self.title_line.ink_name = sentence, ink
        self.title_line.refresh()

    def _show(self) -> None:
        report = self._report

        def lines(width: int) -> list[PageLine]:
            room = max(20, width - 4)
            return list(_settings_lines(self._settings) if report is None else _report_lines(report, room))

        self.page.set_page(lines)

    def action_copy(self) -> None:
        """Copy what was found."""
        if self._report is not None:
            self.app.copy_to_clipboard("\n".join(report_lines(self._report)) + "\n")
            self._tell("Copied through the terminal.", "status-2xx")

    def action_leave(self) -> None:
        self.dismiss()


def _settings_lines(settings: Sequence[Setting]) -> Iterator[PageLine]:
    for setting in settings:
        kind = setting.kind.replace("_", " ") or "only numbered"
        yield [
            Span("  "), Span(f"{setting.name:<32} ", "json-key"), Span(f"{kind:<18} ", "text-muted"),
            Span(", ".join(setting.values), "text-strong"),
        ]  # fmt: skip


def _report_lines(report: SettingsReport, room: int) -> Iterator[PageLine]:
    for verdict in _ORDER:
        found = [one for one in report.checked if one.verdict == verdict]
        if not found:
            continue
        yield [Span("  "), Span(f"{_HEADS[verdict]}  {len(found)}", _INKS[verdict], is_bold=True)]
        for one in found:
            yield from _checked_lines(one, room)
        yield []


def _checked_lines(one: Checked, room: int) -> Iterator[PageLine]:
    seen = f"  #{one.number}" if one.number else ""
    first, *others = wrapped(f"{one.setting}: {one.message}{seen}", room - 2)
    yield [Span("    "), Span(first, "foreground")]
    for piece in others:
        yield [Span("      "), Span(piece, "foreground")]
