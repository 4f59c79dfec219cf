"""The rules of `lint`: a table with stable ids, read from `data/rules.json`. Knows no request.

Ids never change: scripts and reports name them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from cloudflow_tui.errors import UsageError

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    id: str
    severity: Severity
    """error: the call fails or does something else; warning: likely a fault; info: worth knowing."""
    area: str
    title: str
    explanation: str
    """What happens, and why."""


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the table."""
    rows = json.loads((Path(__file__).parent / "data" / "rules.json").read_text(encoding="utf-8"))
    return tuple(Rule(row["id"], row["severity"], row["area"], row["title"], row["text"]) for row in rows)


@cache
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in rules()}


def rule_of(id: str) -> Rule:
    """The rule of an id.

    Raises:
        UsageError: There is none; names the nearest.
    """
    found = _by_id().get(id)
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(id, _by_id(), 3, 0.5)
        advice = f"Nearest: {', '.join(near)}." if near else "See: cloudflow-tui lint --rules"
        raise UsageError(f"No rule is called {id!r}.", advice=advice)
    return found


def known_rules(ids: Iterable[str]) -> frozenset[str]:
    """The ids, once each of them is known.

    Raises:
        UsageError: One is not.
    """
    return frozenset(rule_of(id).id for id in ids)


def search_rules(text: str) -> tuple[Rule, ...]:
    """The rules that have all words of a text in their id, title or explanation; all for an empty text."""
    words = text.casefold().split()
    return tuple(
        rule
        for rule in rules()
        if all(word in f"{rule.id} {rule.area} {rule.title} {rule.explanation}".casefold() for word in words)
    )


def rules_markdown() -> str:
    """The table for README."""
    lines = ["| rule | severity | what it finds |", "| --- | --- | --- |"]
    lines += [f"| `{rule.id}` | {rule.severity} | {rule.title} |" for rule in rules()]
    return "\n".join(lines) + "\n"
