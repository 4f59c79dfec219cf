"""What comes of a request on its way, told to the explorer: progress, beginning, end. Sends nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from cloudflow_tui.document.body import Body
from cloudflow_tui.tui.messages import (
    ExchangeArriving,
    ExchangeFinished,
    ExchangeProgressed,
    UploadProgressed,
)
from cloudflow_tui.tui.screens.explorer import ExplorerScreen
from cloudflow_tui.tui.themed import ThemedApp

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace

PROGRESS_EVERY_S = 0.1
EXPLAINED_BYTES = 4096
EXPLAINED_AT_ONCE_BYTES = 96 * 1024


class TellingApp(ThemedApp):
    """The base of the console."""

    workspace: Workspace
    explorer: ExplorerScreen
    _progress_at = 0.0

    def tell_progress(self, received_bytes: int, expected_bytes: int | None) -> None:
        """So much of an answer is here; not said more often than it can be read."""
        now = time.monotonic()
        if now < self._progress_at + PROGRESS_EVERY_S and received_bytes != expected_bytes:
            return
        self._progress_at = now
        self.explorer.post_message(ExchangeProgressed(received_bytes, expected_bytes))

    def tell_upload(self, sent_bytes: int, total_bytes: int) -> None:
        """So much of a large body left."""
        self.explorer.post_message(UploadProgressed(sent_bytes, total_bytes))

    def show_exchange(self, draft: Draft, exchange: Exchange) -> Awaitable[object] | None:
        """Show an exchange; returns what to wait for when reading its answer takes long."""
        response = exchange.response
        if response is None or response.body.size_bytes <= EXPLAINED_AT_ONCE_BYTES:
            explanation = self.workspace.explain(exchange)
            self.explorer.post_message(ExchangeFinished(draft, exchange, explanation))
            return None
        self._show_explained(draft, exchange)
        return self.explorer.response_pane.until_read()

    @work(group="explain", exit_on_error=False)
    async def _show_explained(self, draft: Draft, exchange: Exchange) -> None:
        """As `_show`; reading a long body takes longer than a frame."""
        explanation = await asyncio.to_thread(self.workspace.explain, exchange)
        self.explorer.post_message(ExchangeFinished(draft, exchange, explanation))

    def show_early(self, draft: Draft, exchange: Exchange) -> None:
        """Show the beginning of a long answer, or read the file of a very long one that still grows."""
        response = exchange.response
        assert response is not None
        if response.body.path is not None:
            self.explorer.response_pane.read_along(exchange)
            return
        if response.status < 400:
            # What a cut body says counts for nothing; reading it would hold up the first page.
            response = replace(response, body=Body.of(response.body.data[:EXPLAINED_BYTES]))
        explanation = self.workspace.explain(replace(exchange, response=response))
        self.explorer.post_message(ExchangeArriving(draft, exchange, explanation))

    def show_cancelled(self, draft: Draft) -> None:
        """Show what the history says of a request that was cancelled."""
        rows = self.workspace.history.rows(limit=1)
        if rows and self.explorer.is_sending:
            self.show_exchange(draft, self.workspace.history.get(rows[0].number))
