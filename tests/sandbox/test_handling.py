"""Whole requests: sign-in, formats, sessions, unknown paths, what is remembered, and anything at all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.accounts import open_accounts
from cloudflow_tui.sandbox.auth import API_KEYS, digest
from cloudflow_tui.sandbox.calls import Call, Registry, Result, World
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.store import Store
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Asker, Clock, basic


@pytest.mark.parametrize("authorization", ["", "Bearer x", basic("admin", "wrong"), basic("nobody", "x")])
def test_nobody(ask: Asker, authorization: str) -> None:
    answer = ask("GET", "/users.json", authorization=authorization)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="OnApp API Authentication"'
    assert answer.data == {"errors": ["HTTP Basic: Access denied."]}
    assert ask("DELETE", "/users/2.json", authorization=authorization).status == 401
    assert ask("GET", "/users/2.json").status == 200


def test_mail_and_key(ask: Asker, world: World) -> None:
    user = world.store.get("user", 2)
    assert user is not None
    world.store.save("user", {**user, API_KEYS: [digest("the-key")]})
    assert ask("GET", "/version.json", authorization=basic(user["email"], "the-key")).status == 200
    assert ask("GET", "/version.json", authorization=basic(user["login"], "the-key")).status == 401
    world.store.save("user", {**user, API_KEYS: []})
    assert ask("GET", "/version.json", authorization=basic(user["email"], "the-key")).status == 401


def test_formats(ask: Asker) -> None:
    assert ask("GET", "/version.json").data == {"version": "6.7.0-12"}
    xml = etree.fromstring(ask("GET", "/version.xml").body)
    assert (xml.tag, xml.findtext("version")) == ("hash", "6.7.0-12")
    assert ask("GET", "/version", accept="application/xml").body.startswith(b"<?xml")
    assert ask("GET", "/version").data == {"version": "6.7.0-12"}


@pytest.mark.parametrize(
    ("method", "target"),
    [("GET", "/nonsense.json"), ("PATCH", "/users/1.json"), ("GET", "/"), ("OPTIONS", "/users.json")],
)
def test_unknown_path(ask: Asker, method: str, target: str) -> None:
    answer = ask(method, target)
    assert (answer.status, answer.data) == (404, {"errors": ["Resource not found"]})


def test_unknown_path_in_xml(ask: Asker) -> None:
    xml = etree.fromstring(ask("GET", "/nonsense.xml").body)
    assert (xml.tag, xml.findtext("error")) == ("errors", "Resource not found")


def test_doubled_slashes(ask: Asker) -> None:
    assert ask("GET", "//virtual_machines/1.json").data == ask("GET", "/virtual_machines/1.json").data


def test_identifier_finds_the_same(ask: Asker) -> None:
    one = ask("GET", "/virtual_machines/1.json").data
    assert ask("GET", f"/virtual_machines/{one['virtual_machine']['identifier']}.json").data == one


def test_broken_body(ask: Asker) -> None:
    answer = ask("POST", "/users.json", b'{"user": ', content_type="application/json")
    assert answer.status == 400
    assert "not JSON" in answer.data["errors"][0]


def test_session_is_kept(ask: Asker) -> None:
    first = ask("GET", "/version.json").headers["Set-Cookie"]
    cookie = first.partition(";")[0]
    assert ask("GET", "/version.json", cookie=f"a=b; {cookie}").headers["Set-Cookie"] == first
    assert ask("GET", "/version.json").headers["Set-Cookie"] != first
    assert ask("GET", "/version.json", cookie="_session_id=<x>").headers["Set-Cookie"] != "_session_id=<x>"


def test_etag(ask: Asker) -> None:
    first = ask("GET", "/users.json")
    again = ask("GET", "/users.json", if_none_match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    ask("PUT", "/users/2.json", {"first_name": "Changed"})
    assert ask("GET", "/users.json", if_none_match=first.headers["ETag"]).status == 200


def test_remembered_until_written(ask: Asker, world: World) -> None:
    first = ask("GET", "/roles.json")
    second = ask("GET", "/roles.json")
    assert second.body == first.body
    assert second.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    ask("PUT", "/roles/1.json", {"role": {"label": "Renamed"}})
    assert ask("GET", "/roles.json").data[0]["role"]["label"] == "Renamed"
    assert ask("GET", "/roles.json", authorization=basic("admin", "x")).status == 401
    assert ask("GET", "/roles.xml").body != first.body


def test_head(ask: Asker) -> None:
    assert ask("HEAD", "/users.json").status == 200


def test_older_version_lacks_newer_calls(world: World, endpoints: tuple[Endpoint, ...]) -> None:
    newer = next(e for e in endpoints if e.since == "6.0" and e.method == "GET" and ":" not in e.path)
    old = Asker(Handler(replace(world, api_version="5.4")))
    assert old("GET", f"{newer.path}.json").status == 404
    assert Asker(Handler(world))("GET", f"{newer.path}.json").status == 200


def test_oldest_releases_answer_with_a_body(world: World) -> None:
    old = Asker(Handler(replace(world, api_version="2.3")))
    for answer in (old("PUT", "/users/2.json", {"first_name": "Ann"}), old("DELETE", "/users/2.json")):
        assert (answer.status, answer.data) == (200, {})
    assert "X-Total" not in old("GET", "/users.json").headers
    assert old("GET", "/users/2.json").status == 404


def test_fault_undoes_what_was_done(world: World) -> None:
    def fail(call: Call) -> Result | None:
        call.store.remove("role", 1)
        raise RuntimeError("Boom")

    handler = Handler(replace(world, registry=Registry(endpoints={"roles.create": fail})))
    world.store.ensure("role")
    world.store.commit()
    with pytest.raises(RuntimeError, match="Boom"):
        Asker(handler)("POST", "/roles.json", {"role": {"label": "x"}})
    assert world.store.get("role", 1) is not None


def test_a_full_store_is_told(endpoints: tuple[Endpoint, ...]) -> None:
    store = Store(max_bytes=1024 * 1024)
    ask = Asker(Handler(make_world(SandboxOptions(password=PASSWORD), endpoints, Clock(), store=store)))
    told = {ask("POST", "/roles.json", {"role": {"label": "x" * 20_000}}).status for _ in range(80)}
    assert told == {201, 507}
    assert ask("GET", "/version.json").status == 200


IDS = st.sampled_from(["1", "2", "%0d%0a", "x%00", "9" * 25, "%C3%A9", "%ff", "..", "a b"])
QUERIES = st.sampled_from(
    [
        "",
        "page=0",
        "page=9999999",
        "search_filter[user_id]=x&q=1",
        "a[][b]=1&a[b]=1",
        "short",
        "=&[]=1&%ff",
        "q=%00",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["1", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=4) | st.sampled_from(["id", "0", "label", "target_type"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def real(endpoints: tuple[Endpoint, ...]) -> Asker:
    """With all its behaviour."""
    return Asker(Handler(make_world(SandboxOptions(password=PASSWORD), endpoints, Clock())))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_request_is_a_fault(real: Asker, data: st.DataObject) -> None:
    plans = list(real.handler.world.schema.plans.values())
    plan = data.draw(st.sampled_from(plans))
    path = plan.endpoint.path
    for step in plan.steps:
        path = path.replace(f":{step.name}", data.draw(IDS), 1)
    names = {parameter.name.split(".")[0].split("[")[0] for parameter in plan.endpoint.parameters_in("body")}
    body: object = {name: data.draw(VALUES) for name in sorted(names) if data.draw(st.booleans())}
    if plan.endpoint.root:
        body = {plan.endpoint.root: body}
    suffix = data.draw(st.sampled_from(["json", "xml"]))
    answer = real(plan.endpoint.method, f"{path}.{suffix}?{data.draw(QUERIES)}", body)
    assert answer.status in (200, 201, 202, 204, 207, 401, 403, 404, 422)
    if answer.status == 401:
        # An earlier request locked the administrator out, or gave another password.
        open_accounts(real.handler.world, PASSWORD)
    assert not any("\n" in value or "\r" in value for value in answer.headers.values())
    if answer.body and suffix == "json":
        json.loads(answer.body)
    elif answer.body:
        etree.fromstring(answer.body)
