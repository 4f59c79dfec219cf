"""What a check finds, and the list that checks add to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]
"""A section, endpoint or parameter as it stands in a file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction."""

    where: str
    """Id of the endpoint (and the parameter), section or file."""
    kind: str
    """A word or two, the same for all findings of one sort."""
    message: str


class Findings:
    """Findings of one run, in the order in which they were made."""

    def __init__(self) -> None:
        self.rows: list[Finding] = []

    def add(self, kind: str, where: str, message: str) -> None:
        self.rows.append(Finding(where, kind, message))


def parameters_of(endpoint: Data, place: str | None = None) -> list[Data]:
    """The parameters of an endpoint, in one place or all."""
    return [row for row in endpoint.get("params", []) if place in (None, row.get("in"))]


def attributes_of(endpoint: Data) -> list[Data]:
    attributes: list[Data] = endpoint.get("responses", {}).get("attributes", [])
    return attributes


def words_of(endpoint: Data, key: str) -> str:
    """A text of an endpoint, "" when it has none."""
    return str(endpoint.get(key) or "")
