"""Objects that a body names by their number: one that is not there is a 404 which names its class."""

from __future__ import annotations

from typing import Any, Final

from cloudflow_tui.sandbox.calls import Call

_CHECKED_ELSEWHERE: Final = frozenset({"virtual_machine"})
"""Kinds whose making looks at its references itself, with other answers."""


def missing_reference(call: Call) -> str:
    """The kind of the first object that the body names and that is not there, "" when all are."""
    plan = call.plan
    if plan.verb == "create" and plan.kind in _CHECKED_ELSEWHERE:
        return ""
    for parameter in plan.endpoint.parameters_in("body"):
        reference = parameter.reference
        if reference is None or reference.value != "id" or "." in parameter.name:
            continue
        kind = call.schema.kind_of_list(reference.endpoint_id)
        if not kind or not call.schema.kind(kind).is_stored:
            continue
        given = call.values.get(parameter.name.removesuffix("[]"))
        for number in given if isinstance(given, list) else [given]:
            if _is_number(number) and call.store.find(kind, str(number), call.schema.kind(kind).keys) is None:
                return kind
    return ""


def _is_number(value: Any) -> bool:
    """Whether a value is meant to name an object: 0 and nothing mean none."""
    text = str(value)
    return not isinstance(value, bool) and text.isascii() and text.isdigit() and text.strip("0") != ""
