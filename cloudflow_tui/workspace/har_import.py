"""Takes a HAR into the history: what a browser, a proxy or this program wrote joins what is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from cloudflow_tui.errors import AmbiguousCallError, HistoryError, UnknownEndpointError

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.workspace.workspace import Workspace

_BATCH: Final = 50
Told = Callable[[int], None]
"""Called with the number of entries so far."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the entries of a HAR."""

    numbers: tuple[int, ...]
    """Those that were added."""
    known_count: int
    """Entries that were here already."""
    passed_over: int
    """Entries that are no requests to a server."""
    note: str
    """What is wrong with the file, "" when nothing is."""

    @property
    def words(self) -> str:
        """All that in a sentence."""
        parts = [f"{len(self.numbers):,} added"]
        if self.known_count:
            parts.append(f"{self.known_count:,} were here already")
        if self.passed_over:
            parts.append(f"{self.passed_over:,} are no requests")
        return ", ".join(parts) + "." + (f" {self.note}" if self.note else "")


def import_har(
    workspace: Workspace,
    file: Path,
    *,
    case_name: str = "",
    only_api: bool = False,
    on_progress: Told | None = None,
) -> Imported:
    """Read a HAR of any size into the history.

    Args:
        case_name: The case that its exchanges belong to, "" for none.
        only_api: Pass over what the catalog does not know, such as pictures of a web page.

    Raises:
        HistoryError: The file or the history cannot be read or written; what was added before stays.
    """
    from cloudflow_tui.interchange.har_stream import HarReading, read_har_entries

    reading = HarReading()
    history = workspace.history
    numbers: list[int] = []
    known = 0
    try:
        with file.expanduser().open(encoding="utf-8-sig", errors="replace") as handle:
            entries = read_har_entries(handle, reading)
            is_more = True
            while is_more:
                is_more = False
                # Many at once: each by itself would wait for the disk.
                batch = list(islice(entries, _BATCH))
                with history.batch():
                    for entry in batch:
                        is_more = True
                        exchange = _known_call(workspace, entry.exchange)
                        if only_api and not exchange.request.endpoint_id:
                            reading.passed_over += 1
                            continue
                        number = _add(workspace, exchange, entry.origin)
                        known += not number
                        if number:
                            numbers.append(number)
                            if case_name:
                                history.cases.tag(case_name, [number])
                if on_progress is not None:
                    on_progress(reading.entry_count)
    except OSError as error:
        raise HistoryError(
            f"{file} cannot be read: {error.strerror or type(error).__name__}.",
            advice="Check the file and its permissions.",
            file=str(file),
        ) from error
    return Imported(tuple(numbers), known, reading.passed_over, reading.note)


def _add(workspace: Workspace, exchange: Exchange, origin: str) -> int:
    from cloudflow_tui.diagnosis import what_happened

    history = workspace.history
    mark, _, number = origin.partition(":")
    if mark == history.views.mark and number.isdigit() and history.views.has(int(number)):
        return 0
    request = exchange.request
    try:
        endpoint = workspace.catalog.endpoint(request.endpoint_id) if request.endpoint_id else None
    except UnknownEndpointError:
        endpoint = None
    masked = history.redactor.knowing(request.secret_values).exchange(exchange)
    return history.add(exchange, what_happened(masked, endpoint), origin=origin or _origin_of(masked))


def _origin_of(exchange: Exchange) -> str:
    """The same for the same entry, whatever file it is in. Of masked data: a digest could tell a secret."""
    request, response = exchange.request, exchange.response
    digest = hashlib.sha256()
    parts = (
        exchange.timing.started_at.isoformat().encode(),
        request.method.encode(),
        request.url.encode("utf-8", "replace"),
        request.body,
        b"" if response is None else str(response.status).encode(),
        b"" if response is None else response.body.read(),
    )
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return f"har:{digest.hexdigest()[:32]}"


def _known_call(workspace: Workspace, exchange: Exchange) -> Exchange:
    """The exchange with the endpoint that the catalog has for its call."""
    request = exchange.request
    if request.endpoint_id:
        return exchange
    parts = urlsplit(request.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        found = workspace.catalog.resolve_call(request.method, target, given=())
    except (UnknownEndpointError, AmbiguousCallError):
        return exchange
    return replace(exchange, request=replace(request, endpoint_id=found.summary.id))
