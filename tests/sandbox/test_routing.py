"""From a call to a plan: fixed words first, then what was given decides."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.sandbox.reading import Given, read_given
from cloudflow_tui.sandbox.routing import Router, choose
from cloudflow_tui.sandbox.schema import Schema
from tests.factories import make_endpoint


@pytest.fixture
def router() -> Router:
    paths = [
        "/users",
        "/users/:user_id",
        "/users/deleted",
        "/users/:user_id/keys",
        "/users/:user_id/keys/:key_id",
    ]
    return Router(Schema(make_endpoint(path, "GET", path) for path in paths).plans.values())


@pytest.mark.parametrize(
    ("path", "endpoint", "ids"),
    [
        ("/users", "/users", ()),
        ("/users/7", "/users/:user_id", ("7",)),
        ("/users/deleted", "/users/deleted", ()),
        ("/users/deleted/keys", "/users/:user_id/keys", ("deleted",)),
        ("/users/7/keys/a b", "/users/:user_id/keys/:key_id", ("7", "a b")),
    ],
)
def test_found(router: Router, path: str, endpoint: str, ids: tuple[str, ...]) -> None:
    route = router.find("GET", tuple(path.strip("/").split("/")))
    assert route is not None
    assert [plan.endpoint.id for plan in route.plans] == [endpoint]
    assert route.ids == ids


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/users"), ("GET", "/nobody"), ("GET", "/users/7/keys/1/x")]
)
def test_not_found(router: Router, method: str, path: str) -> None:
    assert router.find(method, tuple(path.strip("/").split("/"))) is None


def chosen(schema: Schema, method: str, path: str, query: str = "", body: str = "") -> str:
    route = Router(schema.plans.values()).find(method, tuple(path.strip("/").split("/")))
    assert route is not None
    return choose(route.plans, read_given(query, body.encode(), "json")).endpoint.id


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "endpoint"),
    [
        ("GET", "/users", "", "", "users.list"),
        ("GET", "/users", "page=2&per_page=4", "", "users.list"),
        ("GET", "/users", "short", "", "users.list_short"),
        ("GET", "/users", "short&page=2", "", "users.list_short"),
        ("GET", "/virtual_machines", "q=web", "", "virtual_servers.search"),
        ("GET", "/virtual_machines", "search_filter[user_id]=7", "", "virtual_servers.list"),
        ("POST", "/virtual_machines", "", "{}", "virtual_servers.create"),
        ("PUT", "/virtual_machines/1", "", '{"virtual_machine": {"note": "x"}}', "virtual_servers.edit_note"),
        ("PUT", "/virtual_machines/1", "", '{"virtual_machine": {"label": "x"}}', "virtual_servers.edit"),
        ("PUT", "/edge_servers/1", "", '{"add_to_marketplace": true}', "edge_servers.set_marketplace"),
    ],
)
def test_equal_calls(schema: Schema, method: str, path: str, query: str, body: str, endpoint: str) -> None:
    assert chosen(schema, method, path, query, body) == endpoint


def test_wrong_enum_turns_away() -> None:
    def call(id: str, kind: str) -> object:
        kinds = Parameter("type", "body", "string", is_required=True, enum=(kind,))
        return make_endpoint(id, "POST", "/things", parameters=(kinds,), root="thing")

    schema = Schema((call("a", "push"), call("b", "pull")))  # type: ignore[arg-type]  # endpoints
    route = Router(schema.plans.values()).find("POST", ("things",))
    assert route is not None
    for id, kind in (("a", "push"), ("b", "pull"), ("a", "other")):
        assert choose(route.plans, Given({}, {"thing": {"type": kind}})).endpoint.id == id
