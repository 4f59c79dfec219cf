"""What each verb does to the store, asked as a client would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.sandbox.calls import Call, Registry, Result, World, invalid, refused
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.times import written
from tests.sandbox.support import NOW, Asker, Clock


def test_create_show_alter_delete(ask: Asker, clock: Clock) -> None:
    made = ask(
        "POST", "/users.json", {"user": {"login": "zaza", "email": "z@example.com", "password": "secret1"}}
    )
    assert made.status == 201
    user = made.data["user"]
    assert user["login"] == "zaza"
    assert not [name for name in user if name.startswith("_")]
    assert made.headers["Location"] == f"http://cp.example.com/users/{user['id']}"
    clock.move(60)
    assert (
        ask("PUT", f"/users/{user['id']}.json", {"first_name": "Zaza", "id": 3, "created_at": "x"}).status
        == 204
    )
    shown = ask("GET", f"/users/{user['id']}.json").data["user"]
    assert shown == {**user, "first_name": "Zaza", "updated_at": written(clock.now)}
    assert ask("DELETE", f"/users/{user['id']}.json").status == 204
    assert ask("GET", f"/users/{user['id']}.json").data == {"errors": ["User not found"]}


def test_new_user_signs_in(ask: Asker) -> None:
    from tests.sandbox.support import basic

    ask("POST", "/users.json", {"user": {"login": "zaza", "email": "z@example.com", "password": "secret1"}})
    assert ask("GET", "/profile.json", authorization=basic("zaza", "secret1")).status == 200
    assert ask("GET", "/version.json", authorization=basic("zaza", "secret2")).status == 401


def test_422_by_field(ask: Asker) -> None:
    answer = ask("POST", "/users.json", {"user": {"login": "admin", "email": "nobody", "password": "abc"}})
    assert answer.status == 422
    assert answer.data == {
        "errors": {
            "login": ["has already been taken"],
            "email": ["is invalid"],
            "password": ["is too short (minimum is 6 characters)"],
        }
    }


def test_updated_at_moves_on_a_failed_put(ask: Asker, clock: Clock) -> None:
    before = ask("GET", "/users/2.json").data["user"]
    clock.move(60)
    assert ask("PUT", "/users/2.json", {"user": {"email": "nobody", "first_name": "New"}}).status == 422
    after = ask("GET", "/users/2.json").data["user"]
    assert after == {**before, "updated_at": written(clock.now)}


def test_nested_create_belongs_to_its_parent(ask: Asker) -> None:
    made = ask("POST", "/users/2/ssh_keys.json", {"key": "ssh-ed25519 AAAA"})
    assert made.status == 201
    key = made.data["ssh_key"]
    assert key["user_id"] == 2
    assert key in [row["ssh_key"] for row in ask("GET", "/users/2/ssh_keys.json").data]
    assert key not in [row["ssh_key"] for row in ask("GET", "/users/3/ssh_keys.json").data]


def test_attach_and_detach(ask: Asker, world: World) -> None:
    call = "/settings/network_zones/1/networks/2"
    assert ask("POST", f"{call}/attach.json").status == 201
    assert ask("GET", "/settings/networks/2.json").data["network"]["network_group_id"] == 1
    assert ask("POST", f"{call}/detach.json").status == 201
    assert ask("GET", "/settings/networks/2.json").data["network"]["network_group_id"] is None


def test_attach_by_id(ask: Asker) -> None:
    made = ask("POST", "/service_addons.json", {"service_addon": {"label": "Care"}})
    number = made.data["service_addon"]["id"]
    listed = "/virtual_machines/1/service_addons.json"
    ask("POST", listed, {"service_addon": {"service_addon_id": number}})
    assert number in [row["service_addon"]["id"] for row in ask("GET", listed).data]
    assert ask("DELETE", f"/virtual_machines/1/service_addons/{number}.json").status == 204
    assert number not in [row["service_addon"]["id"] for row in ask("GET", listed).data]
    assert ask("GET", f"/service_addons/{number}.json").status == 200
    assert ask("POST", listed, {"service_addon": {"service_addon_id": 999}}).status == 404


def test_copy(ask: Asker) -> None:
    original = ask("GET", "/roles/1.json").data["role"]
    made = ask("POST", "/roles/1/clone.json")
    copied = made.data["role"]
    assert made.status == 201
    assert copied["id"] != original["id"]
    assert copied["identifier"] != original["identifier"]
    assert copied["label"] == f"Copy of {original['label']}"
    assert made.headers["Location"].endswith(f"/roles/{copied['id']}")


def test_deeds_set_what_they_say(ask: Asker, world: World, clock: Clock) -> None:
    row = world.store.get("virtual_machine", 1)
    assert row is not None
    world.store.save("virtual_machine", {**row, "locked": True})
    assert ask("POST", "/virtual_machines/1/unlock.json").data["virtual_machine"]["locked"] is False
    for word, is_on in (("enable", True), ("disable", False)):
        assert ask("PUT", f"/settings/hypervisors/1/maintenance_mode/{word}.json").status == 204
        hypervisor = ask("GET", "/settings/hypervisors/1.json").data["hypervisor"]
        assert hypervisor["maintenance_mode"] is is_on
        clock.move(60)


def test_new_owner(ask: Asker, world: World) -> None:
    assert ask("PUT", "/vapps/1/owner.json", {"new_owner_id": 5}).status == 204
    row = world.store.get("vapp", 1)
    assert row is not None
    assert row["user_id"] == 5


def test_unset(ask: Asker) -> None:
    ask("PUT", "/virtual_machines/1.json", {"virtual_machine": {"note": "Mind the gap"}})
    assert ask("GET", "/virtual_machines/1.json").data["virtual_machine"]["note"] == "Mind the gap"
    ask("PUT", "/virtual_machines/1.json", {"virtual_machine": {"admin_note": "Mind the head"}})
    assert ask("DELETE", "/virtual_machines/1/note.json", {"type": "note"}).status == 204
    shown = ask("GET", "/virtual_machines/1.json").data["virtual_machine"]
    assert (shown["note"], shown["admin_note"]) == (None, "Mind the head")
    ask("DELETE", "/virtual_machines/1/note.json", {"type": "admin"})
    assert ask("GET", "/virtual_machines/1.json").data["virtual_machine"]["admin_note"] is None


def test_action_answers_the_object_and_schedules(ask: Asker, world: World, clock: Clock) -> None:
    clock.move(60)
    answer = ask("POST", "/virtual_machines/1/reboot.json")
    assert answer.status == 201
    assert answer.data["virtual_machine"]["id"] == 1
    assert answer.data["virtual_machine"]["updated_at"] == written(clock.now)
    assert answer.headers["Location"] == "http://cp.example.com/virtual_machines/1"
    newest = ask("GET", "/transactions.json?per_page=1").data[0]["transaction"]
    assert newest["action"] == "reboot_virtual_machine"
    assert newest["status"] == "pending"
    assert (newest["associated_object_id"], newest["associated_object_type"]) == (1, "VirtualMachine")
    below = ask("GET", "/virtual_machines/1/transactions.json").data
    assert newest["id"] in [row["transaction"]["id"] for row in below]


@pytest.mark.parametrize(
    ("call", "target"), [("POST", "/virtual_machines/1/reboot.json"), ("DELETE", "/virtual_machines/1.json")]
)
def test_refused_work_is_not_scheduled(world: World, call: str, target: str) -> None:
    plan = "virtual_servers.reboot" if call == "POST" else "virtual_servers.delete"
    world = replace(world, registry=Registry(endpoints={plan: lambda _: refused(422, "Locked")}))
    before = world.store.next_id("transaction")
    answer = Asker(Handler(world))(call, target)
    assert (answer.status, answer.data) == (422, {"errors": ["Locked"]})
    assert world.store.next_id("transaction") == before


def test_behaviour_decides_or_lets_the_engine_go_on(world: World) -> None:
    seen: list[str] = []

    def look(call: Call) -> Result | None:
        seen.append(call.values["label"])
        return invalid(label=["is ugly"]) if call.values["label"] == "x" else None

    world = replace(world, registry=Registry(endpoints={"roles.create": look}))
    ask = Asker(Handler(world))
    assert ask("POST", "/roles.json", {"role": {"label": "x"}}).data == {"errors": {"label": ["is ugly"]}}
    assert ask("POST", "/roles.json", {"role": {"label": "y"}}).status == 201
    assert seen == ["x", "y"]


def test_behaviour_counts_for_every_address_of_an_action(world: World) -> None:
    schema = world.schema
    first, second = next(
        ids for (kind, _), ids in schema.twins.items() if len(ids) == 2 and kind == "virtual_machine"
    )
    registry = Registry(endpoints={first: lambda _: refused(422, "No")})
    for endpoint in (first, second):
        assert registry.behaviour(schema, schema.plans[endpoint]) is registry.endpoints[first]
    assert registry.behaviour(schema, schema.plans["users.list"]) is None


def test_reactions_and_views(world: World) -> None:
    told: list[tuple[str, int]] = []

    def made(call: Call, row: Object) -> None:
        row["label"] = row["label"].upper()
        told.append(("made", row["id"]))

    def removed(call: Call, row: Object) -> None:
        told.append(("removed", row["id"]))

    def view(world: World, row: Object) -> None:
        row["users_count"] = 42

    registry = Registry(
        reactions={("made", "role"): made, ("removed", "role"): removed}, views={"role": view}
    )
    ask = Asker(Handler(replace(world, registry=registry)))
    role = ask("POST", "/roles.json", {"role": {"label": "quiet"}}).data["role"]
    assert (role["label"], role["users_count"]) == ("QUIET", 42)
    assert {row["role"]["users_count"] for row in ask("GET", "/roles.json").data} == {42}
    stored = world.store.get("role", role["id"])
    assert stored is not None
    assert stored["label"] == "QUIET"
    assert stored["users_count"] is None
    ask("DELETE", f"/roles/{role['id']}.json")
    assert told == [("made", role["id"]), ("removed", role["id"])]


def test_incomplete_endpoints_take_attributes(ask: Asker, world: World) -> None:
    plan = next(
        p for p in world.schema.plans.values()
        if p.verb == "alter" and not p.endpoint.is_complete and len(p.steps) == 1
        and "label" in world.schema.kinds[p.kind].attributes
    )  # fmt: skip
    row = world.store.select(plan.kind)[0][0]
    target = plan.endpoint.path.replace(f":{plan.steps[0].name}", str(row["id"]))
    assert (
        ask(plan.endpoint.method, f"{target}.json", {"label": "Anew"}).status == plan.endpoint.answer.status
    )
    altered = world.store.get(plan.kind, row["id"])
    assert altered is not None
    assert altered["label"] == "Anew"


def test_clock_of_new_objects(ask: Asker) -> None:
    made = ask("POST", "/roles.json", {"role": {"label": "x"}}).data["role"]
    assert made["created_at"] == written(NOW)
