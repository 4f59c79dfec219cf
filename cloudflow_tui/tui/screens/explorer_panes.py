"""Which pane of the explorer has the focus, and how much room each has.

Composes nothing; the explorer does.
"""

from __future__ import annotations

from textual import events, on
from textual.getters import query_one
from textual.reactive import reactive
from textual.widget import Widget

from cloudflow_tui.tui.panes.response import ResponsePane
from cloudflow_tui.tui.screens.explorer_drafts import DraftScreen
from cloudflow_tui.tui.widgets.footer import footer_of
from cloudflow_tui.tui.widgets.strip_bar import PaneStrip

PANES = ("tree", "request", "response")


class PanesScreen(DraftScreen):
    """A screen with the panes of the explorer."""

    strip = query_one(PaneStrip)
    response_pane = query_one(ResponsePane)

    pane: reactive[str] = reactive("tree")
    """The pane that has, or had last, the focus."""
    is_zoomed: reactive[bool] = reactive(False)
    is_request_away: reactive[bool] = reactive(False)
    """A read without set parameters gives the room of its request to the answer."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._note_focus(event.widget)

    def on_screen_suspend(self) -> None:
        """What lies above says its own keys; those of the explorer do not work below it."""
        self.footer.action_ids = ()

    def on_screen_resume(self) -> None:
        self.footer.action_ids = footer_of(self.focused)

    def _note_focus(self, widget: Widget) -> None:
        names = [ancestor.id for ancestor in widget.ancestors_with_self if ancestor.id in PANES]
        if names:
            self.pane = names[0] or "tree"
        elif self.pane == "tree" and self.is_tree_alone:
            self.pane = "request"  # what lies below the panes is seen beside them only
        self.footer.note = ""
        self.footer.action_ids = footer_of(widget)

    def watch_pane(self, old: str, new: str) -> None:
        self.remove_class(f"-at-{old}", update=False)
        self.add_class(f"-at-{new}", update=False)
        self._share_room()

    def watch_is_zoomed(self) -> None:
        self.set_class(self.is_zoomed, "-zoomed", update=False)
        self._share_room()

    def watch_is_request_away(self) -> None:
        self.set_class(self.is_request_away, "-request-away", update=False)
        self._share_room()

    def _share_room(self) -> None:
        """Style the parts whose room hangs on these classes; all of the screen takes ten times as long."""
        if self.is_mounted:
            parts = [self.query_one(name) for name in ("#tree", "#work", "#request", "#response")]
            self.app.stylesheet.update_nodes(parts)
        self._lay_out()

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        """Tell the panes how much room they have."""
        if not self.is_mounted:
            return
        self.strip.active = self.pane
        is_stacked = self.has_class("-medium") and not self.is_zoomed
        at_response = self.pane == "response" or (self.pane == "tree" and self.is_request_away)
        self.request_pane.is_summary = is_stacked and at_response
        self.response_pane.is_summary = is_stacked and not at_response

        if self.focused is None and self.is_current and not self.is_too_small:
            self.action_go_pane(self.pane)  # a terminal that was too small had hidden what had it

    @property
    def is_too_small(self) -> bool:
        """Nothing but the words on that is shown."""
        return self.has_class("-slim") or self.has_class("-flat")

    @property
    def is_tree_alone(self) -> bool:
        """The tree has all the room when it has the focus."""
        return self.is_zoomed or self.has_class("-narrow")

    def action_zoom(self) -> None:
        self.is_zoomed = not self.is_zoomed

    def action_go_pane(self, pane: str) -> None:
        """Give a pane the focus; it comes back when it had given its room away."""
        if pane == "request":
            self.is_request_away = False
        if pane == "tree":
            self.tree_pane.focus_rows()
            return
        target: Widget = self.request_pane if pane == "request" else self.response_pane
        # Before the focus: a pane that only shows its summary has nothing to give it to.
        self.pane = pane
        self._focus_inside(target)

    def look_at(self, pane: str) -> None:
        self.pane = pane

    def _focus_inside(self, pane: Widget) -> None:
        """Give the focus to what a pane shows; once more when it is laid out, if it was hidden until now."""
        pane.focus()
        self.call_after_refresh(self._focus_again, pane)

    def _focus_again(self, pane: Widget) -> None:
        focused = self.focused
        if focused is None or (self.pane == pane.id and pane not in focused.ancestors_with_self):
            pane.focus()

    def action_next_pane(self) -> None:
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, direction: int) -> None:
        order = [pane for pane in PANES if not (pane == "request" and self.is_request_away)]
        at = order.index(self.pane) if self.pane in order else 0
        self.action_go_pane(order[(at + direction) % len(order)])

    def action_filter(self) -> None:
        self.is_zoomed = False
        self.pane = "tree"
        self.tree_pane.focus_filter()

    @on(PaneStrip.Picked)
    async def _pick_pane(self, event: PaneStrip.Picked) -> None:
        await self.run_action("history" if event.pane == "history" else f"go_pane('{event.pane}')")
