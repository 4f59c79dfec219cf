"""`cloudflow-tui catalog`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.__main__ import main
from tests.catalog.samples import pets, write_section

Capture = pytest.CaptureFixture[str]


def rows(capsys: Capture, *words: str) -> list[dict[str, object]]:
    assert main(["catalog", *words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_list_has_every_endpoint(capsys: Capture) -> None:
    found = rows(capsys, "list")
    assert len(found) == 1480
    assert found[0]["id"] == "virtual_servers.list"


def test_list_of_a_section_by_effect_and_method(capsys: Capture) -> None:
    found = rows(capsys, "list", "--section", "users", "--effect", "destroy", "--method", "delete")
    assert "users.delete" in {row["id"] for row in found}
    assert {(row["section"], row["effect"], row["method"]) for row in found} == {
        ("users", "destroy", "DELETE")
    }


def test_list_as_text_tells_required_and_marks(capsys: Capture) -> None:
    assert main(["catalog", "list", "--section", "virtual_servers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    create = next(line for line in lines if line.startswith("virtual_servers.create "))
    assert "*9" in create
    assert "scheduled" in create


def test_an_unknown_section_offers_the_nearest(capsys: Capture) -> None:
    assert main(["catalog", "list", "--section", "uesrs"]) == 2
    assert "Nearest: users" in capsys.readouterr().err


def test_search(capsys: Capture) -> None:
    assert rows(capsys, "search", "create", "user", "--limit", "1")[0]["id"] == "users.create"


def test_search_without_hits_offers_words(capsys: Capture) -> None:
    assert main(["catalog", "search", "hyprvsr"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "hyprvsr" in captured.err
    assert "Nearest: hypervisor" in captured.err


def test_search_takes_a_mistyped_word(capsys: Capture) -> None:
    assert rows(capsys, "search", "fierwall", "--limit", "1")[0]["section"] == "firewalls"


@pytest.mark.parametrize("name", [["users.create"], ["POST", "/users"], ["post", "/users.json"]])
def test_show(name: list[str], capsys: Capture) -> None:
    assert main(["catalog", "show", *name]) == 0
    text = capsys.readouterr().out
    assert "users.create" in text
    assert "* login" in text


def test_show_as_json(capsys: Capture) -> None:
    assert main(["catalog", "show", "users.create", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["root"] == "user"
    assert "default" not in shown["parameters"][0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (["users.crate"], "Nearest: users.create"),
        (["GET", "/usrs"], "Nearest: users.list"),
        (["POST", "/virtual_machines"], "Name one: virtual_servers.create"),
        (["users.create", "users.list", "users.get"], "One endpoint at a time"),
    ],
)
def test_show_of_what_is_not_clear(name: list[str], told: str, capsys: Capture) -> None:
    assert main(["catalog", "show", *name]) == 2
    assert told in capsys.readouterr().err


def test_check_finds_nothing(capsys: Capture) -> None:
    assert main(["catalog", "check"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "in order" in captured.err


def test_check_of_own_files(tmp_path: Path, capsys: Capture) -> None:
    data = pets()
    data["endpoints"][0]["path"] = "pets"
    write_section(tmp_path, data)
    assert main(["catalog", "check", str(tmp_path)]) == 2
    assert "pets.list: path: 'pets' is no path" in capsys.readouterr().out
    assert main(["catalog", "check", str(tmp_path), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["kind"] == "path"


def test_check_of_a_folder_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    assert main(["catalog", "check", str(tmp_path / "nowhere")]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_own_files_of_the_configuration_are_listed(home: Path, capsys: Capture) -> None:
    write_section(home / "config" / "catalog", pets())
    assert len(rows(capsys, "list", "--section", "pets")) == 4


def test_a_broken_own_file_is_a_sentence_and_left_out(home: Path, capsys: Capture) -> None:
    data = pets()
    data["endpoints"][0]["effect"] = "looks"
    write_section(home / "config" / "catalog", data)
    assert main(["catalog", "list", "--section", "users"]) == 0
    captured = capsys.readouterr()
    assert "users.create" in captured.out
    assert "pets.json" in captured.err
    assert "endpoint 1 (pets.list)" in captured.err


def test_show_says_what_replaces_a_call(capsys: Capture) -> None:
    assert main(["catalog", "show", "virtual_servers.migrate", "--api-version", "5.4"]) == 0
    shown = capsys.readouterr().out
    assert "Replaced by: virtual_servers.migration (POST" in shown
    assert "from 5.5 on" in shown
    assert main(["catalog", "show", "virtual_servers.migration", "--api-version", "5.4"]) == 0
    shown = capsys.readouterr().out
    assert "Not there yet in 5.4." in shown
    assert "Replaces: virtual_servers.migrate" in shown


def test_list_of_a_version_and_what_is_new_in_it(capsys: Capture) -> None:
    at_5_4 = {row["id"] for row in rows(capsys, "list", "--api-version", "5.4")}
    assert "billing_plans.list" in at_5_4
    assert "buckets.list" not in at_5_4
    new = rows(capsys, "list", "--api-version", "5.6", "--new")
    assert "buckets.list" in {row["id"] for row in new}
    assert {row["since"] for row in new} == {"5.6"}


def test_search_of_a_version(capsys: Capture) -> None:
    found = rows(capsys, "search", "bucket", "--api-version", "5.4")
    assert "buckets.list" not in {row["id"] for row in found}


def test_an_unknown_version_is_the_newest_and_said(capsys: Capture) -> None:
    assert main(["catalog", "list", "--section", "version", "--api-version", "banana"]) == 0
    captured = capsys.readouterr()
    assert "version.get" in captured.out
    assert "'banana' is no version" in captured.err


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        (["openapi"], '{\n  "openapi": "3.1.0"'),
        (["openapi", "--yaml"], 'openapi: "3.1.0"'),
        (["postman"], '{\n  "info"'),
        (["markdown"], "# CloudFlow API 5.4"),
    ],
)
def test_export(words: list[str], begin: str, capsys: Capture) -> None:
    assert main(["catalog", "export", "--as", *words, "--api-version", "5.4"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(begin)
    assert captured.err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [(["--as", "opnapi"], "nearest: openapi"), (["--as", "postman", "--yaml"], "Only OpenAPI"), ([], "--as")],
)
def test_an_export_that_is_not_clear(words: list[str], told: str, capsys: Capture) -> None:
    assert main(["catalog", "export", *words]) == 2
    assert told in capsys.readouterr().err
