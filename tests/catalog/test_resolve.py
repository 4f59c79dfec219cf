"""From calls as people write them to endpoints."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog import Catalog, EndpointSummary
from cloudflow_tui.catalog.resolve import Resolver
from cloudflow_tui.catalog.rows import summary_of_endpoint
from cloudflow_tui.errors import AmbiguousCallError, UnknownEndpointError
from tests.factories import make_endpoint

CATALOG = Catalog.load()


@pytest.mark.parametrize(
    ("call", "endpoint_id", "values"),
    [
        ("GET /users", "users.list", {}),
        ("get users.json", "users.list", {}),
        ("GET //users.xml", "users.list", {}),
        ("GET /users/", "users.list", {}),
        ("GET /users.JSON?page=2#top", "users.list", {}),
        ("GET /users.json/page/2/per_page/4", "users.list", {"page": "2", "per_page": "4"}),
        ("GET /users/per_page/4.json", "users.list", {"per_page": "4"}),
        ("GET /users?short", "users.list_short", {}),
        ("GET /users.json?page=2&short", "users.list_short", {}),
        ("PUT /users/17.xml", "users.update", {"user_id": "17"}),
        ("PUT /users/a%2Fb", "users.update", {"user_id": "a%2Fb"}),
        ("PUT /users/:user_id", "users.update", {}),
        ("PUT /users/{id}.json", "users.update", {}),
        ("GET https://cp.example.com/users/17.json?x=1", "users.get", {"user_id": "17"}),
        ("GET https://ann:pw@cp.example.com:8443/panel/users/17", "users.get", {"user_id": "17"}),
        ("GET http://cp.example.com/a/b/version.json", "version.get", {}),
        ("GET /virtual_machines", "virtual_servers.list", {}),
        ("GET /virtual_machines?q=web", "virtual_servers.search", {}),
        ("POST /virtual_machines/a1/startup.json", "virtual_servers.startup", {"virtual_machine_id": "a1"}),
    ],
)  # fmt: skip
def test_calls(call: str, endpoint_id: str, values: dict[str, str]) -> None:
    method, target = call.split(" ", 1)
    found = CATALOG.resolve_call(method, target)
    assert (found.summary.id, found.values) == (endpoint_id, values)


def test_a_dot_in_a_word_is_no_suffix() -> None:
    found = CATALOG.resolve_call("PUT", "/virtual_machines/7/acceleration.enable.json")
    assert found.summary.path == "/virtual_machines/:virtual_machine_id/acceleration.enable"
    assert found.values == {"virtual_machine_id": "7"}


def test_fixed_words_win_over_placeholders() -> None:
    rows = [
        summary_of_endpoint(make_endpoint("a.one", path="/pets/:pet_id")),
        summary_of_endpoint(make_endpoint("a.search", path="/pets/search")),
        summary_of_endpoint(make_endpoint("a.toys", path="/pets/:pet_id/toys")),
        summary_of_endpoint(make_endpoint("a.make", "POST", "/pets/search")),
    ]
    resolver = Resolver(rows)
    assert resolver.resolve("GET", "/pets/search").summary.id == "a.search"
    assert resolver.resolve("GET", "/pets/7").summary.id == "a.one"
    # A fixed word that leads nowhere is an id after all.
    assert resolver.resolve("GET", "/pets/search/toys").values == {"pet_id": "search"}


def test_paging_that_the_endpoint_does_not_know_is_told_apart() -> None:
    rows = [summary_of_endpoint(make_endpoint("a.list", path="/pets"))]
    found = Resolver(rows).resolve("GET", "/pets.json/page/2")
    assert (found.values, found.extra_paging) == ({}, (("page", "2"),))


def test_the_path_alone_asks_which_body_is_meant() -> None:
    with pytest.raises(AmbiguousCallError) as caught:
        CATALOG.resolve_call("POST", "/virtual_machines")
    assert caught.value.choices == (
        "virtual_servers.create",
        "virtual_servers.create_from_instance_package",
        "virtual_servers.create_vcenter",
        "virtual_servers.create_from_ova",
    )


@pytest.mark.parametrize(
    ("call", "given", "endpoint_id"),
    [
        ("POST /virtual_machines", ["instance_package_id"], "virtual_servers.create_from_instance_package"),
        ("POST /virtual_machines", ["label", "cpu_sockets"], "virtual_servers.create"),
        ("PUT /virtual_machines/7", ["cpus"], "virtual_servers.edit"),
        ("PUT /virtual_machines/7", ["custom_variables_attributes[2].name"], "virtual_servers.edit"),
        ("PUT /virtual_machines/7", [], "virtual_servers.edit"),
        ("GET /users", ["short"], "users.list_short"),
    ],
)
def test_set_parameters_tell_shared_calls_apart(call: str, given: list[str], endpoint_id: str) -> None:
    method, target = call.split(" ", 1)
    assert CATALOG.resolve_call(method, target, given).summary.id == endpoint_id


@pytest.mark.parametrize("given", [["label"], ["label", "nonsense"]])
def test_parameters_that_do_not_tell_leave_the_question(given: list[str]) -> None:
    with pytest.raises(AmbiguousCallError):
        CATALOG.resolve_call("POST", "/virtual_machines", given)


@pytest.mark.parametrize(
    ("call", "nearest"),
    [
        ("GET /usrs", "users.list"),
        ("PATCH /users/17", "users.update"),
        ("POST /users/17/suspnd", "users.suspend"),
    ],
)
def test_an_unknown_call_offers_the_nearest(call: str, nearest: str) -> None:
    with pytest.raises(UnknownEndpointError) as caught:
        CATALOG.resolve_call(*call.split(" ", 1))
    assert nearest in caught.value.nearest
    assert call in caught.value.message


@pytest.mark.parametrize(
    "call",
    [
        "GET /panel/users/17",  # a prefix is a matter of full addresses
        "GET https://cp.example.com/settings/nowhere/users",  # settings begins paths of the API
        "GET https://cp.example.com/a/b/c/users",
        "GET /",
        "GET https://cp.example.com",
    ],
)
def test_a_prefix_is_not_invented(call: str) -> None:
    with pytest.raises(UnknownEndpointError):
        CATALOG.resolve_call(*call.split(" ", 1))


IDS = st.from_regex(r"[1-9][0-9]{0,6}|[a-z]{14}", fullmatch=True)


def shape(path: str) -> str:
    return re.sub(r":\w+", ":", path)


CALLS = Counter((row.method, shape(row.path)) for row in CATALOG.endpoints)
ALONE = [row for row in CATALOG.endpoints if CALLS[row.method, shape(row.path)] == 1]


@given(st.sampled_from(ALONE), IDS, st.sampled_from(["", ".json", ".xml"]))
def test_every_endpoint_is_found_by_its_own_path(endpoint: EndpointSummary, id: str, suffix: str) -> None:
    found = CATALOG.resolve_call(endpoint.method, re.sub(r":\w+", id, endpoint.path) + suffix)
    assert found.summary is endpoint
    assert list(found.values) == re.findall(r":(\w+)", endpoint.path)
    assert set(found.values.values()) <= {id}
