"""The shipped data as a whole: counts, form, schema, and what must be marked."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cloudflow_tui.catalog import Catalog, Endpoint, Parameter
from cloudflow_tui.catalog.files import read_section
from cloudflow_tui.catalog.index import DATA_FOLDER, read_groups
from cloudflow_tui.catalog.layout import section_text
from cloudflow_tui.catalog.shared import read_shipped_section
from cloudflow_tui.redact.names import is_secret_name

FILES = sorted((DATA_FOLDER / "sections").glob("*.json"))


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def endpoints() -> list[Endpoint]:
    return [endpoint for file in FILES for endpoint in read_shipped_section(file.stem).endpoints]


@pytest.fixture(scope="module")
def parameters(endpoints: list[Endpoint]) -> list[Parameter]:
    return [parameter for endpoint in endpoints for parameter in endpoint.parameters]


def test_counts(endpoints: list[Endpoint], parameters: list[Parameter]) -> None:
    """A change of the data changes these figures; here it is seen whether it was meant."""
    assert len(FILES) == 130
    assert len(endpoints) == 1480
    assert len({endpoint.id for endpoint in endpoints}) == 1480
    assert len(parameters) == 5718
    assert sum(parameter.is_required for parameter in parameters) == 1974
    assert Counter(row.effect for row in endpoints) == {"read": 529, "change": 773, "destroy": 178}
    assert Counter(row.basis for row in endpoints) == {"guide": 135, "client": 1345}
    assert sum(not row.is_complete for row in endpoints) == 936
    assert sum(row.is_scheduled for row in endpoints) == 288
    assert sum(row.is_dangerous for row in endpoints) == 342
    assert sum(parameter.reference is not None for parameter in parameters) == 1754


def test_every_file_fits_the_schema_and_its_layout() -> None:
    schema = read(DATA_FOLDER / "schema.json")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for file in FILES:
        data = read(file)
        assert [error.message for error in validator.iter_errors(data)] == [], file.name
        assert file.read_text(encoding="utf-8") == section_text(data), file.name


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("effect",), "reads"),
        (("method",), "FETCH"),
        (("path",), "users"),
        (("id",), "users"),
        (("responses", "success"), 404),
        (("params", 0, "type"), "text"),
        (("params", 0, "in"), "header"),
        (("params", 0, "label"), "login"),
        (("params", 0, "since"), "six"),
        (("params", 0, "colour"), "red"),
    ],
)
def test_the_schema_refuses(place: tuple[str | int, ...], value: object) -> None:
    data = read(DATA_FOLDER / "sections" / "users.json")
    part = data["endpoints"][0]
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert not Draft202012Validator(read(DATA_FOLDER / "schema.json")).is_valid(data)


def test_every_key_of_the_schema_is_described() -> None:
    schema = read(DATA_FOLDER / "schema.json")
    for part in (schema, *schema["$defs"].values()):
        assert part["description"].endswith(".")
        for name, key in part["properties"].items():
            assert "$ref" in key or key["description"].endswith("."), name


def test_files_become_models_without_loss() -> None:
    """Each key of a file is found again in the model that it is read into."""
    for file in FILES:
        section, data = read_section(file), read(file)
        assert (section.id, section.title, section.group) == (data["section"], data["title"], data["group"])
        assert (section.source, section.notes) == (data.get("source", ""), data.get("notes", ""))
        assert [as_data(endpoint) for endpoint in section.endpoints] == [
            as_complete(endpoint) for endpoint in data["endpoints"]
        ]


def as_complete(data: dict[str, Any]) -> dict[str, Any]:
    """An endpoint of a file without what says no more than its absence does."""
    params = [{key: value for key, value in row.items() if value is not False or key == "example"
               or key == "default"} for row in data.get("params", [])]  # fmt: skip
    responses = {key: value for key, value in data["responses"].items() if value is not False}
    rest = {key: value for key, value in data.items() if key not in ("params", "responses")}
    silent = {"complete": True, "asynchronous": False, "dangerous": False}
    rest = {key: value for key, value in rest.items() if silent.get(key) is not value}
    return {**rest, "params": params, "responses": responses}


def as_data(endpoint: Endpoint) -> dict[str, Any]:
    """An endpoint as its file has it."""
    answer = endpoint.answer
    attributes = [
        kept(
            name=row.name, type=row.type, description=row.description, since=row.since, until=row.until,
            version_basis=told(row.version_basis),
        )
        for row in answer.attributes
    ]  # fmt: skip
    return {
        **kept(
            id=endpoint.id,
            title=endpoint.title,
            method=endpoint.method,
            path=endpoint.path,
            summary=endpoint.summary,
            basis=endpoint.basis,
            effect=endpoint.effect,
            since=endpoint.since,
            until=endpoint.until,
            version_basis=told(endpoint.version_basis),
            replaced_by=list(endpoint.replaced_by),
            root=endpoint.root,
            request_example=endpoint.request_example or None,
            asynchronous=endpoint.is_scheduled,
            dangerous=endpoint.is_dangerous,
            notes=endpoint.notes,
            source=endpoint.source,
        ),
        **({} if endpoint.is_complete else {"complete": False}),
        "params": [parameter_as_data(parameter) for parameter in endpoint.parameters],
        "responses": {
            "success": answer.status,
            **kept(root=answer.root, list=answer.is_list, attributes=attributes),
        },
    }


def parameter_as_data(parameter: Parameter) -> dict[str, Any]:
    reference = parameter.reference
    refers = {} if reference is None else kept(
        refers_to=reference.endpoint_id, label=reference.label, scope=list(reference.scope),
        value="" if reference.value == "id" else reference.value,
    )  # fmt: skip
    values = {"default": parameter.default, "example": parameter.example}
    limits = {
        "min": parameter.minimum,
        "max": parameter.maximum,
        "min_length": parameter.min_length,
        "max_length": parameter.max_length,
    }
    return {
        "name": parameter.name,
        "in": parameter.place,
        "type": parameter.type,
        **kept(
            items=parameter.item_type,
            required=parameter.is_required,
            description=parameter.description,
            enum=list(parameter.enum),
            since=parameter.since,
            until=parameter.until,
            version_basis=told(parameter.version_basis),
            read_only=parameter.is_read_only,
            secret=parameter.is_secret,
            flag=parameter.is_flag,
            beside_root=parameter.is_beside_root,
            unit=parameter.unit,
        ),
        **{key: value for key, value in values.items() if repr(value) != "UNSET"},
        **{key: value for key, value in limits.items() if value is not None},
        **refers,
    }


def told(version_basis: str) -> str:
    """What the files say of it: nothing for the guide."""
    return "" if version_basis == "guide" else version_basis


def kept(**values: object) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def test_what_is_named_like_a_secret_is_marked(parameters: list[Parameter]) -> None:
    assert [row.name for row in parameters if is_secret_name(row.name) and not row.is_secret] == []


def test_private_keys_are_secrets_though_their_name_is_plain() -> None:
    key = next(
        row for row in Catalog.load().endpoint("cdn_ssl_certificates.create").parameters if row.name == "key"
    )
    assert key.is_secret


def test_bare_words_and_keys_beside_the_root(endpoints: list[Endpoint]) -> None:
    flags = {(row.id, one.name) for row in endpoints for one in row.parameters if one.is_flag}
    assert flags == {
        ("transactions.get", "log"),
        ("transactions.list", "detailed"),
        ("user_statistics.hourly", "hourly_stats"),
        ("users.list_short", "short"),
    }
    beside = {(row.id, one.name) for row in endpoints for one in row.parameters if one.is_beside_root}
    assert beside == {
        ("org_networks.create", "user_group_id"),
        ("vs_disks.migrate", "disk_id"),
        ("vs_disks.migrate", "type"),
        ("vs_disks.migrate", "virtual_machine_identifier"),
    }


def test_versions_of_calls_that_took_each_other_over() -> None:
    catalog = Catalog.load()
    assert catalog.summary("virtual_servers.migrate").until == "5.4"
    assert catalog.summary("virtual_servers.migration").since == "5.5"
    assert catalog.summary("billing_plans.list").until == "5.5"
    assert catalog.summary("buckets.list").since == "5.6"


def test_limits_and_units_come_from_the_descriptions() -> None:
    found = {row.name: row for row in Catalog.load().endpoint("users.create").parameters}
    assert (found["login"].min_length, found["login"].max_length) == (2, 40)
    memory = next(
        row for row in Catalog.load().endpoint("virtual_servers.create").parameters if row.name == "memory"
    )
    assert (memory.unit, memory.minimum) == ("MB", None)


def test_lists_say_what_they_hold(parameters: list[Parameter]) -> None:
    lists = [row for row in parameters if row.type == "array"]
    assert sum(row.item_type is not None for row in lists) / len(lists) > 0.9
    assert [row.name for row in lists if row.name.endswith("_ids[]") and row.item_type != "integer"] == []
    assert [row.name for row in parameters if row.item_type is not None and row.type != "array"] == []


def test_groups_name_every_section_once() -> None:
    names = [name for _, names in read_groups() for name in names]
    assert sorted(names) == [file.stem for file in FILES]


def test_no_file_of_the_data_is_left_out_of_the_package() -> None:
    """Everything in the folder is what the loader, the index or an editor reads."""
    assert {path.name for path in DATA_FOLDER.iterdir()} == {
        "client_faults.json",
        "effects.json",
        "groups.json",
        "index.json",
        "links.json",
        "schema.json",
        "sections",
        "shared",
        "vocabulary.json",
        "words.json",
    }
