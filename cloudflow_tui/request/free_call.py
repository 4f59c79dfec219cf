"""Endpoints for calls that the catalog does not know, made from what can be seen of them."""

from __future__ import annotations

from cloudflow_tui.catalog.models import Answer, Effect, Endpoint, Parameter

_EFFECTS: dict[str, Effect] = {"GET": "read", "DELETE": "destroy"}
_SUCCESS = {"GET": 200, "POST": 201, "PUT": 204, "PATCH": 204, "DELETE": 204}


def endpoint_of_call(method: str, path: str) -> Endpoint:
    """An endpoint that says of a call only what can be seen: `:name` parts of the path are its parameters."""
    return Endpoint(
        id="",
        title=f"{method} {path}",
        method=method,
        path=path,
        group="",
        section="",
        summary="A call that the catalog does not know.",
        effect=_EFFECTS.get(method, "change"),
        answer=Answer(_SUCCESS.get(method, 200)),
        parameters=tuple(
            Parameter(name=name, place="path", type="string", is_required=True)
            for name in _placeholders(path)
        ),
        basis="client",
        is_complete=False,
        notes="Not in the catalog: neither its parameters nor its answers are known.",
    )


def _placeholders(path: str) -> list[str]:
    return [part[1:] for part in path.split("/") if part.startswith(":") and len(part) > 1]
