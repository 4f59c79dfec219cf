"""Lint: a pasted request held against the catalog, and its answer held against the request.

    report = lint(pasted, catalog, version="6.7")
    better = corrected(pasted, catalog)

Sends nothing, executes nothing. Every finding belongs to a rule of the table in `rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.findings import Finding, Report
from cloudflow_tui.diagnosis.lint_access import check_access
from cloudflow_tui.diagnosis.lint_address import check_address
from cloudflow_tui.diagnosis.lint_answer import check_answer
from cloudflow_tui.diagnosis.lint_body import check_body
from cloudflow_tui.diagnosis.lint_command import check_command
from cloudflow_tui.diagnosis.lint_format import check_format
from cloudflow_tui.diagnosis.lint_parameters import check_parameters
from cloudflow_tui.diagnosis.look import Findings, Look, look_at
from cloudflow_tui.diagnosis.rules import SEVERITIES

if TYPE_CHECKING:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.diagnosis.pasted import PastedRequest

MAX_FIXES = 40
MAX_FINDINGS = 200
_CHECKS: tuple[Callable[[Look], Findings], ...] = (
    check_command,
    check_address,
    check_access,
    check_format,
    check_body,
    check_parameters,
    check_answer,
)


def lint(pasted: PastedRequest, catalog: Catalog, version: str = "", *, off: Iterable[str] = ()) -> Report:
    """What is wrong with a pasted request, the gravest first.

    Args:
        version: Of the cloud; "" judges no versions.
        off: Ids of rules that are not wanted.
    """
    look = look_at(pasted, catalog, version)
    unwanted = frozenset(off)
    found: dict[tuple[str, str, str], Finding] = {}
    for check in _CHECKS:
        for finding in check(look):
            if finding.rule not in unwanted:
                safe = replace(
                    finding,
                    message=pasted.masked(finding.message),
                    evidence=pasted.masked(finding.evidence),
                )
                found.setdefault((finding.rule, finding.parameter, safe.message), safe)
    ordered = sorted(found.values(), key=lambda one: (SEVERITIES.index(one.severity), one.spot))
    return Report(pasted, look.call, tuple(ordered[:MAX_FINDINGS]))


def corrected(pasted: PastedRequest, catalog: Catalog, version: str = "") -> PastedRequest:
    """The request with every sure fix applied, one after the other, each on the outcome of those before."""
    tried: set[tuple[str, str, str]] = set()
    for _ in range(MAX_FIXES):
        finding = next(
            (
                one
                for one in lint(pasted, catalog, version).findings
                if one.fix is not None and one.fix.is_sure and _key(one) not in tried
            ),
            None,
        )
        if finding is None or finding.fix is None:
            break
        tried.add(_key(finding))
        pasted = finding.fix.apply(pasted)
    return pasted


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.parameter, finding.message
