"""Small section files and catalog folders for tests, whole and right unless told otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cloudflow_tui.catalog.index import write_index

Data = dict[str, Any]


def parameter(name: str, place: str = "body", type: str = "string", **more: object) -> Data:
    return {"name": name, "in": place, "type": type, "description": "What it is.", **more}


def id_of(name: str) -> Data:
    """A path parameter."""
    return parameter(name, "path", "integer", required=True)


def endpoint(
    action: str, method: str, path: str, *params: Data, section: str = "pets", **more: object
) -> Data:
    """An endpoint with the usual effect and status of its method."""
    effects = {"GET": "read", "DELETE": "destroy"}
    statuses = {"GET": 200, "POST": 201}
    row: Data = {
        "id": f"{section}.{action}",
        "title": action.replace("_", " ").capitalize(),
        "method": method,
        "path": path,
        "summary": "Does it.",
        "basis": "guide",
        "effect": effects.get(method, "change"),
        "params": list(params),
        "responses": {"success": statuses.get(method, 204)},
        **more,
    }
    if row["effect"] == "destroy":
        row["dangerous"] = True
    return row


def section(*endpoints: Data, name: str = "pets", group: str = "Animals", **more: object) -> Data:
    return {"section": name, "title": name.capitalize(), "group": group, "endpoints": list(endpoints), **more}


def pets() -> Data:
    """A section with a list, one object, a create and a delete."""
    attributes = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
    return section(
        endpoint(
            "list",
            "GET",
            "/pets",
            responses={"success": 200, "root": "pets", "list": True, "attributes": attributes},
        ),
        endpoint(
            "show",
            "GET",
            "/pets/:pet_id",
            id_of("pet_id"),
            responses={"success": 200, "root": "pet", "attributes": attributes},
        ),
        endpoint(
            "create",
            "POST",
            "/pets",
            parameter("name", required=True),
            parameter("mother_id", type="integer", refers_to="pets.list", label="name"),
            root="pet",
            request_example={"pet": {"name": "Rex"}},
        ),
        endpoint("delete", "DELETE", "/pets/:pet_id", id_of("pet_id")),
    )


def write_section(folder: Path, data: Data) -> Path:
    """A file for the section, named after it; makes the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{data['section']}.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def write_catalog(folder: Path, *sections: Data) -> Path:
    """A whole catalog: sections, their order and an index that is up to date."""
    for data in sections:
        write_section(folder / "sections", data)
    groups: dict[str, list[str]] = {}
    for data in sections:
        groups.setdefault(data["group"], []).append(data["section"])
    order = [{"group": title, "sections": names} for title, names in groups.items()]
    (folder / "groups.json").write_text(json.dumps({"groups": order}), encoding="utf-8")
    write_index(folder)
    return folder
