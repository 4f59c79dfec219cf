"""The least that a console of this shape costs: filter, tree of twelve groups, tabs, footer, nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Input, Static, TabbedContent, TabPane, Tree

GROUPS = (
    "Virtual servers",
    "Other servers",
    "Storage and backups",
    "Networking",
    "Compute",
    "Templates and software",
    "Users and access",
    "Billing",
    "CDN and DNS",
    "vCloud Director",
    "Federation",
    "System",
)
REQUEST_TABS = ("Params", "Body", "Headers", "Wire", "Docs")
RESPONSE_TABS = ("Body", "Table", "Headers", "Timing", "Raw")


class BareShell(App[None]):
    """Textual's own widgets, as they come."""

    CSS = "#left { width: 40; } #request { width: 64; } Tree { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "send", "Send"),
        Binding("f2", "filter", "Filter"),
        Binding("f3", "zoom", "Zoom"),
        Binding("f1", "help", "Help"),
    ]

    def compose(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                yield Input(placeholder="filter endpoints")
                tree: Tree[str] = Tree("CloudFlow")
                tree.root.expand()
                for group in GROUPS:
                    tree.root.add(group, data=group)
                yield tree
            yield from self._tabs("request", REQUEST_TABS)
            yield from self._tabs("response", RESPONSE_TABS)
        yield Footer()

    def _tabs(self, id: str, titles: tuple[str, ...]) -> ComposeResult:
        with TabbedContent(id=id):
            for title in titles:
                with TabPane(title):
                    yield Static("")


if __name__ == "__main__":
    BareShell().run()
