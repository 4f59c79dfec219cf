"""What a report holds, masked already; report.py and report_html.py lay it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.document.compare_models import Comparison
    from cloudflow_tui.exchange import Exchange


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What somebody wrote."""

    written_at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One exchange of a report."""

    exchange: Exchange
    explanation: Explanation
    title: str
    """What the call does, such as `Create a user`."""
    asked: tuple[tuple[str, str], ...]
    """Parameters that were sent, as (name, value), secrets masked."""
    wire: str
    """The request as HTTP."""
    answer_lines: tuple[str, ...]
    """The body of the answer, pretty; cut when it is long."""
    is_cut: bool
    notes: tuple[ReportNote, ...]
    masked: tuple[str, ...]
    """Where something was masked."""


@dataclass(frozen=True, slots=True)
class ReportComparison:
    """What differs between two answers of the report."""

    old_number: int
    new_number: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Report:
    """Exchanges with what they mean, to be handed on."""

    title: str
    made_at: datetime
    case_name: str
    notes: tuple[ReportNote, ...]
    entries: tuple[ReportEntry, ...]
    comparisons: tuple[ReportComparison, ...]
    versions: tuple[tuple[str, str], ...]
    """(what, version), such as ("Control Panel lab", "6.7")."""
    attachments: tuple[str, ...] = ()
    """Files of the case, which are not part of the report, such as `log.txt, 12 bytes`."""

    @property
    def masked(self) -> list[str]:
        """Where something was masked, each place with the number of its exchange."""
        return [f"#{entry.exchange.number} {place}" for entry in self.entries for place in entry.masked]


def phases(exchange: Exchange) -> list[tuple[str, str]]:
    """(phase, time in words) of an exchange; only phases that were seen."""
    timing = exchange.timing
    named = (
        ("look up", timing.dns_ms),
        ("connect", timing.connect_ms),
        ("TLS", timing.tls_ms),
        ("send", timing.send_ms),
        ("wait", timing.wait_ms),
        ("receive", timing.receive_ms),
        ("in all", timing.total_ms),
    )
    return [(name, f"{value:,.1f} ms") for name, value in named if value is not None]


def change_text(value: object) -> str:
    """A value of a change as short text."""
    import json

    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:117] + "..."
