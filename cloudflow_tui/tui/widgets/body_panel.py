"""A body with what belongs to it: what is wrong with it, the find line, and where the cursor stands."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.tui.ink import Inks
from cloudflow_tui.tui.widgets.body_filtering import FilteringPanel
from cloudflow_tui.tui.widgets.body_text import NO_TEXT, BodyText
from cloudflow_tui.tui.widgets.body_view import BodyView
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.find_bar import FindBar
from cloudflow_tui.tui.widgets.lines import Line, Piece, cut

_RULE_FROM_WIDTH, _RULE_FROM_ROWS = 100, 24


class BodyNote(Drawn):
    """What is wrong with the body, or how far it has been read."""

    DEFAULT_CSS = "BodyNote { height: 1; display: none; } BodyNote.-shown { display: block; }"

    def __init__(self) -> None:
        super().__init__()
        self._note = ""
        self._progress = ""

    def show(self, note: str, progress: str) -> None:
        self._note, self._progress = note, progress
        self.set_class(bool(note or progress), "-shown")
        self.refresh()

    def progress(self, words: str) -> None:
        """Say how far it is here by now."""
        self.show(self._note, words)

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if self._note:
            line.put(f"{self.glyphs.refused} {self._note}", self.ink("status-4xx"))
        if self._progress:
            line.put("   " if self._note else "").put(self._progress, self.ink("text-muted", italic=True))
        return line


class BodyFoot(Drawn):
    """Path of the line under the cursor, and its number."""

    DEFAULT_CSS = "BodyFoot { height: 1; } BodyFoot.-ruled { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._path: list[str] = []
        self._place = ""

    def show(self, path: list[str], place: str) -> None:
        self._path, self._place = path, place
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 0 and self.size.height == 2:
            return line.put(self.glyphs.line * self.size.width, self.ink("rule"))
        for text, style in path_pieces(
            self._path, self.size.width - len(self._place) - 6, self.glyphs.crumb, self.ink
        ):
            line.at(2) if not line.used else line
            line.put(text, style)
        return line.end((self._place, self.ink("text-muted")), ("  ", self.ink("text-muted")))


def path_pieces(path: list[str], room: int, crumb: str, ink: Inks) -> list[Piece]:
    """A path as pieces of a line; the beginning gives way when it is too long."""
    shown = list(path)
    is_cut = False
    while len(shown) > 1 and sum(len(name) + 3 for name in shown) > room:
        shown.pop(0)
        is_cut = True
    pieces: list[Piece] = [("… ", ink("text-dim"))] if is_cut else []
    for index, name in enumerate(shown):
        is_last = index == len(shown) - 1
        if index:
            pieces.append((f" {crumb} ", ink("text-dim")))
        pieces.append(
            (cut(name, max(4, room)), ink("text-strong" if is_last else "text-muted", bold=is_last))
        )
    return pieces


class BodyPanel(FilteringPanel):
    """Body view with note, find line and foot.

    Args:
        is_quiet: The cursor is seen only while the view has the focus.
    """

    DEFAULT_CSS = "BodyPanel { height: 1fr; }"

    class LeftUpwards(Message):
        """Up was pressed in the first line."""

    class PathFound(Message):
        """The path of a line of a long text is known."""

        def __init__(self, text: BodyText, line: int, path: list[str]) -> None:
            super().__init__()
            self.text = text
            self.line = line
            self.path = path

    note = query_one(BodyNote)
    foot = query_one(BodyFoot)

    def __init__(self, *, is_quiet: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_quiet = is_quiet

    def compose(self) -> ComposeResult:
        yield BodyNote()
        yield FindBar(placeholder="find in this body", has_keys=True, id="find")
        yield FindBar(mark="f", has_past=True, id="filter")
        yield FindBar(placeholder="line number", mark="line", id="line")
        yield BodyView(is_quiet=self._is_quiet)
        yield BodyFoot()

    def show(self, text: BodyText, *, note: str = "", progress: str = "", keeps_place: bool = False) -> None:
        """Show a text.

        Args:
            note: What is wrong with it.
            progress: How far it has been read.
            keeps_place: It is the same text, only longer now.
        """
        self.note.show(note, progress)
        self.show_whole(text, keeps_place=keeps_place)
        if self.bar.is_open and keeps_place:
            self.find_again(goes_there=False)
        else:
            self.bar.close()
            self.forget_hits()

    def clear(self) -> None:
        self.show(NO_TEXT)

    def on_resize(self) -> None:
        size = self.size
        self.foot.set_class(size.width >= _RULE_FROM_WIDTH and size.height >= _RULE_FROM_ROWS, "-ruled")

    @on(BodyView.CursorMoved)
    def _show_place(self, event: BodyView.CursorMoved) -> None:
        event.stop()
        view = self.view
        count = view.text.line_count
        if not count:
            self.foot.show([], "")
            return
        path = view.text.path(view.cursor)
        self.foot.show(path, f"line {view.cursor + 1:,} of {count:,}")
        if any("…" in name for name in path):
            self._look_far(view.text, view.cursor)

    @work(thread=True, group="path", exclusive=True, exit_on_error=False)
    def _look_far(self, text: BodyText, line: int) -> None:
        """Find the whole path of a line that is far from what holds it."""
        path = text.far_path(line)
        if not get_current_worker().is_cancelled:
            self.post_message(self.PathFound(text, line, path))

    @on(PathFound)
    def _path_found(self, event: PathFound) -> None:
        event.stop()
        view = self.view
        if event.text is view.text and event.line == view.cursor:
            self.foot.show(event.path, f"line {view.cursor + 1:,} of {view.text.line_count:,}")

    @on(BodyView.LeftUpwards)
    def _left_upwards(self, event: BodyView.LeftUpwards) -> None:
        event.stop()
        self.post_message(self.LeftUpwards())
