"""The Postman collection, held against the structure of format 2.1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.interchange.postman import to_postman

CATALOG = Catalog.load()
TEXT = {"type": "string"}
PAIR = {
    "type": "object",
    "required": ["key", "value"],
    "properties": {
        "key": TEXT,
        "value": TEXT,
        "type": TEXT,
        "description": TEXT,
        "disabled": {"type": "boolean"},
    },
    "additionalProperties": False,
}
PAIRS = {"type": "array", "items": PAIR}
STRUCTURE: dict[str, Any] = {
    "type": "object",
    "required": ["info", "item"],
    "additionalProperties": False,
    "properties": {
        "info": {
            "type": "object",
            "required": ["name", "schema"],
            "properties": {
                "name": TEXT,
                "description": TEXT,
                "schema": {"const": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
            },
            "additionalProperties": False,
        },
        "auth": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": ["basic"]}, "basic": PAIRS},
            "additionalProperties": False,
        },
        "variable": PAIRS,
        "item": {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/folder"}, {"$ref": "#/$defs/call"}]}},
    },
    "$defs": {
        "folder": {
            "type": "object",
            "required": ["name", "item"],
            "properties": {"name": TEXT, "item": {"$ref": "#/properties/item"}},
            "additionalProperties": False,
        },
        "call": {
            "type": "object",
            "required": ["name", "request", "response"],
            "properties": {
                "name": TEXT,
                "response": {"type": "array", "maxItems": 0},
                "request": {
                    "type": "object",
                    "required": ["method", "header", "url"],
                    "properties": {
                        "method": {"enum": ["GET", "POST", "PUT", "PATCH", "DELETE"]},
                        "header": PAIRS,
                        "description": TEXT,
                        "url": {
                            "type": "object",
                            "required": ["raw", "host", "path"],
                            "properties": {
                                "raw": TEXT,
                                "host": {"type": "array", "items": TEXT},
                                "path": {"type": "array", "items": TEXT},
                                "query": PAIRS,
                                "variable": PAIRS,
                            },
                            "additionalProperties": False,
                        },
                        "body": {
                            "type": "object",
                            "required": ["mode", "raw"],
                            "properties": {
                                "mode": {"const": "raw"},
                                "raw": TEXT,
                                "options": {"type": "object"},
                            },
                            "additionalProperties": False,
                        },
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
    },
}


def calls(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if "item" in item:
            yield from calls(item["item"])
        else:
            yield item


@pytest.mark.parametrize("version", ["", "5.4"])
def test_it_has_the_structure_and_every_endpoint(version: str) -> None:
    view = CATALOG.at(version)
    collection = to_postman(view)
    assert [error.message for error in Draft202012Validator(STRUCTURE).iter_errors(collection)] == []
    assert len(list(calls(collection["item"]))) == len(view.endpoints)
    assert [folder["name"] for folder in collection["item"]] == [group.title for group in view.groups]


def test_every_variable_of_a_path_has_a_value_and_the_suffix_is_there() -> None:
    for item in calls(to_postman(CATALOG.at(""))["item"]):
        url = item["request"]["url"]
        placeholders = [part[1:] for part in url["path"] if part.startswith(":")]
        values = {row["key"]: row["value"] for row in url.get("variable", [])}
        assert placeholders == list(values), item["name"]
        filled = [values[part[1:]] if part.startswith(":") else part for part in url["path"]]
        assert all(filled), item["name"]
        assert filled[-1].endswith(".json"), item["name"]


def test_create_user() -> None:
    users = next(item for item in calls(to_postman(CATALOG.at(""))["item"]) if item["name"] == "Create user")
    request = users["request"]
    assert (request["method"], request["url"]["raw"]) == ("POST", "{{base_url}}/users.json")
    assert '"login"' in request["body"]["raw"]
    assert {"key": "Content-Type", "value": "application/json"} in request["header"]
    assert "Optional in the body: first_name" in request["description"]


def test_no_secret_is_in_it() -> None:
    variables = {row["key"]: row["value"] for row in to_postman(CATALOG.at(""))["variable"]}
    assert variables["password"] == variables["login"] == ""
