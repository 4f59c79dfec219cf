"""Every kind of contradiction is found in data that was broken that way, and none in what is right."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cloudflow_tui.catalog.check import Finding, check_catalog
from cloudflow_tui.catalog.index import DATA_FOLDER, write_index
from tests.catalog.samples import (
    Data,
    endpoint,
    id_of,
    parameter,
    pets,
    section,
    write_catalog,
    write_section,
)

Break = Callable[[Data], object]


def found_in(folder: Path, data: Data) -> list[Finding]:
    write_section(folder, data)
    return check_catalog(folder)


def test_nothing_is_found_in_the_shipped_catalog() -> None:
    assert check_catalog() == []


def test_nothing_is_found_in_own_files_that_are_right(tmp_path: Path) -> None:
    assert found_in(tmp_path, pets()) == []


def set_key(number: int, key: str, value: object) -> Break:
    """Break a key of one endpoint."""
    return lambda data: data["endpoints"][number].update({key: value})


def set_param(number: int, **values: object) -> Break:
    """Break the first parameter of one endpoint."""
    return lambda data: data["endpoints"][number]["params"][0].update(values)


def set_reference(**values: object) -> Break:
    """Break the parameter of `create` that refers to the list."""
    return lambda data: data["endpoints"][2]["params"][1].update(values)


def set_answer(number: int, **values: object) -> Break:
    return lambda data: data["endpoints"][number]["responses"].update(values)


def add(row: Data) -> Break:
    return lambda data: data["endpoints"].append(row)


def add_param(number: int, row: Data) -> Break:
    return lambda data: data["endpoints"][number]["params"].append(row)


LIST, SHOW, CREATE, DELETE = range(4)
TWICE = [{"name": "id", "type": "integer"}, {"name": "id", "type": "integer"}]
BROKEN: list[tuple[str, str, Break]] = [
    ("unknown key", "pets.show", set_key(SHOW, "colour", "red")),
    ("missing key", "pets.show", set_key(SHOW, "title", "")),
    ("missing key", "pets.create name", set_param(CREATE, description=" ")),
    ("shape", "pets.show", set_key(SHOW, "params", {})),
    ("shape", "pets.show", set_key(SHOW, "responses", [])),
    ("shape", "pets.show", set_key(SHOW, "notes", 7)),
    ("shape", "pets.show", set_key(SHOW, "complete", "yes")),
    ("shape", "pets.create name", set_param(CREATE, secret=1)),
    ("shape", "pets.list", set_answer(LIST, list="yes")),
    ("section", "pets", lambda data: data.update(endpoints=[])),
    ("source", "pets.show", set_key(SHOW, "source", "https://docs.example.com/pets")),
    ("duplicate title", "pets", set_key(SHOW, "title", "List ")),
    ("placeholder name", "pets", lambda data: rename_placeholder(data["endpoints"][SHOW], "animal_id")),
    ("placeholder name", "pets.show", lambda data: rename_placeholder(data["endpoints"][SHOW], "id")),
    ("root", "pets.feed", add(endpoint("feed", "POST", "/feedings", parameter("food")))),
    ("root", "pets.create pet.name", set_param(CREATE, name="pet.name")),
    ("root", "pets.show pet_id", set_param(SHOW, beside_root=True)),
    ("id", "cats.show", set_key(SHOW, "id", "cats.show")),
    ("id", "pets.Show", set_key(SHOW, "id", "pets.Show")),
    ("duplicate id", "pets.list", set_key(SHOW, "id", "pets.list")),
    ("method", "pets.show", set_key(SHOW, "method", "FETCH")),
    ("effect", "pets.show", set_key(SHOW, "effect", "looks")),
    ("effect", "pets.show", set_key(SHOW, "effect", "change")),
    ("effect", "pets.show", set_key(SHOW, "asynchronous", True)),
    ("effect", "pets.delete", set_key(DELETE, "dangerous", False)),
    ("effect", "pets.delete", lambda data: data["endpoints"][DELETE].update(effect="change", title="Drop")),
    ("effect", "pets.delete", lambda data: data["endpoints"][DELETE].update(effect="read", dangerous=False)),
    ("basis", "pets.show", set_key(SHOW, "basis", "rumour")),
    ("path", "pets.list", set_key(LIST, "path", "/pets.json")),
    ("path", "pets.list", set_key(LIST, "path", "pets")),
    ("version", "pets.show", set_key(SHOW, "since", "six")),
    ("version", "pets.create name", set_param(CREATE, since="6.4", until="6.3")),
    ("status", "pets.show", set_answer(SHOW, success=404)),
    ("status", "pets.create", set_answer(CREATE, success=200)),
    ("list", "pets.list", set_answer(LIST, list=False)),
    ("list", "pets.delete", set_answer(DELETE, list=True)),
    ("type", "pets.show -> id", set_answer(SHOW, attributes=[{"name": "id", "type": "number of pets"}])),
    ("duplicate attribute", "pets.show", set_answer(SHOW, attributes=TWICE)),
    ("placeholder", "pets.show", set_key(SHOW, "params", [])),
    ("placeholder", "pets.list", set_key(LIST, "params", [id_of("pet_id")])),
    ("placeholder", "pets.show pet_id", set_param(SHOW, required=False)),
    ("placeholder", "pets.show", set_key(SHOW, "path", "/pets/:pet_id/of/:pet_id")),
    ("duplicate parameter", "pets.create", add_param(CREATE, parameter("name"))),
    ("parameter name", "pets.create na me", set_param(CREATE, name="na me")),
    ("place", "pets.create name", set_param(CREATE, **{"in": "header"})),
    ("place", "pets.list name", set_key(LIST, "params", [parameter("name")])),
    ("type", "pets.create name", set_param(CREATE, type="text")),
    ("type", "pets.create name[]", set_param(CREATE, name="name[]", type="boolean")),
    ("type", "pets.create name.first", add_param(CREATE, parameter("name.first"))),
    ("type", "pets.create name", set_param(CREATE, items="string")),
    ("type", "pets.create name[]", set_param(CREATE, name="name[]", type="array", items="text")),
    ("flag", "pets.create name", set_param(CREATE, flag=True)),
    ("basis", "pets.create name", set_param(CREATE, since="6.1", version_basis="rumour")),
    (
        "version",
        "pets.list -> a",
        set_answer(LIST, attributes=[{"name": "a", "type": "string", "since": "x"}]),
    ),
    ("successor", "pets.show", set_key(SHOW, "replaced_by", ["pets.nowhere"])),
    ("successor", "pets.show", set_key(SHOW, "replaced_by", "pets.list")),
    ("successor", "pets.show", set_key(SHOW, "replaced_by", ["pets.show"])),
    ("enum", "pets.create name", set_param(CREATE, enum=[])),
    ("enum", "pets.create name", set_param(CREATE, enum=[1])),
    ("enum", "pets.create name", set_param(CREATE, enum=["a", "a"])),
    ("default", "pets.create name", set_param(CREATE, default=7)),
    ("default", "pets.create name", set_param(CREATE, default="c", enum=["a", "b"])),
    ("example", "pets.create mother_id", set_reference(example="7")),
    ("limit", "pets.create name", set_param(CREATE, min=1)),
    ("limit", "pets.create name", set_param(CREATE, min_length="two")),
    ("limit", "pets.create name", set_param(CREATE, min_length=5, max_length=4)),
    ("limit", "pets.create mother_id", set_reference(min=1, example=0)),
    ("limit", "pets.create name", set_param(CREATE, max_length=2, example="Rex")),
    ("request example", "pets.create", set_key(CREATE, "request_example", {"name": "Rex"})),
    ("request example", "pets.create", set_key(CREATE, "request_example", {"pet": {"mother_id": 7}})),
    ("request example", "pets.create", set_key(CREATE, "request_example", {"pet": {"name": "R", "age": 1}})),
    ("request example", "pets.create", set_key(CREATE, "request_example", {"pet": {"name": 7}})),
    ("request example", "pets.create", set_key(CREATE, "request_example", {"pet": {"name": "R"}, "a": 1})),
    ("request example", "pets.show", set_key(SHOW, "request_example", {})),
    ("same call", "GET /pets/:", add(endpoint("again", "GET", "/pets/:pet_id", id_of("pet_id")))),
    ("same call", "GET /users", add(endpoint("users", "GET", "/users", parameter("x", "query"), title="X"))),
    ("reference", "pets.create mother_id", set_reference(refers_to="pets.nowhere")),
    ("reference", "pets.create mother_id", set_reference(refers_to="pets.show")),
    ("reference", "pets.create mother_id", set_reference(label="colour")),
    ("reference", "pets.create mother_id", set_reference(value="colour")),
    ("reference", "pets.create mother_id", set_reference(scope=["pet_id"])),
    ("reference", "pets.create mother_id", set_reference(refers_to="ssh_keys.list", scope=["user_id"])),
    ("reference", "pets.create mother_id", lambda data: data["endpoints"][CREATE]["params"][1].pop("label")),
    ("reference", "pets.create name", set_param(CREATE, label="name")),
    ("unreadable", "pets", lambda data: data.update({"$schema": 7})),
]


def rename_placeholder(row: Data, name: str) -> None:
    row["path"] = f"/pets/:{name}"
    row["params"][0]["name"] = name


@pytest.mark.parametrize(
    ("kind", "where", "break_it"), BROKEN, ids=[f"{row[0]}-{i}" for i, row in enumerate(BROKEN)]
)
def test_what_is_broken_is_found(kind: str, where: str, break_it: Break, tmp_path: Path) -> None:
    data = pets()
    break_it(data)
    assert (kind, where) in {(row.kind, row.where) for row in found_in(tmp_path, data)}


@pytest.mark.parametrize("text", ['{"section": ', "[1]", ""])
def test_a_file_that_is_no_section(text: str, tmp_path: Path) -> None:
    (tmp_path / "pets.json").write_text(text, encoding="utf-8")
    assert {row.kind for row in check_catalog(tmp_path)} <= {"unreadable", "shape"}
    assert check_catalog(tmp_path)


def test_the_name_of_a_file_is_that_of_its_section(tmp_path: Path) -> None:
    (tmp_path / "cats.json").write_text(json.dumps(pets()), encoding="utf-8")
    assert "section" in {row.kind for row in check_catalog(tmp_path)}


def test_notes_may_explain_what_looks_wrong(tmp_path: Path) -> None:
    data = pets()
    data["endpoints"][CREATE]["responses"]["success"] = 200
    data["endpoints"][CREATE]["notes"] = "Answers 200."
    data["endpoints"][SHOW].update(effect="change", notes="Feeds it on the way.")
    assert found_in(tmp_path, data) == []


def test_an_own_endpoint_may_take_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    own = section(endpoint("get", "GET", "/version", section="version"), name="version", group="System")
    assert found_in(tmp_path, own) == []


def test_references_to_shipped_lists_are_right(tmp_path: Path) -> None:
    data = pets()
    data["endpoints"][CREATE]["params"][1].update(refers_to="users.list", label="login")
    assert found_in(tmp_path, data) == []


def test_a_whole_catalog(tmp_path: Path) -> None:
    assert check_catalog(write_catalog(tmp_path, pets())) == []


def test_an_index_that_is_out_of_date(tmp_path: Path) -> None:
    write_catalog(tmp_path, pets())
    data = pets()
    data["endpoints"][SHOW]["title"] = "One pet"
    write_section(tmp_path / "sections", data)
    assert [row.kind for row in check_catalog(tmp_path)] == ["index"]
    (tmp_path / "index.json").unlink()
    assert [row.kind for row in check_catalog(tmp_path)] == ["index"]


@pytest.mark.parametrize(
    ("groups", "where"),
    [
        ([{"group": "Animals", "sections": ["pets", "pets"]}], "pets"),
        ([{"group": "Animals", "sections": ["pets", "cats"]}], "cats"),
        ([{"group": "Plants", "sections": ["pets"]}], "pets"),
        ([], "pets"),
        ([{}], "groups.json"),
    ],
)
def test_an_order_that_does_not_fit(groups: list[Data], where: str, tmp_path: Path) -> None:
    write_catalog(tmp_path, pets())
    (tmp_path / "groups.json").write_text(json.dumps({"groups": groups}), encoding="utf-8")
    assert ("group", where) in {(row.kind, row.where) for row in check_catalog(tmp_path)}


def test_a_copy_of_the_shipped_catalog_with_one_slip(tmp_path: Path) -> None:
    """One word changed in one of 130 files is the one thing that is found."""
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder)
    file = folder / "sections" / "users.json"
    text = file.read_text(encoding="utf-8").replace('"refers_to": "roles.list"', '"refers_to": "rolls.list"')
    file.write_text(text, encoding="utf-8")
    write_index(folder)
    found = check_catalog(folder)
    assert {row.kind for row in found} == {"reference"}
    assert all("rolls.list" in row.message for row in found)
