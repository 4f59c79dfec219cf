"""Commands in the palette, from the table of actions."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from cloudflow_tui.tui.actions import Action, actions_of

LABEL_WIDTH = 18
KEY_WIDTH = 9


class ActionProvider(Provider):
    """What works everywhere in the explorer."""

    def _actions(self) -> list[Action]:
        return [action for action in actions_of("app") if action.in_palette]

    def _display(self, action: Action) -> Content:
        label = f"{action.label:<{LABEL_WIDTH}}"
        key = f"{action.key:<{KEY_WIDTH}}" if action.keys else " " * KEY_WIDTH
        return Content.assemble(
            (label, "$text-strong"), (key, "$accent"), (action.help, "not bold $text-muted")
        )

    async def discover(self) -> Hits:
        for action in self._actions():
            yield DiscoveryHit(
                self._display(action),
                partial(self.screen.run_action, action.method),
                text=action.label,
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action in self._actions():
            score = max(matcher.match(action.label), matcher.match(action.help) / 2)
            if score > 0:
                yield Hit(
                    score,
                    self._display(action),
                    partial(self.screen.run_action, action.method),
                    text=action.label,
                )
