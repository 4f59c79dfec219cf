"""A row of tabs: labels with badges, and a rule below that is thick under the chosen one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab."""

    id: str
    label: str
    badge: str = ""
    """Stands behind the label: a count, a format."""
    badge_ink: str = "text-muted"
    is_badge_bold: bool = False


class TabRow(Drawn):
    """Tabs in two lines. Does not take the focus; its pane says whether it is the one with focus."""

    DEFAULT_CSS = "TabRow { height: 2; }"
    GAP = 3
    MARGIN = 2

    active: reactive[str] = reactive("")
    """Id of the chosen tab."""
    is_lit: reactive[bool] = reactive(False)
    """Whether the pane has the focus: the bar is in the accent then."""
    note: reactive[tuple[str, str]] = reactive(("", ""))
    """Words and a key, said quietly at the end of the row where there is room."""

    class Changed(Message):
        """Another tab was chosen."""

        def __init__(self, row: TabRow, tab_id: str) -> None:
            super().__init__()
            self.row = row
            self.tab_id = tab_id

        @property
        def control(self) -> TabRow:
            return self.row

    def __init__(self, *tabs: Tab, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._tabs = list(tabs)
        self.set_reactive(TabRow.active, tabs[0].id if tabs else "")

    @property
    def tab_ids(self) -> list[str]:
        return [tab.id for tab in self._tabs]

    def set_tabs(self, *tabs: Tab) -> None:
        """Replace the tabs; the chosen one stays chosen where it is still there."""
        self._tabs = list(tabs)
        if self.active not in self.tab_ids and tabs:
            self.active = tabs[0].id
        self.refresh()

    def set_badge(self, tab_id: str, text: str, ink: str = "text-muted", *, bold: bool = False) -> None:
        """Change what stands behind a label."""
        changed = [
            replace(tab, badge=text, badge_ink=ink, is_badge_bold=bold) if tab.id == tab_id else tab
            for tab in self._tabs
        ]
        if changed != self._tabs:
            self._tabs = changed
            self.refresh()

    def step(self, direction: int) -> None:
        """Choose the next or previous tab, round the end."""
        ids = self.tab_ids
        if ids:
            self.active = ids[(ids.index(self.active) + direction) % len(ids)]

    def watch_active(self, tab_id: str) -> None:
        if self.is_mounted:
            self.post_message(self.Changed(self, tab_id))

    def _spans(self) -> list[tuple[Tab, int, int]]:
        """Each tab with the columns where it begins and ends."""
        found, column = [], self.MARGIN
        for tab in self._tabs:
            width = cell_len(tab.label) + (1 + cell_len(tab.badge) if tab.badge else 0)
            found.append((tab, column, column + width))
            column += width + self.GAP
        return found

    def draw(self, y: int) -> Line:
        line = self.line()
        if y == 0:
            for tab, start, _ in self._spans():
                is_active = tab.id == self.active
                is_underlined = is_active and self.is_lit and self.ink.is_colourless
                ink = "text-strong" if is_active else "text-muted"
                line.at(start).put(tab.label, self.ink(ink, bold=is_active, underline=is_underlined))
                if tab.badge:
                    line.put(" ").put(tab.badge, self.ink(tab.badge_ink, bold=tab.is_badge_bold))
            words, key = self.note
            taken = cell_len(words) + cell_len(key) + 2 + self.MARGIN
            if words and line.used + self.GAP + taken <= self.size.width:
                quiet = self.ink("text-muted")
                line.end((f"{words}  ", quiet), (key, self.ink("accent")), (" " * self.MARGIN, quiet))
            return line
        rule = self.ink("rule")
        for tab, start, end in self._spans():
            if tab.id == self.active:
                line.put(self.glyphs.line * start, rule)
                line.put(self.glyphs.bar * (end - start), self.ink("accent" if self.is_lit else "text-dim"))
        return line.put(self.glyphs.line * max(0, self.size.width - line.used), rule)

    def on_click(self, event: events.Click) -> None:
        for tab, start, end in self._spans():
            if start - 1 <= event.x <= end:
                self.active = tab.id
