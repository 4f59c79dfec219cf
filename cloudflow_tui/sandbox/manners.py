"""How servers of another age answer: which attributes they know, and the forms of 2.x.

Works on results, before they are written; nothing here changes an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from cloudflow_tui.sandbox.answers import sentences
from cloudflow_tui.sandbox.calls import Call, Result
from cloudflow_tui.sandbox.options import version_key
from cloudflow_tui.sandbox.schema import Plan
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.walking import NOT_FOUND

_ERRORS_SINCE: Final = (2, 3)
"""Before it an error was one text under `error`."""
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.000\+00:00")
_AS_TEXT: Final = frozenset(
    {"payment_amount", "monthly_bandwidth_used", "outstanding_amount", "total_amount"}
)
"""Decimals that were texts."""
_BLANK: Final = frozenset({"firewall_rule"})
"""Kinds whose edits were answered with one space."""


def later_attributes(plans: Iterable[Plan], version: tuple[int, int]) -> dict[str, frozenset[str]]:
    """Kind → attributes that its objects did not have yet."""
    later: dict[str, set[str]] = {}
    known: dict[str, set[str]] = {}
    for plan in plans:
        for attribute in plan.endpoint.answer.attributes:
            since = version_key(attribute.since)
            # A call that says nothing of the age of an attribute does not make it old.
            if since is not None:
                (later if since > version else known).setdefault(plan.kind, set()).add(attribute.name)
    return {kind: frozenset(names - known.get(kind, set())) for kind, names in later.items()}


def without(result: Result, names: frozenset[str]) -> Result:
    """A result whose objects lack these attributes."""
    value: Any = result.value
    if isinstance(value, list):
        rows = [_cut(row, names) if isinstance(row, dict) else row for row in value]
        return replace(result, value=rows)
    return replace(result, value=_cut(value, names)) if isinstance(value, dict) else result


def unlike_attributes(plan: Plan, known: Mapping[str, str]) -> dict[str, str]:
    """Attribute → type, of those that this call shows in another type than its kind has."""
    return {name: type_ for name, type_ in plan.attributes if known.get(name, type_) != type_}


def conformed(result: Result, types: Mapping[str, str]) -> Result:
    """A result whose objects have these attributes in these types."""
    value: Any = result.value
    rows = value if isinstance(value, list) else [value]
    made = [
        {name: _as(types[name], inner) if name in types else inner for name, inner in row.items()}
        if isinstance(row, dict)
        else row
        for row in rows
    ]
    return replace(result, value=made if isinstance(value, list) else made[0])


def _as(type_: str, value: Any) -> Any:
    if value is None:
        return None
    if type_ == "integer":
        return int(value) if isinstance(value, bool | int | float) or str(value).isdecimal() else None
    if type_ == "string":
        return value if isinstance(value, str) else str(value)
    if type_ == "boolean":
        return bool(value)
    if type_ == "array":
        return value if isinstance(value, list) else [value]
    if type_ == "object":
        return value if isinstance(value, dict) else None
    return value


def with_text_ids(result: Result) -> Result:
    """A result whose objects have their ids as text, which a few kinds do."""
    value: Any = result.value
    if isinstance(value, list):
        return replace(result, value=[_text_id(row) if isinstance(row, dict) else row for row in value])
    return replace(result, value=_text_id(value)) if isinstance(value, dict) else result


def _text_id(row: Object) -> Object:
    return {**row, "id": str(row["id"])} if isinstance(row.get("id"), int) else row


def _cut(row: Object, names: frozenset[str]) -> Object:
    return {name: value for name, value in row.items() if name not in names}


def old_result(call: Call, result: Result) -> Result:
    """A result in the forms of 2.x."""
    if result.errors is not None:
        return old_errors(result, call.world.api_version)
    plan = call.plan
    status = result.status or plan.endpoint.answer.status
    if status == 204:
        return _old_edit(call)
    if plan.endpoint.path.endswith("/network_joins") and plan.verb == "create":
        # The compute resource or zone that it was added to, not the join.
        return replace(
            result, value=_old(call.target, False), element=call.target_kind, kind=call.target_kind
        )
    return replace(result, value=_old(result.value, plan.element.endswith(("_stat", "_stats"))))


def _old_edit(call: Call) -> Result:
    """An edit or a removal: nothing in a body, but an edited server whole."""
    kind = call.target_kind
    if call.plan.endpoint.method == "PUT" and kind == "virtual_machine" and call.plan.verb == "alter":
        path = f"/virtual_machines/{(call.target or {}).get('id')}"
        return Result(_old(call.target, False), kind, status=201, location=path, kind=kind)
    return Result(status=200, text=" " if kind in _BLANK else "{}")


def old_errors(result: Result, api_version: str) -> Result:
    """Errors as one list of sentences, before 2.3 as one text; what is not there had no name."""
    texts = sentences(result.errors or [])
    if result.status == 404:
        texts = [NOT_FOUND]
    is_oldest = (version_key(api_version) or _ERRORS_SINCE) < _ERRORS_SINCE
    return replace(result, errors=", ".join(texts) if is_oldest else texts)


def _old(value: Any, is_statistic: bool, name: str = "") -> Any:
    """Data with moments that end in Z and decimals of statistics as texts."""
    if isinstance(value, Mapping):
        return {key: _old(inner, is_statistic, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_old(inner, is_statistic) for inner in value]
    if isinstance(value, str):
        match = _MOMENT.fullmatch(value)
        return f"{match[1]}Z" if match else value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_id = name == "id" or name.endswith("_id")
    if is_number and ((is_statistic and not is_id) or name in _AS_TEXT):
        return str(float(value))
    return value
