"""Proves a correction: the pasted and the corrected request, each sent to a fresh sandbox of its own.

The sandboxes run on this machine and end with the proof. No Control Panel hears of it, nothing is written
to a history. The sandbox's own sign-in is used, so faults of credentials do not show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.address import read_address
from cloudflow_tui.exchange import Request

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.diagnosis.pasted import PastedRequest
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.paths import AppPaths
    from cloudflow_tui.workspace.workspace import Workspace

_OF_THE_CLIENT = frozenset(("authorization", "content-length", "host", "connection", "accept-encoding"))
TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One request, and what a sandbox answered."""

    request: str
    """As HTTP text, masked."""
    answer: str
    """Status line and body, masked."""
    explanation: Explanation

    @property
    def is_good(self) -> bool:
        return self.explanation.kind == "2xx" and self.explanation.glyph == "✓"


@dataclass(frozen=True, slots=True)
class Proof:
    """Both trials."""

    pasted: Trial
    corrected: Trial

    @property
    def sentence(self) -> str:
        """What it shows."""
        before, after = self.pasted.explanation.title, self.corrected.explanation.title
        if self.corrected.is_good:
            words = "both are carried out" if self.pasted.is_good else "the correction is carried out"
            return f"{words.capitalize()}: {before}, then {after}."
        return f"The correction alone does not do: {before}, then {after}."


async def prove(
    pasted: PastedRequest, corrected: PastedRequest, *, paths: AppPaths, environ: Mapping[str, str]
) -> Proof:
    """Send both, at the same time, each to a sandbox of its own.

    Raises:
        SandboxError: A sandbox does not start.
    """
    first, second = await asyncio.gather(
        _tried(pasted, paths=paths, environ=environ), _tried(corrected, paths=paths, environ=environ)
    )
    return Proof(first, second)


async def _tried(pasted: PastedRequest, *, paths: AppPaths, environ: Mapping[str, str]) -> Trial:
    from cloudflow_tui.interchange.raw_http import to_raw_http
    from cloudflow_tui.workspace.workspace import Workspace

    async with Workspace.open(demo=True, paths=paths, environ=environ) as workspace:
        await asyncio.to_thread(workspace.connect)
        request = request_of(pasted, workspace.profile.url)
        named = _named(workspace, request)
        exchange = await workspace.client().send(named)
        text = to_raw_http(request, login=workspace.profile.login)
        return Trial(pasted.masked(text), _answer(workspace, exchange, pasted), workspace.explain(exchange))


def request_of(pasted: PastedRequest, base_url: str) -> Request:
    """The request as it was pasted, to another host."""
    address = read_address(pasted.url)
    path = address.path or "/"
    target = f"{path}?{address.query}" if address.query else path
    headers = [pair for pair in pasted.headers if pair[0].lower() not in _OF_THE_CLIENT]
    if pasted.implied_type and not pasted.header("content-type"):
        headers.append(("Content-Type", pasted.implied_type))
    return Request(
        pasted.method,
        base_url.rstrip("/") + target,
        tuple(headers),
        pasted.body.encode("utf-8", "surrogatepass") if pasted.body_kind == "text" else b"",
        "xml" if pasted.form == "xml" else "json",
        timeout_s=TIMEOUT_S,
        secret_values=pasted.secret_values,
    )


def _named(workspace: Workspace, request: Request) -> Request:
    """The request with the endpoint that it is for, where the catalog knows it."""
    from cloudflow_tui.errors import CloudFlowError

    try:
        found = workspace.catalog.resolve_call(request.method, request.url)
    except CloudFlowError:
        return request
    return replace(request, endpoint_id=found.summary.id)


def _answer(workspace: Workspace, exchange: Exchange, pasted: PastedRequest) -> str:
    from cloudflow_tui.document import open_document

    masked = workspace.masked(exchange)
    response = masked.response
    if response is None:
        return masked.failure.message if masked.failure is not None else "No answer came."
    document = open_document(response.body, response.header("content-type"))
    lines = [document.line(index) for index in range(min(document.line_count, 400))]
    return pasted.masked("\n".join([f"HTTP {response.status} {response.reason}", "", *lines]))
