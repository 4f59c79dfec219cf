"""One row of the history as lists show it. Bodies and headers are fetched with the exchange itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cloudflow_tui.exchange import Outcome

UNKNOWN = "outcome unknown"
"""Said of a request whose program ended before an answer came."""
UNDER_WAY = "sending"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One exchange in a list."""

    number: int
    started_at: datetime
    """Aware, UTC."""
    method: str
    path: str
    """All behind the host, query included; secrets masked."""
    status: int | None
    """None when no answer came."""
    elapsed_ms: float | None
    """None while it runs, and when that is not known."""
    size_bytes: int | None
    """Of the body of the answer."""
    profile_name: str
    login: str
    what_happened: str
    """A few words; UNDER_WAY or UNKNOWN as long as nothing came."""
    outcome: Outcome
    endpoint_id: str
    """"" for a call that the catalog does not know."""
    object_kind: str = ""
    """What it is about, such as `virtual_machine`; "" when that is not known."""
    object_id: str = ""
    cases: tuple[str, ...] = ()
    """Names of the cases that it belongs to."""
    has_note: bool = False
