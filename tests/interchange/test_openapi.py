"""The OpenAPI export: valid, whole, and true to the catalog."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.interchange.openapi import to_openapi
from tests.catalog.samples import endpoint, id_of, parameter, section, write_section

CATALOG = Catalog.load()
METHODS = ("get", "post", "put", "patch", "delete")


@cache
def document(version: str = "") -> dict[str, Any]:
    return to_openapi(CATALOG.at(version))


def operations(version: str = "") -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, item[method])
        for path, item in document(version)["paths"].items()
        for method in METHODS
        if method in item
    ]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with the components that its references lead to beside it."""
    return {**schema, "components": document()["components"]}


def test_it_is_valid() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_a_small_catalog_is_valid_in_an_old_version() -> None:
    OpenAPIV31SpecValidator(
        {**document("2.0"), "paths": dict(list(document("2.0")["paths"].items())[:40])}
    ).validate()


@pytest.mark.parametrize("version", ["", "5.4"])
def test_every_endpoint_of_the_version_is_in_it_once(version: str) -> None:
    named = [name for _, _, operation in operations(version) for name in operation["x-endpoints"]]
    assert sorted(named) == sorted(row.id for row in CATALOG.at(version).endpoints)


def test_ids_of_operations_and_shapes_of_paths_are_unique() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", one) for one in ids)
    shapes = [re.sub(r"\{\w+\}", "{}", path) for path in document()["paths"]]
    assert len(set(shapes)) == len(shapes)


def test_paths_have_the_suffix_and_their_parameters() -> None:
    for _, path, operation in operations():
        assert path.endswith(".json")
        named = {row["name"] for row in operation.get("parameters", []) if row["in"] == "path"}
        assert set(re.findall(r"\{(\w+)\}", path)) == named, path


def test_both_ways_to_sign_in_and_both_media_types() -> None:
    schemes = document()["components"]["securitySchemes"]
    assert {name: scheme["scheme"] for name, scheme in schemes.items()} == {
        "login": "basic",
        "apiKey": "basic",
    }
    for _, path, operation in operations():
        for part in (operation.get("requestBody"), *operation["responses"].values()):
            if part and "content" in part:
                assert set(part["content"]) == {"application/json", "application/xml"}, path


def test_examples_of_bodies_fit_their_schemas() -> None:
    wrong = []
    for method, path, operation in operations():
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is None:
            continue
        validator = Draft202012Validator(resolved(body["schema"]))
        for example in body["examples"].values():
            wrong += [
                f"{method} {path}: {error.message}" for error in validator.iter_errors(example["value"])
            ]
    assert wrong == []


def test_what_an_operation_says() -> None:
    create = document()["paths"]["/users.json"]["post"]
    body = create["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["user"]
    assert set(body["properties"]["user"]["required"]) == {"login", "email", "password"}
    login = body["properties"]["user"]["properties"]["login"]
    assert (login["minLength"], login["maxLength"]) == (2, 40)
    assert body["properties"]["user"]["properties"]["role_ids"]["items"] == {"type": ["integer", "string"]}
    assert body["properties"]["user"]["properties"]["password"]["writeOnly"]
    assert (create["x-effect"], create["x-basis"], create["x-complete"]) == ("change", "guide", False)
    assert {"201", "400", "401", "403", "404", "422", "500"} == set(create["responses"])
    listed = document()["paths"]["/users.json"]["get"]["responses"]["200"]["content"]["application/json"]
    assert listed["schema"]["type"] == "array"
    assert list(listed["schema"]["items"]["properties"]) == ["user"]


def test_statuses_and_headers_of_reads() -> None:
    paths = document()["paths"]
    plain = paths["/users.json"]["get"]["responses"]
    assert {"200", "401", "403", "404", "500"} == set(plain)
    assert set(plain["200"]["headers"]) == {"X-Page", "X-Limit", "X-Total"}
    assert "headers" not in paths["/users/{user_id}.json"]["get"]["responses"]["200"]
    with_body = [
        operation for method, _, operation in operations() if method == "get" and "requestBody" in operation
    ]
    assert with_body
    assert all({"400", "422"} <= set(operation["responses"]) for operation in with_body)


def test_what_is_replaced_is_deprecated_and_says_by_what() -> None:
    old = document("5.4")["paths"]["/virtual_machines/{virtual_machine_id}/migrate.json"]["post"]
    assert old["deprecated"]
    assert old["x-replaced-by"] == ["virtual_servers.migration"]
    new = document()["paths"]["/virtual_machines/{virtual_machine_id}/migration.json"]["post"]
    assert new["x-since"] == "5.5"
    assert "deprecated" not in new


def test_a_version_has_what_it_had() -> None:
    assert document("5.4")["info"]["version"] == "5.4"
    assert "/billing_plans.json" in document("5.4")["paths"]
    assert "/billing/buckets.json" not in document("5.4")["paths"]
    assert "/billing_plans.json" not in document()["paths"]


def test_endpoints_that_share_a_call_are_one_operation(tmp_path: Path) -> None:
    rows = [
        endpoint(
            "feed", "POST", "/pets/:pet_id", id_of("pet_id"), parameter("food", required=True), root="pet"
        ),
        endpoint("wash", "POST", "/pets/:pet_id", id_of("pet_id"), parameter("soap"), effect="destroy"),
        endpoint("show", "GET", "/pets/:animal_id", id_of("animal_id"), parameter("q", "query")),
    ]
    write_section(tmp_path, section(*rows))
    catalog = Catalog.load(tmp_path)
    assert catalog.warnings == ()
    found = to_openapi(catalog.at(""))["paths"]["/pets/{pet_id}.json"]
    assert found["post"]["x-endpoints"] == ["pets.feed", "pets.wash"]
    assert found["post"]["x-effect"] == "destroy"
    schemas = found["post"]["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    assert [schema["title"] for schema in schemas] == ["Feed", "Wash"]
    assert schemas[0]["required"] == ["pet"]
    assert [row["name"] for row in found["get"]["parameters"]] == ["pet_id", "q"]


def test_it_holds_no_secret_of_examples() -> None:
    text = json.dumps(document())
    assert "Authorization" not in text


def test_a_generated_client_lists_users(tmp_path: Path) -> None:
    """Runs where the generator is installed; it is too large to be asked of everybody."""
    pytest.importorskip("openapi_python_client", reason="openapi-python-client is not installed")
    from tests.interchange.generated_client import logins_from_generated_client

    assert "admin" in logins_from_generated_client(document(), tmp_path)
