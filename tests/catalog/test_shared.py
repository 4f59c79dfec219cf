"""Calls that several kinds of servers share: one definition, filled with the words of each kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.check import check_catalog
from cloudflow_tui.catalog.index import DATA_FOLDER, section_file, write_index
from cloudflow_tui.catalog.shared import (
    in_order,
    read_shared,
    read_shipped_section,
    shared_endpoints,
    shared_file,
)
from cloudflow_tui.errors import CatalogError
from tests.catalog.samples import Data, endpoint, id_of, section, write_catalog

CATALOG = Catalog.load()
SHARED = {
    "kinds": {
        "cats": {
            "words": {"base": "/cats/:cat_id", "a_kind": "a cat", "prefix": "", "source": ""},
            "params": [id_of("cat_id")],
            "order": ["feed", "list"],
        },
        "owls": {
            "words": {"base": "/owls/:owl_id", "a_kind": "an owl", "prefix": "big_", "source": "x.test/owls"},
            "params": [id_of("owl_id")],
            "order": [],
        },
    },
    "calls": [
        {
            **{k: v for k, v in endpoint("feed", "POST", "{base}/feed").items() if k not in ("id", "params")},
            "action": "feed",
            "kinds": ["cats", "owls"],
            "summary": "Feeds {a_kind}.",
            "source": "{source}",
            "notes": "Twice a day.",
            "only": {"owls": {"notes": None, "summary": "Feeds {a_kind} at night."}},
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog of cats and owls with the shared call."""
    (tmp_path / "shared").mkdir()
    shared_file(tmp_path).write_text(json.dumps(SHARED), encoding="utf-8")
    listed = {"success": 200, "list": True}
    rows = [
        section(endpoint("list", "GET", f"/{name}", section=name, responses=listed), name=name)
        for name in ("cats", "owls", "dogs")
    ]
    return write_catalog(tmp_path, *rows)


def test_each_kind_has_its_own_words(folder: Path) -> None:
    cat, owl = shared_endpoints("cats", SHARED)[0], shared_endpoints("owls", SHARED)[0]
    assert (cat["id"], cat["path"], cat["summary"]) == ("cats.feed", "/cats/:cat_id/feed", "Feeds a cat.")
    assert (owl["id"], owl["path"]) == ("owls.big_feed", "/owls/:owl_id/feed")
    assert (owl["summary"], owl["source"]) == ("Feeds an owl at night.", "x.test/owls")
    assert (cat["notes"], "notes" in owl, "source" in cat) == ("Twice a day.", False, False)
    assert [row["name"] for row in owl["params"]] == ["owl_id"]
    assert shared_endpoints("dogs", SHARED) == []


def test_sections_index_and_check_hold_them(folder: Path) -> None:
    assert [row.id for row in read_shipped_section("cats", folder).endpoints] == ["cats.feed", "cats.list"]
    assert [row.id for row in read_shipped_section("owls", folder).endpoints] == [
        "owls.list",
        "owls.big_feed",
    ]
    assert [row.id for row in read_shipped_section("dogs", folder).endpoints] == ["dogs.list"]
    assert '"owls.big_feed"' in (folder / "index.json").read_text(encoding="utf-8")
    assert check_catalog(folder) == []


def test_the_check_looks_into_them(folder: Path) -> None:
    broken: Data = json.loads(json.dumps(SHARED))
    broken["calls"][0]["effect"] = "looks"
    shared_file(folder).write_text(json.dumps(broken), encoding="utf-8")
    assert {("effect", "cats.feed"), ("effect", "owls.big_feed")} <= {
        (row.kind, row.where) for row in check_catalog(folder)
    }


@pytest.mark.parametrize("text", ["", "[]", '{"kinds": [], "calls": []}', "{"])
def test_a_file_that_cannot_be_used(text: str, folder: Path) -> None:
    shared_file(folder).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"server_calls\.json"):
        read_shared(folder)
    assert "unreadable" in {row.kind for row in check_catalog(folder)}


def test_a_word_that_no_kind_has(folder: Path) -> None:
    broken: Data = json.loads(json.dumps(SHARED))
    broken["calls"][0]["summary"] = "Feeds {food}."
    shared_file(folder).write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(CatalogError, match=r"\{food\}"):
        write_index(folder)
    assert "shared" in {row.kind for row in check_catalog(folder)}


def test_in_order() -> None:
    assert in_order("cats", ["cats.new", "cats.list", "cats.feed", "cats.old"], SHARED) == [2, 1, 0, 3]
    assert in_order("dogs", ["b", "a"], SHARED) == [0, 1]


def test_what_ships_stands_in_one_place_only() -> None:
    """No section file repeats what the shared calls make for it."""
    shared = read_shared()
    for name in shared["kinds"]:
        own = json.loads(section_file(name).read_text(encoding="utf-8"))
        made = {row["id"] for row in shared_endpoints(name, shared)}
        assert made
        assert made & {row["id"] for row in own["endpoints"]} == set()
        assert made <= {row.id for row in CATALOG.sections[name].endpoints}


def test_every_kind_of_server_can_be_started_and_stopped() -> None:
    kinds = set(read_shared()["kinds"]) - {"hypervisors"}
    for name in kinds:
        assert CATALOG.endpoint(f"{name}.startup").method == "POST"
        assert CATALOG.endpoint(f"{name}.stop").is_dangerous
    assert CATALOG.endpoint("application_servers.startup").summary == "Powers an application server on."
    assert CATALOG.endpoint("hypervisors.server_startup").path == (
        "/hypervisors/:hypervisor_id/virtual_machines/:virtual_machine_id/startup"
    )


def test_every_key_and_word_of_the_definitions_is_used() -> None:
    shared = read_shared()
    for call in shared["calls"]:
        assert set(call["kinds"]) <= set(shared["kinds"]), call["action"]
        assert set(call.get("only", {})) <= set(call["kinds"]), call["action"]
        assert len(call["kinds"]) > 1, call["action"]
    assert shared_file().is_relative_to(DATA_FOLDER)
