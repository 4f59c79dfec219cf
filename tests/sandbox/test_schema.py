"""Kinds and plans derived from endpoints: small catalogs by hand, then the whole one."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Answer, Attribute, Endpoint, Parameter, Reference
from cloudflow_tui.sandbox.schema import ALL, CONTAINED, Schema, load_hints
from tests.factories import make_endpoint

ID = Attribute("id", "integer")


def listing(path: str, root: str, *attributes: Attribute, id: str = "") -> Endpoint:
    answer = Answer(200, root, is_list=True, attributes=(ID, *attributes))
    return make_endpoint(id or f"{root}.list", "GET", path, answer=answer)


USERS = listing("/users", "users", Attribute("login", "string"))
KEYS = listing("/users/:user_id/ssh_keys", "ssh_keys", Attribute("user_id", "integer"))


@pytest.mark.parametrize(
    ("endpoint", "verb", "kind"),
    [
        (USERS, "list", "user"),
        (KEYS, "list", "ssh_key"),
        (make_endpoint("users.get", "GET", "/users/:user_id", answer=Answer(200, "user")), "show", "user"),
        (make_endpoint("users.create", "POST", "/users", root="user"), "create", "user"),
        (make_endpoint("users.update", "PUT", "/users/:user_id", root="user"), "alter", "user"),
        (make_endpoint("users.delete", "DELETE", "/users/:user_id"), "delete", "user"),
        (make_endpoint("users.suspend", "POST", "/users/:user_id/suspend"), "action", "user"),
        (make_endpoint("users.suspend", "GET", "/users/:user_id/suspend", effect="change"), "action", "user"),
        (make_endpoint("users.clone", "POST", "/users/:user_id/clone"), "copy", "user"),
        (make_endpoint("users.note", "DELETE", "/users/:user_id/note"), "unset", "user"),
        (make_endpoint("users.keys", "DELETE", "/users/:user_id/ssh_keys"), "delete_listed", "ssh_key"),
        (make_endpoint("users.set_keys", "PUT", "/users/:user_id/ssh_keys"), "alter_listed", "ssh_key"),
        (
            make_endpoint(
                "status.get",
                "GET",
                "/status",
                answer=Answer(200, "", attributes=(Attribute("running", "boolean"),)),
            ),
            "document",
            "",
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Endpoint) else "",
)
def test_verbs(endpoint: Endpoint, verb: str, kind: str) -> None:
    schema = Schema((USERS, KEYS, endpoint) if endpoint not in (USERS, KEYS) else (USERS, KEYS))
    plan = schema.plans[endpoint.id]
    assert (plan.verb, plan.kind) == (verb, kind)


def test_attach_and_detach() -> None:
    networks = listing("/networks", "networks")
    zones = listing("/zones", "zones")
    calls = [
        make_endpoint(f"zones.{word}", "POST", f"/zones/:zone_id/networks/:network_id/{word}")
        for word in ("attach", "detach")
    ]
    schema = Schema((networks, zones, *calls))
    assert [schema.plans[call.id].verb for call in calls] == ["attach", "detach"]
    assert schema.plans["zones.attach"].kind == "network"


def test_attach_by_reference() -> None:
    addons = listing("/addons", "addons")
    machines = listing("/machines", "machines")
    below = listing("/machines/:machine_id/addons", "addons", id="machines.addons")
    parameter = Parameter("addon_id", "body", "integer", reference=Reference("addons.list", "id"))
    assign = make_endpoint("machines.assign", "POST", "/machines/:machine_id/addons", parameters=(parameter,))
    remove = make_endpoint("machines.unassign", "DELETE", "/machines/:machine_id/addons/:addon_id")
    schema = Schema((addons, machines, below, assign, remove))
    assert schema.plans["machines.assign"].verb == "attach_by"
    assert schema.plans["machines.unassign"].verb == "detach"


def test_old_call_that_acts_is_no_document() -> None:
    old = make_endpoint("users.suspend_old", "GET", "/users/:user_id/suspend", effect="change")
    new = make_endpoint("users.suspend", "POST", "/users/:user_id/suspend")
    schema = Schema((USERS, old, new))
    assert [schema.plans[call.id].verb for call in (old, new)] == ["action", "action"]


def test_relations() -> None:
    owned = listing("/users/:user_id/notes", "notes")
    seen = listing("/users/:user_id/zones", "zones", id="users.zones")
    kinds = Schema((USERS, KEYS, owned, listing("/zones", "zones"), seen)).kinds
    assert kinds["ssh_key"].parents == {"user": "user_id"}
    assert kinds["note"].parents == {"user": CONTAINED}
    assert kinds["note"].containers == ("user",)
    assert kinds["zone"].parents == {"user": ALL}
    assert kinds["zone"].is_top
    assert not kinds["note"].is_top


def test_rows_are_not_stored() -> None:
    stats = listing("/users/:user_id/cpu_usage", "cpu_hourly_stats", Attribute("stat_time", "datetime"))
    kind = Schema((USERS, stats)).kinds["cpu_hourly_stat"]
    assert kind.is_rows
    assert not kind.is_stored


def test_kind_of_reference_and_elements() -> None:
    schema = Schema((USERS, KEYS))
    assert schema.kind_of_list("users.list") == "user"
    assert schema.kind_of_list("nobody.list") == ""
    assert schema.plans["users.list"].element == "user"
    assert schema.plans["users.list"].last_word == "users"
    assert schema.kind("user").class_name == "User"
    assert schema.permission_of("user") == "users"
    assert schema.permission_of("hypervisor_group") == "hypervisor_zones"


def test_root_that_is_its_own_attribute() -> None:
    answer = Answer(200, "version", attributes=(Attribute("version", "string"),))
    endpoint = make_endpoint("version.get", "GET", "/version", answer=answer)
    assert Schema((endpoint,)).plans["version.get"].element == ""


def test_whole_catalog(schema: Schema) -> None:
    assert len(schema.plans) == len(schema.endpoints)
    for plan in schema.plans.values():
        if plan.verb in ("list", "show", "create", "alter", "delete", "copy"):
            assert plan.kind, plan.endpoint.id
        assert all(step.name in plan.endpoint.path for step in plan.steps)
    assert schema.plans["virtual_servers.startup"].verb == "action"
    assert schema.kinds["virtual_machine"].parents["hypervisor"] == "hypervisor_id"


def test_hints_name_what_is_there(schema: Schema) -> None:
    hints = load_hints()
    paths = {endpoint.path for endpoint in schema.endpoints}
    calls = {f"{endpoint.method} {endpoint.path}" for endpoint in schema.endpoints}
    assert set(hints.documents) | set(hints.creates) <= calls
    assert set(hints.filters) <= paths
    assert all(any(path.startswith(known) for path in paths) for known in hints.kinds)
    assert set(hints.relations) | set(hints.keys) | set(hints.unique) <= set(schema.kinds)
