"""Endpoints in the palette: any call of the catalog by a few letters of what it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import Hit, Hits, Provider
from textual.content import Content
from textual.style import Style

from cloudflow_tui.tui.ink import method_ink
from cloudflow_tui.tui.widgets.lines import cut

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import EndpointSummary
    from cloudflow_tui.tui.app import ConsoleApp

LIMIT = 40
TITLE_WIDTH = 38
PATH_WIDTH = 42


class EndpointProvider(Provider):
    """Finds endpoints as the filter of the tree does, best first."""

    async def startup(self) -> None:
        self._index = self._console.workspace.catalog.endpoints.search_index

    @property
    def _console(self) -> ConsoleApp:
        return cast("ConsoleApp", self.app)

    async def search(self, query: str) -> Hits:
        for rank, row in enumerate(self._index.find(query, LIMIT)):
            yield Hit(
                1 - rank / (LIMIT + 1),
                self._display(row),
                partial(self._console.explorer.open_from_palette, row.id),
                text=row.id,
            )

    def _display(self, row: EndpointSummary) -> Content:
        color = self.app.theme_variables[method_ink(row.method)]
        required = f" *{row.required_count}" if row.required_count else ""
        title = cut(row.title, TITLE_WIDTH - len(required))
        return Content.assemble(
            (f"{row.method:<7}", Style.parse(color)),
            (title, "not bold"),
            (required, "not bold $text-muted"),
            " " * (TITLE_WIDTH + 2 - len(title) - len(required)),
            (cut(row.path, PATH_WIDTH), "not bold $text-dim"),
        )
