"""The catalog as a Postman collection, format 2.1: a folder a group, in it one a section, in it the calls.

Address, login and password are variables of the collection; no secret is in it. Required values are filled
with samples, optional ones stand there switched off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.request import Draft, encode_body, fill_samples, sample_value

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint, Parameter, SectionSummary
    from cloudflow_tui.catalog.view import CatalogView

SCHEMA: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_TYPE: Final = "application/json"
_PLACEHOLDER: Final = re.compile(r":([A-Za-z_]\w*)")


def to_postman(view: CatalogView) -> dict[str, Any]:
    """The collection for the version of a view.

    Raises:
        CatalogError: A section cannot be read.
    """
    about = (
        f"All calls of version {view.version}. Set the variables base_url, login and password (with an API"
        " key: the e-mail of the account and the key). For XML write .xml in the place of .json."
    )
    return {
        "info": {"name": f"CloudFlow API {view.version}", "description": about, "schema": SCHEMA},
        "auth": {
            "type": "basic",
            "basic": [
                {"key": "username", "value": "{{login}}", "type": "string"},
                {"key": "password", "value": "{{password}}", "type": "string"},
            ],
        },
        "variable": [
            {"key": "base_url", "value": "https://cp.example.com", "type": "string"},
            {"key": "login", "value": "", "type": "string"},
            {"key": "password", "value": "", "type": "string"},
        ],
        "item": [
            {"name": group.title, "item": [_folder(view, section) for section in group.sections]}
            for group in view.groups
        ],
    }


def _folder(view: CatalogView, section: SectionSummary) -> dict[str, Any]:
    items = [_item(view.endpoint(summary.id)) for summary in section.endpoints]
    return {"name": section.title, "item": items}


def _item(endpoint: Endpoint) -> dict[str, Any]:
    body = _body(endpoint)
    headers = [{"key": "Accept", "value": _TYPE}]
    if body:
        headers.append({"key": "Content-Type", "value": _TYPE})
    request: dict[str, Any] = {
        "method": endpoint.method,
        "header": headers,
        "url": _url(endpoint),
        "description": _description(endpoint),
    }
    if body:
        request["body"] = {"mode": "raw", "raw": body, "options": {"raw": {"language": "json"}}}
    return {"name": endpoint.title, "request": request, "response": []}


def _url(endpoint: Endpoint) -> dict[str, Any]:
    parts = endpoint.path.strip("/").split("/")
    # A variable ends at the next slash only, so the suffix cannot stand behind one: it is part of the value.
    ends_in_variable = parts[-1].startswith(":")
    shown = parts if ends_in_variable else [*parts[:-1], f"{parts[-1]}.json"]
    url: dict[str, Any] = {"host": ["{{base_url}}"], "path": shown}
    names = _PLACEHOLDER.findall(endpoint.path)
    known = {one.name: one for one in endpoint.parameters_in("path")}
    if names:
        url["variable"] = [
            _variable(known[name], suffix=".json" if ends_in_variable and name == names[-1] else "")
            for name in names
        ]
    query = [_query(one) for one in endpoint.parameters_in("query")]
    if query:
        url["query"] = query
    sent = "&".join(f"{row['key']}={row['value']}" for row in query if not row.get("disabled"))
    url["raw"] = "/".join(["{{base_url}}", *shown]) + (f"?{sent}" if sent else "")
    return url


def _variable(parameter: Parameter, suffix: str) -> dict[str, Any]:
    value = f"{sample_value(parameter)}{suffix}"
    return {"key": parameter.name, "value": value, "description": parameter.description}


def _query(parameter: Parameter) -> dict[str, Any]:
    value = sample_value(parameter)
    shown = value[0] if isinstance(value, list) and value else value
    row: dict[str, Any] = {
        "key": parameter.name,
        "value": "" if parameter.is_flag else str(shown),
        "description": parameter.description,
    }
    if not parameter.is_required:
        row["disabled"] = True
    return row


def _body(endpoint: Endpoint) -> str:
    draft = Draft(endpoint)
    fill_samples(draft)
    return encode_body(draft, "json")


def _description(endpoint: Endpoint) -> str:
    lines = [endpoint.summary]
    if endpoint.effect != "read":
        lines.append(f"Effect: {endpoint.effect}.")
    optional = [one.name for one in endpoint.parameters_in("body") if not one.is_required]
    if optional:
        lines.append(f"Optional in the body: {', '.join(optional)}.")
    if endpoint.replaced_by:
        lines.append(f"Replaced by: {', '.join(endpoint.replaced_by)}.")
    if endpoint.notes:
        lines.append(endpoint.notes)
    lines.append("From the guide." if endpoint.basis == "guide" else "Seen in published clients.")
    return "\n\n".join(line for line in lines if line)
