"""One read to several profiles: choose them, send, and see the answers side by side. Nothing but reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.screen import Screen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.ink import kind_ink
from cloudflow_tui.tui.screens.profiles_rows import colour_ink
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.tui.widgets.header import HeaderBar
from cloudflow_tui.tui.widgets.lines import Line

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.several import Answer

MAX_LINES = 2000
"""How much of a body is laid side by side."""


class _Title(Drawn):
    DEFAULT_CSS = "_Title { height: 1; margin: 1 0; }"

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.alarm = ""

    def draw(self, y: int) -> Line:
        line = self.line().at(2).put("Several profiles", self.ink("text-strong", bold=True)).put("  ")
        if self.alarm:
            return line.put(self.alarm, self.ink("status-4xx"))
        endpoint = self._draft.endpoint
        return line.put(f"{endpoint.method} {endpoint.path}", self.ink("text-muted"))


class ChosenRows(Rows):
    """The profiles, which of them are chosen, and what each answered."""

    DEFAULT_CSS = "ChosenRows { height: auto; max-height: 12; }"
    FOOTER: ClassVar[tuple[str, ...]] = ("several.turn", "several.send", "several.leave")

    def __init__(self, profiles: list[Profile], chosen: set[str]) -> None:
        super().__init__()
        self.profiles = profiles
        self.chosen = chosen
        self.answers: dict[str, Answer] = {}

    @property
    def row_count(self) -> int:
        return len(self.profiles)

    def get_content_height(self, *args: object) -> int:
        return len(self.profiles)

    def draw_row(self, index: int, line: Line) -> None:
        profile = self.profiles[index]
        mark = self.glyphs.done if profile.name in self.chosen else " "
        line.at(2).put(mark, self.ink("accent", bold=True)).at(4)
        line.put(profile.name, self.ink(colour_ink(profile) or "text-strong", bold=True), limit=20)
        answer = self.answers.get(profile.name)
        if answer is None:
            line.at(26).put(profile.url.removeprefix("https://"), self.ink("text-muted"))
            return
        exchange = answer.exchange
        if exchange is None:
            line.at(26).put(f"not sent: {answer.error}", self.ink("status-4xx"))
            return
        status = str(exchange.status or "no answer")
        kind = f"{status[:1]}xx" if exchange.status else "none"
        line.at(26).put(status, self.ink(kind_ink(kind), bold=True), pad=12)
        line.put_right(f"{exchange.timing.total_ms:.0f} ms", self.ink("text-muted"), width=10)
        if exchange.response is not None:
            line.put_right(f"{exchange.response.body.size_bytes:,} bytes", self.ink("text-muted"), width=18)
        is_first = answer is next(iter(self.answers.values()))
        said = "" if is_first else "the same" if answer.is_like_first else "differs"
        line.put(f"   {said}", self.ink("text-muted" if answer.is_like_first else "status-4xx"))


class BodyColumn(Rows):
    """The body of one answer, laid out; lines that the other one does not have are marked."""

    DEFAULT_CSS = "BodyColumn { width: 1fr; height: 1fr; margin-right: 1; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._title = ""
        self._lines: list[str] = []
        self._others: frozenset[str] = frozenset()

    def show(self, title: str, lines: list[str], others: list[str]) -> None:
        """Take over a body and the lines that it is held against."""
        self._title, self._lines, self._others = title, lines, frozenset(others)
        self.scroll_to(y=0, animate=False)
        self.rows_changed()

    @property
    def row_count(self) -> int:
        return len(self._lines) + 1 if self._title else 0

    def row_ground(self, index: int) -> str:
        is_own = index > 0 and bool(self._others) and self._lines[index - 1] not in self._others
        return "diff-changed" if is_own else ""

    def draw_row(self, index: int, line: Line) -> None:
        if index == 0:
            line.at(2).put(self._title, self.ink("text-strong", bold=True))
        else:
            line.at(2).put(self._lines[index - 1], self.ink("foreground"))


class SeveralScreen(Screen[None]):
    """Profiles above, two answers side by side below: the first, and the one under the cursor.

    Args:
        draft: The read; it stays as it is.
    """

    DEFAULT_CSS = """
    SeveralScreen { background: $background; }
    SeveralScreen Horizontal { height: 1fr; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("several"))
    rows = query_one(ChosenRows)
    title_bar = query_one(_Title)

    def __init__(self, workspace: Workspace, draft: Draft) -> None:
        super().__init__()
        self.workspace = workspace
        self._draft = draft
        self._asked: dict[str, Workspace] = {}
        """By profile; each knows its own secret, which its answer may hold."""

    def compose(self) -> ComposeResult:
        profiles, alarm = _profiles(self.workspace)
        yield HeaderBar()
        title = _Title(self._draft)
        title.alarm = alarm
        yield title
        yield ChosenRows(profiles, {self.workspace.profile.name})
        with Horizontal():
            yield BodyColumn(id="first")
            yield BodyColumn(id="other")
        footer = FooterBar()
        footer.set_reactive(FooterBar.action_ids, ChosenRows.FOOTER)
        yield footer

    def on_mount(self) -> None:
        self.query_one(HeaderBar).place = place_of(self.workspace)
        self.rows.focus()

    @on(Rows.Chosen)
    def action_turn(self) -> None:
        """Choose the profile under the cursor, or not."""
        name = self.rows.profiles[self.rows.cursor].name
        self.rows.chosen ^= {name}
        self.rows.refresh()

    @on(Rows.CursorMoved)
    def _moved(self, event: Rows.CursorMoved) -> None:
        if event.rows is self.rows:
            self._show_bodies()

    def action_send(self) -> None:
        """Send the read to every profile that is chosen."""
        chosen = [profile for profile in self.rows.profiles if profile.name in self.rows.chosen]
        if not chosen:
            self._say("Choose profiles first: space.")
            return
        self._say("")
        self._send(chosen)

    @work(group="several", exclusive=True, exit_on_error=False)
    async def _send(self, chosen: list[Profile]) -> None:
        from cloudflow_tui.workspace.several import send_to_several

        workspaces = [self.workspace.on(profile) for profile in chosen]
        try:
            answers = await send_to_several(workspaces, lambda _: self._draft.copy())
        except CloudFlowError as error:
            self._say(str(error))
            return
        finally:
            for workspace in workspaces:
                await workspace.aclose()
        self._asked = {workspace.profile.name: workspace for workspace in workspaces}
        self.rows.answers = {answer.profile_name: answer for answer in answers}
        self.rows.refresh()
        self._show_bodies()

    def _show_bodies(self) -> None:
        found = list(self.rows.answers.values())
        if not found:
            return
        other = self.rows.answers.get(self.rows.profiles[self.rows.cursor].name) or found[-1]
        if other is found[0] and len(found) > 1:
            other = found[1]
        left, right = self._lines_of(found[0]), self._lines_of(other)
        self.query_one("#first", BodyColumn).show(found[0].profile_name, left, right)
        self.query_one("#other", BodyColumn).show(other.profile_name, right, left)

    def _lines_of(self, answer: Answer) -> list[str]:
        """The body laid out, its secrets masked."""
        from cloudflow_tui.document import open_document

        if answer.exchange is None or answer.exchange.response is None:
            return []
        response = self._asked[answer.profile_name].masked(answer.exchange).response
        assert response is not None
        document = open_document(response.body, response.header("content-type"))
        return [document.line(index) for index in range(min(document.line_count, MAX_LINES))]

    def _say(self, text: str) -> None:
        self.title_bar.alarm = text
        self.title_bar.refresh()

    def action_leave(self) -> None:
        """Back to the explorer."""
        self.dismiss(None)


def _profiles(workspace: Workspace) -> tuple[list[Profile], str]:
    """The profiles of the configuration, and what is wrong with it."""
    from cloudflow_tui.profiles import read_profiles_file

    try:
        return list(read_profiles_file(workspace.paths.profiles_file).profiles.values()), ""
    except CloudFlowError as error:
        return [], str(error)
