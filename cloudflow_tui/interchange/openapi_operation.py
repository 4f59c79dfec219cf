"""One operation of the OpenAPI export: what an endpoint, or several that share a call, take and answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.interchange.openapi_schemas import (
    Schema,
    answer_schema,
    body_schema,
    facts_of,
    parameter_schema,
)
from cloudflow_tui.request import Draft, encode_body, fill_samples, sample_value

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter

_STATUSES: Final = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "422": "Unprocessable",
    "500": "ServerFault",
}
_PAGING: Final = {
    "X-Page": "Number of this page; newer servers.",
    "X-Limit": "Rows of a page; newer servers.",
    "X-Total": "Rows in all; newer servers.",
}
"""Headers of a list → what they say."""
_MEANINGS: Final = {
    200: "Done.",
    201: "Accepted; longer work goes on in a transaction.",
    204: "Done; no content.",
}


def operation_of(calls: Sequence[Endpoint], tag: str, components: dict[str, Schema]) -> dict[str, Any]:
    """The operation of endpoints that share method and path.

    Args:
        tag: Under which it is listed.
        components: Schemas of answers by name; those that are needed are added.
    """
    first = calls[0]
    operation: dict[str, Any] = {
        "operationId": first.id.replace(".", "_"),
        "summary": first.title if len(calls) == 1 else " / ".join(call.title for call in calls),
        "description": "\n\n".join(_told(call, is_one_of_many=len(calls) > 1) for call in calls),
        "tags": [tag],
    }
    if all(call.replaced_by for call in calls):
        operation["deprecated"] = True
    parameters = _parameters(calls)
    if parameters:
        operation["parameters"] = parameters
    body = _request_body(calls)
    if body:
        operation["requestBody"] = body
    operation["responses"] = _responses(calls, components)
    if first.source:
        operation["externalDocs"] = {"url": f"https://{first.source}"}
    return {**operation, **_facts(calls)}


def _told(call: Endpoint, *, is_one_of_many: bool) -> str:
    lead = f"**{call.title}** (`{call.id}`): " if is_one_of_many else ""
    return lead + " ".join(text for text in (call.summary, call.notes) if text)


def _facts(calls: Sequence[Endpoint]) -> dict[str, Any]:
    worst = max(calls, key=lambda call: ("read", "change", "destroy").index(call.effect))
    first = calls[0]
    facts = {
        "x-endpoints": [call.id for call in calls],
        "x-effect": worst.effect,
        "x-basis": first.basis,
        "x-complete": all(call.is_complete for call in calls),
        "x-scheduled": any(call.is_scheduled for call in calls),
        "x-dangerous": any(call.is_dangerous for call in calls),
    }
    versions = {
        "x-since": first.since,
        "x-until": first.until,
        "x-version-basis": first.version_basis if first.since or first.until else "",
        "x-replaced-by": [name for call in calls for name in call.replaced_by],
        "x-replaces": [name for call in calls for name in call.replaces],
    }
    return {**facts, **{key: value for key, value in versions.items() if value}}


def _parameters(calls: Sequence[Endpoint]) -> list[dict[str, Any]]:
    """Parameters of path and query; of several calls a query parameter is required when all require it."""
    found: dict[tuple[str, str], Parameter] = {}
    for call in calls:
        for parameter in call.parameters:
            if parameter.place != "body":
                found.setdefault((parameter.place, parameter.name), parameter)
    rows = []
    for (place, name), parameter in found.items():
        needed = all(any(one.name == name and one.is_required for one in call.parameters) for call in calls)
        row: dict[str, Any] = {"name": name, "in": place}
        if place == "path" or needed:
            row["required"] = True
        if parameter.description:
            row["description"] = parameter.description
        row["schema"] = {"type": "string"} if parameter.is_flag else parameter_schema(parameter)
        if parameter.is_flag:
            row["allowEmptyValue"] = True
        elif place == "path":
            row["example"] = sample_value(parameter)
        rows.append({**row, **facts_of(parameter)})
    return rows


def _request_body(calls: Sequence[Endpoint]) -> dict[str, Any] | None:
    with_body = [call for call in calls if call.parameters_in("body")]
    if not with_body:
        return None
    drafts = [_filled(call) for call in with_body]
    schemas = [
        {
            **body_schema(draft.endpoint, draft.shape),
            **({"title": draft.endpoint.title} if len(drafts) > 1 else {}),
        }
        for draft in drafts
    ]
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    examples = {draft.endpoint.id: draft for draft in drafts}
    as_json = {
        name: {"value": json.loads(encode_body(draft, "json") or "{}")} for name, draft in examples.items()
    }
    as_xml = {name: {"value": encode_body(draft, "xml")} for name, draft in examples.items()}
    body: dict[str, Any] = {
        "content": {
            "application/json": {"schema": schema, "examples": as_json},
            "application/xml": {"schema": schema, "examples": as_xml},
        }
    }
    if len(with_body) == len(calls) and all(_needs_body(call) for call in calls):
        body["required"] = True
    return body


def _needs_body(call: Endpoint) -> bool:
    return any(one.is_required for one in call.parameters_in("body"))


def _filled(call: Endpoint) -> Draft:
    """A draft with what is required, or with everything where nothing is."""
    draft = Draft(call)
    fill_samples(draft)
    if not draft.values("body"):
        fill_samples(draft, only_required=False)
    return draft


def _responses(calls: Sequence[Endpoint], components: dict[str, Schema]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for call in calls:
        status = str(call.answer.status)
        if status not in found:
            found[status] = _success(call, components)
    for status in _STATUSES:
        if status in _unneeded(calls):
            continue
        found[status] = {"$ref": f"#/components/responses/{_STATUSES[status]}"}
    return found


def _unneeded(calls: Sequence[Endpoint]) -> set[str]:
    """Statuses that a call does not come to: a read without parameters has nothing that can be wrong."""
    has_body = any(call.parameters_in("body") for call in calls)
    must_ask = all(
        any(one.is_required and not one.is_flag for one in call.parameters_in("query")) for call in calls
    )
    is_plain_read = calls[0].method == "GET" and not has_body and not must_ask
    return {status for status, left_out in (("400", not has_body), ("422", is_plain_read)) if left_out}


def _success(call: Endpoint, components: dict[str, Schema]) -> dict[str, Any]:
    answer = call.answer
    row: dict[str, Any] = {"description": _MEANINGS.get(answer.status, "Done.")}
    if answer.status == 204:
        return row
    schema: Schema = {}
    if answer.attributes or answer.root:
        schema = _component(call, components)
        if answer.root and [one.name for one in answer.attributes] != [answer.root]:
            key = _element(answer.root) if answer.is_list else answer.root
            schema = {"type": "object", "properties": {key: schema}}
    if answer.is_list:
        schema = {"type": "array", "items": schema}
        row["headers"] = {name: _whole(text) for name, text in _PAGING.items()}
    row["content"] = {"application/json": {"schema": schema}, "application/xml": {"schema": schema}}
    return row


def _whole(text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "integer", "minimum": 0}}


def _element(root: str) -> str:
    """What a member of a list is called, whose root may be in the plural: `users`, `ip_addresses`."""
    if root.endswith("ies"):
        return f"{root[:-3]}y"
    if root.endswith(("ss", "us", "nsx")):
        return root
    return root[:-2] if root.endswith("sses") else root.removesuffix("s")


def _component(call: Endpoint, components: dict[str, Schema]) -> Schema:
    """A reference to the schema of the object; equal objects of one root share one."""
    schema = answer_schema(call.answer.attributes)
    base = "".join(part.capitalize() for part in (call.answer.root or call.id.replace(".", "_")).split("_"))
    name, number = base, 1
    while components.setdefault(name, schema) != schema:
        number += 1
        name = f"{base}{number}"
    return {"$ref": f"#/components/schemas/{name}"}
