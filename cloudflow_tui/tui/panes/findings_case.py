"""One pasted request under judgement: findings, fixes, draft. Knows no widget and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cloudflow_tui.diagnosis.drafting import draft_of_pasted
from cloudflow_tui.diagnosis.findings import Finding, Report
from cloudflow_tui.diagnosis.lint import corrected, lint
from cloudflow_tui.diagnosis.pasted import DIALECTS, PastedRequest
from cloudflow_tui.diagnosis.rules import rule_of
from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.interchange.pasting import read_pasted, with_dialect
from cloudflow_tui.tui.screens.pages import Page
from cloudflow_tui.workspace.pasting import curl_of

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.request import Draft

_DIALECT_NAMES = {
    "bash": "bash",
    "cmd": "cmd",
    "powershell": "PowerShell before 7.3",
    "powershell7": "PowerShell from 7.3",
}


@dataclass(frozen=True, slots=True)
class FindingsCase:
    """Changed by fixes and shells: each gives a new one."""

    text: str
    """What was pasted, as it was; may hold secrets and is not shown."""
    catalog: Catalog
    version: str
    report: Report
    is_fixed: bool = False
    """Something was put right already, so the text is no longer what is judged."""
    original: PastedRequest | None = None
    """As it was pasted; None before anything was put right."""
    count: int = 1
    """How many requests were pasted."""

    @property
    def pasted(self) -> PastedRequest:
        return self.report.pasted

    @property
    def findings(self) -> Sequence[Finding]:
        return self.report.findings

    def draft(self) -> tuple[Draft, tuple[str, ...]]:
        """The draft, and what was left out of it."""
        made = draft_of_pasted(self.pasted, self.catalog, self.report.call)
        return made.draft, made.notes

    def judged(self, pasted: PastedRequest, *, is_fixed: bool = True) -> FindingsCase:
        """The same paste with another request in its place."""
        report = lint(pasted, self.catalog, self.version)
        original = (self.original or self.pasted) if is_fixed else None
        return replace(self, report=report, is_fixed=is_fixed, original=original)

    def fixed(self, finding: Finding) -> FindingsCase:
        """With one finding put right; the same when it has no fix."""
        return self if finding.fix is None else self.judged(finding.fix.apply(self.pasted))

    def all_fixed(self) -> FindingsCase:
        """With everything put right where the right thing is certain."""
        return self.judged(corrected(self.pasted, self.catalog, self.version))

    def next_dialect(self) -> FindingsCase:
        """Read as the next shell would; the same when it is no command line, or was changed already."""
        pasted = self.pasted
        if not pasted.dialect or self.is_fixed:
            return self
        following = DIALECTS[(DIALECTS.index(pasted.dialect) + 1) % len(DIALECTS)]
        other = with_dialect(self.text, pasted, following)
        return self if other is None else self.judged(other, is_fixed=False)

    @property
    def source(self) -> str:
        """What it was read from, in words: `curl, bash`."""
        words = self.pasted.source.replace("-", " ")
        dialect = _DIALECT_NAMES.get(self.pasted.dialect, "")
        return f"{words}, {dialect}" if dialect else words

    @property
    def counted(self) -> str:
        """`2 errors, 1 warning`; "no findings"."""
        words = []
        for severity in ("error", "warning", "info"):
            count = sum(finding.severity == severity for finding in self.findings)
            plural = "" if count == 1 or severity == "info" else "s"
            if count:
                words.append(f"{count} {severity}{plural}")
        return ", ".join(words) or "no findings"

    def pages(self, finding: Finding | None) -> list[Page]:
        """What there is to read: the rule, what goes out, the corrected request."""
        pages = []
        if finding is not None:
            rule = rule_of(finding.rule)
            parts = [f"{rule.id} ({finding.severity})", rule.title, "", finding.message, "", rule.explanation]
            if finding.evidence:
                parts += ["", f"Seen: {finding.evidence}"]
            pages.append(Page("Finding", "\n".join(parts)))
        if self.pasted.wire:
            pages.append(Page("What goes out", self.pasted.wire))
        try:
            pages.append(Page("Corrected", curl_of(self.all_fixed().pasted)))
        except CloudFlowError as error:
            pages.append(Page("Corrected", f"It cannot be written down. {error}", "status-4xx"))
        return pages


def cases_of(text: str, catalog: Catalog, version: str) -> list[FindingsCase]:
    """The requests of a pasted text, judged; none when it has none. Takes its time for long texts."""
    found = read_pasted(text)
    return [
        FindingsCase(text, catalog, version, lint(pasted, catalog, version), count=len(found))
        for pasted in found
    ]


def with_own_values(made: Draft, before: Draft, shown: Draft | None) -> Draft:
    """A newly made draft with what the user typed meanwhile: what differs from the draft made before."""
    if shown is None or shown.endpoint != made.endpoint or before.endpoint != made.endpoint:
        return made
    known: dict[str, Any] = dict(before.items())
    for name, value in shown.items():
        if name not in known or known[name] != value:
            made.set(name, value)
    return made
