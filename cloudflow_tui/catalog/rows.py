"""Rows of the index and the summaries that they stand for. Opens no files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cloudflow_tui.catalog.models import Endpoint, EndpointSummary

COLUMNS = (
    "id",
    "title",
    "method",
    "path",
    "effect",
    "required",
    "marks",
    "since",
    "until",
    "query",
    "parameters",
    "replaced_by",
)
"""What a row of the index holds, in this order; from marks on, several words stand with blanks between."""


def summary_of_endpoint(endpoint: Endpoint) -> EndpointSummary:
    """What the tree, the filter and the palette need of an endpoint."""
    required = endpoint.required
    return EndpointSummary(
        id=endpoint.id,
        title=endpoint.title,
        method=endpoint.method,
        path=endpoint.path,
        group=endpoint.group,
        section=endpoint.section,
        effect=endpoint.effect,
        required_count=len(required),
        is_scheduled=endpoint.is_scheduled,
        is_dangerous=endpoint.is_dangerous,
        basis=endpoint.basis,
        is_complete=endpoint.is_complete,
        since=endpoint.since,
        parameter_names=tuple(parameter.name for parameter in endpoint.parameters),
        until=endpoint.until,
        required_query=tuple(parameter.name for parameter in required if parameter.place == "query"),
        replaced_by=endpoint.replaced_by,
    )


def row_of_summary(summary: EndpointSummary) -> list[object]:
    """The row of the index for a summary; group and section stand above the rows."""
    marks = (
        ("scheduled", summary.is_scheduled),
        ("dangerous", summary.is_dangerous),
        ("client", summary.basis == "client"),
        ("partial", not summary.is_complete),
    )
    return [
        summary.id,
        summary.title,
        summary.method,
        summary.path,
        summary.effect,
        summary.required_count,
        " ".join(word for word, is_so in marks if is_so),
        summary.since,
        summary.until,
        " ".join(summary.required_query),
        " ".join(summary.parameter_names),
        " ".join(summary.replaced_by),
    ]


def summaries_of_rows(rows: Sequence[Sequence[Any]], section: str, group: str) -> tuple[EndpointSummary, ...]:
    """The summaries of one section.

    Raises:
        ValueError: A row has too few or too many columns.
    """
    made = []
    for row in rows:
        id, title, method, path, effect, required, marks, since, until, query, parameters, replaced_by = row
        made.append(
            EndpointSummary(
                id,
                title,
                method,
                path,
                group,
                section,
                effect,
                required,
                "scheduled" in marks,
                "dangerous" in marks,
                "client" if "client" in marks else "guide",
                "partial" not in marks,
                since,
                tuple(parameters.split(" ")) if parameters else (),
                until,
                tuple(query.split(" ")) if query else (),
                tuple(replaced_by.split(" ")) if replaced_by else (),
            )
        )
    return tuple(made)
