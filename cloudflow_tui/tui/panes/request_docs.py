"""The Docs tab: what the catalog says of the call, to read. Adds nothing to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.getters import query_one

from cloudflow_tui.tui.panes.request_docs_page import docs_lines
from cloudflow_tui.tui.panes.request_tabs import DraftTab
from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.text_page import TextPage

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.request.draft import Draft


class DocsTab(DraftTab):
    """The entry of the guide."""

    page = query_one(TextPage)
    _shown: Endpoint | None = None

    def compose(self) -> ComposeResult:
        yield TextPage()

    def take_focus(self) -> None:
        self.page.focus()

    def refresh_draft(self, draft: Draft) -> None:
        endpoint = draft.endpoint
        if endpoint is self._shown:
            return
        self._shown = endpoint
        glyphs = themed(self).glyphs
        examples = example_commands(self, endpoint)
        self.page.set_page(lambda width: docs_lines(endpoint, examples, glyphs, width))


def example_commands(tab: DocsTab, endpoint: Endpoint) -> dict[str, str]:
    """Name of a format to a curl command with plausible values; the reason where there is none."""
    from cloudflow_tui.errors import CloudFlowError
    from cloudflow_tui.interchange.curl import to_curl
    from cloudflow_tui.request import FORMATS, Draft, fill_samples

    found: dict[str, str] = {}
    for format in FORMATS:
        draft = Draft(endpoint, format=format)
        try:
            fill_samples(draft)
            request = tab.workspace.build(draft)
            found[format.upper()] = to_curl(request, login=tab.workspace.profile.login)
        except CloudFlowError as error:
            found[format.upper()] = f"# {error}"
    return found
