"""The live filter: what is found, and what comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog import Catalog, EndpointSummary, SearchIndex, nearest, search
from cloudflow_tui.catalog.rows import summary_of_endpoint
from cloudflow_tui.catalog.search_index import EndpointRows
from tests.catalog.search_queries import QUERIES
from tests.factories import make_endpoint

ROWS = Catalog.load().endpoints
INDEX = SearchIndex(ROWS)


def ids(text: str, limit: int | None = 50) -> list[str]:
    return [row.id for row in search(ROWS, text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("create user", "users.create"),
        ("user create", "users.create"),
        ("  CREATE-user ", "users.create"),
        ("add user", "users.create"),
        ("users.create", "users.create"),
        ("users.list_short", "users.list_short"),
        ("list users", "users.list"),
        ("delete user", "users.delete"),
        ("migrate", "virtual_servers.migrate"),
        ("reboot", "virtual_servers.reboot"),
        ("add vm", "virtual_servers.create"),
        ("create virtual server", "virtual_servers.create"),
        ("GET /users", "users.list"),
        ("/users", "users.list"),
        ("/users/17", "users.get"),
        ("PUT /users/17.json", "users.update"),
        ("POST /virtual_machines/:virtual_machine_id/startup", "virtual_servers.startup"),
        ("/virtual_machines/7/disks", "vs_disks.list_by_vs"),
        ("version", "version.get"),
        ("api key", "users.generate_api_key"),
    ],
)
def test_the_first_hit(text: str, first: str) -> None:
    assert ids(text, 1) == [first]


def test_migrate_means_the_migration_calls() -> None:
    assert all("migrat" in id for id in ids("migrate", 8))


def test_the_method_of_a_call_is_kept() -> None:
    assert {row.method for row in search(ROWS, "DELETE /users", None)} == {"DELETE"}


def test_a_parameter_name_finds_the_calls_that_have_it() -> None:
    found = search(ROWS, "initial_root_password", None)
    assert found
    assert all(any("initial_root_password" in name for name in row.parameter_names) for row in found)


def test_a_whole_parameter_name_comes_before_its_parts() -> None:
    first = search(ROWS, "billing_plan_id", 5)
    assert all("billing_plan_id" in row.parameter_names for row in first)


def test_an_empty_text_is_everything_in_order() -> None:
    assert search(ROWS, " ", None) == list(ROWS)
    assert search(ROWS, "", 3) == list(ROWS[:3])
    assert len(search(ROWS, "e", 7)) == 7


def test_equals_keep_the_order_of_the_tree() -> None:
    rows = [summary_of_endpoint(make_endpoint(id, title="Show it")) for id in ("b.it", "a.it", "c.it")]
    assert [row.id for row in search(rows, "show it")] == ["b.it", "a.it", "c.it"]


def test_the_index_and_the_function_agree() -> None:
    assert INDEX.find("firewall rule") == search(ROWS, "firewall rule") == search(list(ROWS), "firewall rule")


def test_why_an_endpoint_is_found() -> None:
    create = next(row for row in ROWS if row.id == "users.create")
    assert INDEX.matched(create, "users time_zone") == ("time_zone",)
    assert INDEX.matched(create, "create user") == ()


def test_words_that_were_mistyped() -> None:
    assert ids("fierwall", 1) == ids("firewall", 1)
    assert all("firewall" in id for id in ids("fierwall rule", 4))
    assert ids("hypervisr", 1) == ["hypervisors.list"]
    assert ids("virtaul machnie", 20)
    assert ids("qqqqqqqq") == []


def test_the_table_of_queries() -> None:
    found = {text: ids(text, 3) for text, _ in QUERIES}
    assert len(found) >= 60
    assert [(text, found[text]) for text, wanted in QUERIES if wanted not in found[text]] == []
    first = sum(found[text][0] == wanted for text, wanted in QUERIES)
    assert first / len(QUERIES) >= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypervisor", "compute resource"),
        ("virtual machine", "virtual server"),
        ("hypervisor group", "compute zone"),
        ("data store group", "data store zone"),
        ("license", "licence"),
        ("vm", "virtual machine"),
    ],
)
def test_old_and_new_words_find_the_same(one: str, other: str) -> None:
    assert set(ids(one, 10)) & set(ids(other, 10))
    assert ids(one, 1) == ids(other, 1)


def test_billing_plan_and_bucket_stand_for_each_other() -> None:
    assert "buckets.list" in ids("list billing plans")
    assert "billing_plans.list" in ids("list buckets")


def test_words_of_descriptions_and_notes_find_too_but_come_last() -> None:
    rows = [summary_of_endpoint(make_endpoint(id)) for id in ("a.cow", "b.dog", "c.pony")]
    told = {"b.dog": "barks at the pony"}
    found = search(EndpointRows(rows, lambda: told), "pony")
    assert [row.id for row in found] == ["c.pony", "b.dog"]
    assert [row.id for row in search(rows, "pony")] == ["c.pony"]
    assert "virtual_servers.startup" in ids("temporary login")


def test_nearest_words_when_nothing_is_found() -> None:
    assert nearest(ROWS, "fierwall rule")[0] == "firewall"
    assert nearest(ROWS, "user") == ()
    assert nearest(ROWS, "qqqqqqq") == ()


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    assert len(search(ROWS, text, 5)) <= 5
    INDEX.nearest(text)


@given(st.sampled_from(ROWS))
def test_every_endpoint_is_first_by_its_id_and_found_by_its_call(row: EndpointSummary) -> None:
    assert row in search(ROWS, row.id, 3)
    assert row in search(ROWS, f"{row.method} {row.path}", None)
