"""Commands in the palette, from the table of actions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from cloudflow_tui.tui.actions import SCOPES, Action, actions_of
from cloudflow_tui.tui.widgets.lines import cut

LABEL_WIDTH = 20
KEY_WIDTH = 9


class ActionProvider(Provider):
    """What works in the pane that has the focus, and what works everywhere in the explorer."""

    def _actions(self) -> Iterator[tuple[Action, DOMNode]]:
        """Each action with the widget or screen that carries it out."""
        nodes = [] if self.focused is None else self.focused.ancestors_with_self
        for scope in SCOPES:
            if scope == "app":
                continue
            owners = [node for node in nodes if _has_scope(node, scope)]
            for action in actions_of(scope):
                name = action.method.partition("(")[0]
                owner = next((node for node in owners if hasattr(node, f"action_{name}")), None)
                if action.in_palette and owner is not None:
                    yield action, owner
        for action in actions_of("app"):
            is_here = action.method.startswith("app.") or hasattr(
                self.screen, f"action_{action.method.partition('(')[0]}"
            )
            if action.in_palette and is_here:
                yield action, self.screen

    def _display(self, action: Action) -> Content:
        label = f"{cut(action.label, LABEL_WIDTH - 1):<{LABEL_WIDTH}}"
        key = f"{action.key:<{KEY_WIDTH}}" if action.keys else " " * KEY_WIDTH
        return Content.assemble(
            (label, "$text-strong"), (key, "$accent"), (action.help, "not bold $text-muted")
        )

    async def discover(self) -> Hits:
        for action, owner in self._actions():
            yield DiscoveryHit(
                self._display(action),
                partial(self.app.run_action, action.method, owner),
                text=action.label,
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action, owner in self._actions():
            score = max(matcher.match(action.label), matcher.match(action.help) / 2)
            if score > 0:
                yield Hit(
                    score,
                    self._display(action),
                    partial(self.app.run_action, action.method, owner),
                    text=action.label,
                )


def _has_scope(node: DOMNode, scope: str) -> bool:
    """Whether a widget takes keys of this scope."""
    return any(
        isinstance(one, Binding) and (one.id or "").startswith(f"{scope}.") for one in type(node).BINDINGS
    )
