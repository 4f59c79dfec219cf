"""Drafts from ids and calls, from the shipped catalog and beyond it."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.errors import BuildError, UnknownEndpointError
from cloudflow_tui.redact import MASK
from cloudflow_tui.request import build
from cloudflow_tui.workspace.drafts import draft_of_call, draft_of_endpoint, without_masked


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load()


def test_an_id_makes_a_fresh_draft(catalog: Catalog) -> None:
    draft = draft_of_endpoint(catalog, "users.create", "xml")
    assert (draft.endpoint.id, draft.format) == ("users.create", "xml")
    assert draft.values("body") == {}


def test_an_unknown_id_offers_the_nearest(catalog: Catalog) -> None:
    with pytest.raises(UnknownEndpointError) as caught:
        draft_of_endpoint(catalog, "users.creat", "json")
    assert "users.create" in caught.value.nearest


@pytest.mark.parametrize(
    ("method", "target", "endpoint_id", "format", "url"),
    [
        ("GET", "/users", "users.list", "json", "https://cp/users.json"),
        ("get", "users.xml", "users.list", "xml", "https://cp/users.xml"),
        ("GET", "/users/17.json", "users.get", "json", "https://cp/users/17.json"),
        ("GET", "https://other.example.net/users/17", "users.get", "json", "https://cp/users/17.json"),
        ("GET", "/users?odd=1&odd=2", "users.list", "json", "https://cp/users.json?odd=1&odd=2"),
    ],
)
def test_a_call_is_found_and_filled(
    catalog: Catalog, method: str, target: str, endpoint_id: str, format: str, url: str
) -> None:
    draft = draft_of_call(catalog, method, target, "json")
    assert (draft.endpoint.id, draft.format) == (endpoint_id, format)
    assert build(draft, "https://cp").url == url


def test_an_unknown_call_is_sent_as_it_is(catalog: Catalog) -> None:
    draft = draft_of_call(catalog, "DELETE", "/odd/thing.json?x=1", "xml")
    assert draft.endpoint.id == ""
    assert (draft.endpoint.effect, draft.endpoint.is_complete, draft.format) == ("destroy", False, "json")
    assert build(draft, "https://cp").url == "https://cp/odd/thing.json?x=1"


def test_an_unknown_call_may_have_placeholders(catalog: Catalog) -> None:
    draft = draft_of_call(catalog, "GET", "/odd/:odd_id", "json")
    with pytest.raises(BuildError, match="odd_id"):
        build(draft, "https://cp")
    draft.set_text("odd_id", "7")
    assert build(draft, "https://cp").url == "https://cp/odd/7.json"


def test_an_unknown_method_is_named(catalog: Catalog) -> None:
    with pytest.raises(BuildError, match="'FETCH'") as caught:
        draft_of_call(catalog, "fetch", "/users", "json")
    assert "GET, POST" in caught.value.advice


def test_masked_values_are_left_out() -> None:
    stored = {
        "endpoint_id": "users.create",
        "body": {"login": "zaza", "password": MASK, "list": [{"token": f"x{MASK}"}, "a", MASK]},
        "headers": [["Authorization", f"Basic {MASK}"], ["X-Kept", "1"]],
        "raw_body": f'{{"password": "{MASK}", "login": "zaza"}}',
        "timeout_s": None,
    }
    assert without_masked(stored) == {
        "endpoint_id": "users.create",
        "body": {"login": "zaza", "list": [{}, "a"]},
        "headers": [["X-Kept", "1"]],
        "raw_body": '{"password": "", "login": "zaza"}',
        "timeout_s": None,
    }
