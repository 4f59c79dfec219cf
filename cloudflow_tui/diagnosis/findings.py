"""What lint finds in a pasted request: findings with their place, their evidence and their fix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cloudflow_tui.diagnosis.pasted import NOWHERE, PastedRequest, Spot
from cloudflow_tui.diagnosis.rules import Severity, rule_of

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.drafting import FoundCall

VALUE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to put a finding right."""

    label: str
    """What it does, as an imperative."""
    apply: Callable[[PastedRequest], PastedRequest] = field(repr=False, compare=False)
    """Gives the corrected request; the same one when there is nothing to do any more."""
    is_sure: bool = True
    """False: it puts in a value that only the user knows for certain; applied when asked for by name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing."""

    rule: str
    message: str
    """One sentence; holds no secret."""
    spot: Spot = NOWHERE
    parameter: str = ""
    """Name of the parameter, "" when it is about no single one."""
    evidence: str = ""
    """What was seen there; holds no secret."""
    fix: Fix | None = None
    lowered: Severity | None = None
    """Another severity than the rule's, where the catalog is not sure."""

    @property
    def severity(self) -> Severity:
        return self.lowered or rule_of(self.rule).severity

    def to_dict(self) -> dict[str, Any]:
        """For JSON; keys never change."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "parameter": self.parameter or None,
            "message": self.message,
            "place": None if self.spot == NOWHERE else {"line": self.spot.line, "column": self.spot.column},
            "evidence": self.evidence or None,
            "fix": self.fix.label if self.fix is not None else None,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What lint says of one request."""

    pasted: PastedRequest
    call: FoundCall = field(repr=False)
    findings: tuple[Finding, ...] = ()
    """Errors first, then warnings; each group in the order of the text."""

    @property
    def endpoint_id(self) -> str:
        return self.call.endpoint.id if self.call.endpoint is not None else ""

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """For JSON; keys never change, secrets are masked."""
        pasted = self.pasted
        return {
            "request": {
                "method": pasted.method,
                "url": pasted.shown_url,
                "headers": [[pasted.masked(name), value] for name, value in pasted.shown_headers],
                "body": pasted.shown_body or None,
                "login": pasted.masked(pasted.login) or None,
                "line": pasted.places.spot(pasted.places.start).line,
                "wire": pasted.wire or None,
            },
            "format": pasted.source,
            "dialect": pasted.dialect or None,
            "endpoint": self.endpoint_id or None,
            "findings": [finding.to_dict() for finding in self.findings],
        }


def shortened(text: str, length: int = VALUE_LIMIT) -> str:
    """A text on one line, cut where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
