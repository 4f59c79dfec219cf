"""The catalog as an OpenAPI 3.1 document, for one version of the API.

Addresses carry the suffix `.json`, which every server understands; the same calls answer XML under `.xml`.
Calls that several endpoints share become one operation. What OpenAPI has no word for stands in `x-` keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.interchange.openapi_operation import operation_of
from cloudflow_tui.interchange.openapi_schemas import Schema

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint
    from cloudflow_tui.catalog.view import CatalogView

SUFFIX: Final = ".json"
_PLACEHOLDER: Final = re.compile(r":([A-Za-z_]\w*)")
_ABOUT: Final = (
    "REST API of CloudFlow (OnApp). The suffix of an address picks the format: the same call with .xml in the"
    " place of .json takes and answers XML. Facts marked x-basis: client come from published clients, not"
    " from the guide; where x-complete is false, parameters may be missing."
)
_LOGIN: Final = "Login and password."
_KEY: Final = "E-mail of the account as user name, API key as password."


def to_openapi(view: CatalogView) -> dict[str, Any]:
    """The document for the version of a view.

    Raises:
        CatalogError: A section cannot be read.
    """
    components: dict[str, Schema] = {}
    paths: dict[str, dict[str, Any]] = {}
    for calls in _shared_calls(view):
        path = _PLACEHOLDER.sub(r"{\1}", calls[0].path) + SUFFIX
        paths.setdefault(path, {})[calls[0].method.lower()] = operation_of(
            calls, view.sections[calls[0].section].title, components
        )
    sections = [section for group in view.groups for section in group.sections]
    return {
        "openapi": "3.1.0",
        "info": {"title": "CloudFlow API", "version": view.version, "description": _ABOUT},
        "servers": [
            {
                "url": "{scheme}://{host}",
                "description": "The Control Panel.",
                "variables": {
                    "scheme": {"default": "https", "enum": ["https", "http"]},
                    "host": {"default": "cp.example.com", "description": "Name and port."},
                },
            }
        ],
        "security": [{"login": []}, {"apiKey": []}],
        "tags": [{"name": section.title, "x-group": section.group} for section in sections],
        "x-tagGroups": [
            {"name": group.title, "tags": [section.title for section in group.sections]}
            for group in view.groups
        ],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "login": {"type": "http", "scheme": "basic", "description": _LOGIN},
                "apiKey": {"type": "http", "scheme": "basic", "description": _KEY},
            },
            "schemas": {**_error_schema(), **dict(sorted(components.items()))},
            "responses": _error_responses(),
        },
    }


def _shared_calls(view: CatalogView) -> Iterator[Sequence[Endpoint]]:
    """Endpoints in the order of the tree, those of one method and path together, placeholders named alike."""
    found: dict[tuple[str, str], list[Endpoint]] = {}
    names: dict[str, str] = {}
    for summary in view.endpoints:
        shape = _PLACEHOLDER.sub(":", summary.path)
        path = names.setdefault(shape, summary.path)
        endpoint = view.endpoint(summary.id)
        renamed = endpoint if endpoint.path == path else _renamed(endpoint, path)
        found.setdefault((summary.method, shape), []).append(renamed)
    yield from found.values()


def _renamed(endpoint: Endpoint, path: str) -> Endpoint:
    """The endpoint with the placeholders of another path of the same shape."""
    from dataclasses import replace

    new = dict(zip(_PLACEHOLDER.findall(endpoint.path), _PLACEHOLDER.findall(path), strict=True))
    parameters = tuple(
        replace(one, name=new[one.name]) if one.place == "path" else one for one in endpoint.parameters
    )
    return replace(endpoint, path=path, parameters=parameters)


def _error_schema() -> dict[str, Schema]:
    messages: Schema = {"type": "array", "items": {"type": "string"}}
    return {
        "Errors": {
            "description": "By the age of the server: a list, messages by attribute, or one text.",
            "type": "object",
            "properties": {
                "errors": {"anyOf": [messages, {"type": "object", "additionalProperties": messages}]},
                "error": {"type": "string"},
            },
        }
    }


def _error_responses() -> dict[str, Any]:
    told = {
        "BadRequest": "The body cannot be read.",
        "Unauthorized": "Wrong credentials.",
        "Forbidden": "The request is well formed but cannot be carried out; often a permission is missing.",
        "NotFound": "Wrong address, or no such object.",
        "Unprocessable": "The parameters are erroneous.",
        "ServerFault": "A fault of the server, often told as an HTML page.",
    }
    schema = {"$ref": "#/components/schemas/Errors"}
    content = {"application/json": {"schema": schema}, "application/xml": {"schema": schema}}
    return {name: {"description": text, "content": content} for name, text in told.items()}
