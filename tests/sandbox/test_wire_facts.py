"""What published clients of this API need on the wire: requests as they send, answers as they read them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.accounts import derived_key, derived_password
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Asker, Clock, basic

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|\+00:00)")
ACTIONS = ("reboot", "stop", "shutdown", "suspend", "rebuild_network", "reset_password")
SERVER = {
    "template_id": 1, "label": "web", "hostname": "web", "memory": 1024, "cpus": 1, "cpu_shares": 50,
    "primary_disk_size": 10,
}  # fmt: skip


@pytest.fixture(scope="module")
def kept(endpoints: tuple[Endpoint, ...]) -> tuple[Asker, bytes]:
    asker = Asker(Handler(make_world(SandboxOptions(password=PASSWORD), endpoints, Clock())))
    return asker, asker.handler.world.store.snapshot()


@pytest.fixture
def ask(kept: tuple[Asker, bytes]) -> Asker:
    """A whole cloud in its first state."""
    asker, first = kept
    asker.handler.world.store.restore(first)
    return asker


def objects(data: Any) -> list[Any]:
    return [next(iter(row.values())) for row in data]


# Requests


def test_both_ways_to_sign_in(ask: Asker) -> None:
    key = derived_key(PASSWORD, "bob")
    for name, secret, status in (
        ("bob", derived_password(PASSWORD, "bob"), 200),
        ("bob@example.net", key, 200),
        ("bob", key, 401),
        ("bob@example.net", derived_password(PASSWORD, "bob"), 401),
    ):
        assert ask("GET", "/profile.json", authorization=basic(name, secret)).status == status


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", ""])
def test_a_bare_edit_of_any_type(ask: Asker, content_type: str) -> None:
    headers = {"content_type": content_type} if content_type else {}
    assert ask("PUT", "/users/3.json", b'{"first_name":"Ann"}', **headers).status == 204
    assert ask("GET", "/users/3.json").data["user"]["first_name"] == "Ann"


def test_a_bare_key(ask: Asker) -> None:
    made = ask("POST", "/users/3/ssh_keys.json", {"key": "ssh-ed25519 AAAA a@example.com"})
    assert (made.status, made.data["ssh_key"]["key"]) == (201, "ssh-ed25519 AAAA a@example.com")


@pytest.mark.parametrize("word", ["access_controls", "rate_cards"])
def test_bodies_bare_by_design(ask: Asker, word: str) -> None:
    entry = {"server_type": "virtual", "target_id": 1, "type": "compute_zone_resource", "limits": {"cpu": 4}}
    if word == "rate_cards":
        entry["prices"] = {"cpu_on": 1}
    assert ask("POST", f"/billing/buckets/1/{word}.json", entry).status in (200, 201)
    assert ask("GET", f"/billing/buckets/1/{word}.json").status == 200


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/settings/data_store_zones", "data_store_group"),
        ("/settings/hypervisor_zones", "hypervisor_group"),
        ("/settings/network_zones", "network_group"),
    ],
)
def test_roots_of_zones(ask: Asker, path: str, root: str) -> None:
    for body in ({"pack": {"label": "South"}}, {root: {"label": "South"}}, {"label": "South"}):
        made = ask("POST", f"{path}.json", body)
        assert (made.status, made.data[root]["label"]) == (201, "South")
    assert ask("POST", f"{path}.json?pack[label]=North").data[root]["label"] == "North"


def test_an_edit_that_echoes_everything(ask: Asker) -> None:
    for target in ("/users/3", "/virtual_machines/1", "/settings/hypervisors/1", "/roles/2"):
        data = ask("GET", f"{target}.json").data
        (root,) = data
        data[root]["label" if "label" in data[root] else "first_name"] = "echoed"
        assert ask("PUT", f"{target}.json", data).status == 204
        after = ask("GET", f"{target}.json").data[root]
        assert (after["id"], after["created_at"]) == (data[root]["id"], data[root]["created_at"])
        assert "echoed" in (after.get("label"), after.get("first_name"))


def test_deletes_with_parameters(ask: Asker) -> None:
    target = "/virtual_machines/1.json?convert_last_backup=0&destroy_all_backups=1"
    assert ask("DELETE", target).status == 204
    assert ask("DELETE", "/users/4.json", {"force": 1}).status == 204
    assert ask("GET", "/users/4.json").status == 404


def test_lists_are_paged_searched_and_filtered(ask: Asker) -> None:
    page = ask("GET", "/virtual_machines.json?page=2&per_page=5")
    assert len(page.data) == 5
    assert page.data != ask("GET", "/virtual_machines.json?page=1&per_page=5").data
    assert {row["label"] for row in objects(ask("GET", "/virtual_machines.json?q=db-").data)} >= {
        "db-primary"
    }
    target = "/virtual_machines.json?search_filter[user_id]=3&search_filter[hypervisor_id]=1"
    found = objects(ask("GET", target).data)
    assert found
    assert {(row["user_id"], row["hypervisor_id"]) for row in found} == {(3, 1)}


def test_slashes_underscores_and_missing_suffixes(ask: Asker) -> None:
    assert ask("GET", "//virtual_machines/1.json").status == 200
    assert ask("GET", "/settings/data_stores/1").data["data_store"]["id"] == 1
    assert ask("GET", "/hypervisor__zones/1.json").status == 200
    made = ask("POST", "/hypervisor__zones.json", {"hypervisor_group": {"label": "South"}})
    assert (made.status, made.data["hypervisor_group"]["label"]) == (201, "South")


def test_ids_and_identifiers(ask: Asker) -> None:
    server = ask("GET", "/virtual_machines/1.json").data["virtual_machine"]
    assert re.fullmatch(r"[a-z0-9]{14}", server["identifier"])
    for below in ("", "/disks", "/transactions", "/ip_addresses", "/network_interfaces"):
        by_id = ask("GET", f"/virtual_machines/1{below}.json").data
        assert ask("GET", f"/virtual_machines/{server['identifier']}{below}.json").data == by_id


def test_bodies_in_xml(ask: Asker) -> None:
    body = b"<user><login>xml</login><email>x@example.com</email><password>secret1</password>"
    body += b'<role_ids type="array"><item>2</item></role_ids></user>'
    made = ask("POST", "/users.xml", body, content_type="application/xml")
    assert made.status == 201
    user = etree.fromstring(made.body)
    assert (user.tag, user.findtext("login")) == ("user", "xml")
    assert user.findtext("roles/role/identifier") == "user"


# Answers in general


@pytest.mark.parametrize(
    ("target", "root"),
    [
        ("/templates", "image_template"),
        ("/settings/hypervisor_zones", "hypervisor_group"),
        ("/data_store_zones", "data_store_group"),
        ("/network_zones", "network_group"),
        ("/usage_statistics", "vm_stat"),
        ("/settings/disks/1/usage", "disk_hourly_stat"),
        ("/virtual_machines/1/ip_addresses", "ip_address_join"),
        ("/users", "user"),
    ],
)
def test_names_of_roots(ask: Asker, target: str, root: str) -> None:
    answer = ask("GET", f"{target}.json")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.data
    assert all(list(row) == [root] for row in answer.data)
    xml = ask("GET", f"{target}.xml")
    assert xml.headers["Content-Type"] == "application/xml; charset=utf-8"
    tree = etree.fromstring(xml.body)
    assert tree.get("type") == "array"
    assert {child.tag for child in tree} == {root}


def test_the_version_as_a_migration_reads_it(ask: Asker) -> None:
    first = ask("GET", "/version.json")
    assert re.match(r"\d\.\d", first.data["version"])
    assert first.headers["X-Request-Id"]
    cookie = first.headers["Set-Cookie"].partition(";")[0]
    assert cookie.startswith("_session_id=")
    again = ask("GET", "/version.json", cookie=cookie, x_request_id=first.headers["X-Request-Id"])
    assert again.headers["Set-Cookie"].startswith(cookie)
    assert etree.fromstring(ask("GET", "/version.xml").body).findtext("version") == first.data["version"]


def test_nested_objects_are_rooted(ask: Asker) -> None:
    user = ask("GET", "/users/3.json").data["user"]
    assert "permission" in user["roles"][0]["role"]["permissions"][0]
    server = ask("GET", "/virtual_machines/1.json").data["virtual_machine"]
    assert "address" in server["ip_addresses"][0]["ip_address"]


# Status codes


def test_wrong_credentials(ask: Asker) -> None:
    answer = ask("GET", "/users.json", authorization="")
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="OnApp API Authentication"'


def test_edits_and_removals_are_empty(ask: Asker) -> None:
    for method, target in (("PUT", "/roles/3.json"), ("DELETE", "/roles/3.json")):
        answer = ask(method, target, {"label": "x"} if method == "PUT" else None)
        assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_answers_the_server_and_makes_a_transaction(ask: Asker, action: str) -> None:
    answer = ask("POST", f"/virtual_machines/1/{action}.json", {"force": 1})
    assert (answer.status, answer.data["virtual_machine"]["id"]) == (201, 1)
    assert found_as_the_sdk_does(ask, 1)["status"] == "pending"


def found_as_the_sdk_does(ask: Asker, number: int) -> dict[str, Any]:
    rows = objects(ask("GET", "/transactions.json?per_page=100").data)
    found: dict[str, Any] = next(
        row
        for row in rows
        if row["associated_object_id"] == number and row["associated_object_type"] == "VirtualMachine"
    )
    return found


def test_a_new_server_and_its_end(ask: Asker) -> None:
    made = ask("POST", "/virtual_machines.json", {"virtual_machine": SERVER})
    number = made.data["virtual_machine"]["id"]
    assert made.status == 201
    assert made.headers["Location"] == f"http://cp.example.com/virtual_machines/{number}"
    assert found_as_the_sdk_does(ask, number)["status"] == "pending"
    assert ask("DELETE", f"/virtual_machines/{number}.json").status == 204
    assert found_as_the_sdk_does(ask, number)["action"] == "destroy_virtual_machine"


def test_fields_of_a_transaction(ask: Asker) -> None:
    row = ask("GET", "/transactions/1.json?log").data["transaction"]
    for name in (
        "id", "action", "status", "parent_id", "parent_type", "associated_object_id",
        "associated_object_type", "chain_id", "identifier", "user_id", "dependent_transaction_id",
        "allowed_cancel", "priority", "pid", "params", "log_output", "created_at", "updated_at",
    ):  # fmt: skip
        assert name in row
    assert isinstance(row["params"], dict)


# Errors


def test_errors_in_both_formats(ask: Asker) -> None:
    assert ask("GET", "/virtual_machines/404.json").data == {"errors": ["VirtualMachine not found"]}
    assert ask("GET", "/virtual_machines/404/ip_addresses.json").status == 404
    tree = etree.fromstring(ask("GET", "/virtual_machines/404.xml").body)
    assert (tree.tag, tree.get("type"), [child.text for child in tree]) == (
        "errors",
        "array",
        ["VirtualMachine not found"],
    )
    invalid = ask("POST", "/users.json", {"user": {"login": "x"}})
    assert invalid.status == 422
    assert invalid.data["errors"]["email"] == ["can't be blank"]
    assert "Email can't be blank" in [
        child.text for child in etree.fromstring(ask("POST", "/users.xml", b"<user/>").body)
    ]


# Values


def test_values(ask: Asker) -> None:
    server = ask("GET", "/virtual_machines/1.json").data["virtual_machine"]
    assert MOMENT.fullmatch(server["created_at"])
    assert server["vip"] is None
    assert isinstance(server["booted"], bool)
    assert "admin_note" in server
    user = ask("GET", "/users/3.json").data["user"]
    assert isinstance(user["payment_amount"], float)
    assert user["deleted_at"] is None
    assert isinstance(objects(ask("GET", "/usage_statistics.json").data)[0]["cpu_usage"], float)


@pytest.mark.parametrize(
    "path", ["/virtual_machines", "/users", "/settings/hypervisors", "/roles", "/templates"]
)
def test_switches_of_answers(ask: Asker, path: str) -> None:
    """What the catalog calls a switch is true, false or null, and never a number or a text."""
    schema = ask.handler.world.schema
    rows = ask("GET", f"{path}.json").data
    assert rows
    for row in rows:
        ((root, shown),) = row.items()
        for name, type_ in schema.kind(root).attributes.items():
            if type_ == "boolean" and name in shown:
                assert (name, shown[name]) in ((name, True), (name, False), (name, None))
                assert not isinstance(shown[name], str | int) or isinstance(shown[name], bool)


@pytest.mark.parametrize("value", [1, "1", True, "true"])
def test_switches_of_requests(ask: Asker, value: object) -> None:
    assert (
        ask("PUT", "/virtual_machines/1.json", {"virtual_machine": {"enable_autoscale": value}}).status == 204
    )
    body = {"virtual_machine": {**SERVER, "required_virtual_machine_build": value}}
    assert ask("POST", "/virtual_machines.json", body).data["virtual_machine"]["locked"] is True


# Paging and XML


def test_headers_of_paging(ask: Asker) -> None:
    total = len(ask("GET", "/users.json").data)
    headers = ask("GET", "/users.json?page=2&per_page=4").headers
    assert (headers["X-Page"], headers["X-Limit"], headers["X-Total"]) == ("2", "4", str(total))
    for target in ("/users.json", "/users.json?per_page=0&page=0", "/virtual_machines/9/backups.json"):
        headers = ask("GET", target).headers
        assert int(headers["X-Limit"]) > 0
        assert all(re.fullmatch(r"\d+", headers[name]) for name in ("X-Page", "X-Limit", "X-Total"))
    assert (
        ask("GET", "/users.json/page/2/per_page/4").data == ask("GET", "/users.json?page=2&per_page=4").data
    )


def test_types_of_xml(ask: Asker) -> None:
    tree = etree.fromstring(ask("GET", "/virtual_machines/1.xml").body)
    types = {element.get("type") for element in tree.iter()} - {None}
    assert types <= {"integer", "boolean", "decimal", "float", "datetime", "array"}
    assert tree.find("vip") is not None
    assert tree.find("vip").get("nil") == "true"  # type: ignore[union-attr]
    assert tree.findtext("ip_addresses/ip_address/address")
    empty = etree.fromstring(ask("GET", "/virtual_machines/9/backups.xml").body)
    assert (empty.get("type"), len(empty)) == ("array", 0)
    assert ask("GET", "/virtual_machines/9/backups.json").data == []


FACTS = {
    "Basic: login with password, or e-mail with key": (test_both_ways_to_sign_in,),
    "the suffix picks the format, in the answer and for the body": (test_names_of_roots, test_bodies_in_xml),
    "ids in a path may be identifiers": (test_ids_and_identifiers,),
    "an edit may be bare, an SSH key too": (test_a_bare_edit_of_any_type, test_a_bare_key),
    "access controls and rate cards are bare": (test_bodies_bare_by_design,),
    "zones come as pack, under the root of the answer, or bare": (test_roots_of_zones,),
    "an edit may echo the object; what is read-only is left alone": (test_an_edit_that_echoes_everything,),
    "DELETE has parameters in the query or in a body": (test_deletes_with_parameters,),
    "Content-Type may name a charset, or be absent": (test_a_bare_edit_of_any_type,),
    "page, per_page, q, search_filter": (test_lists_are_paged_searched_and_filtered,),
    "two slashes at the start": (test_slashes_underscores_and_missing_suffixes,),
    "Content-Type of answers, letter by letter": (test_names_of_roots,),
    "an object under its root, a list of one-key objects": (test_names_of_roots,),
    "roots that do not follow the path": (test_names_of_roots,),
    "_session_id and X-Request-Id, sent back": (test_the_version_as_a_migration_reads_it,),
    "the version begins with its number": (test_the_version_as_a_migration_reads_it,),
    "401 with the realm": (test_wrong_credentials,),
    "201 with the object": (test_an_action_answers_the_server_and_makes_a_transaction,),
    "204 without a body": (test_edits_and_removals_are_empty,),
    "the transaction is found at once, newest first, also after a DELETE": (
        test_an_action_answers_the_server_and_makes_a_transaction, test_a_new_server_and_its_end,
    ),
    "fields of a transaction": (test_fields_of_a_transaction,),
    "422 by field": (test_errors_in_both_formats,),
    "errors in XML are children": (test_errors_in_both_formats,),
    "an error is JSON with errors in it, which libcloud raises": (test_errors_in_both_formats,),
    "decimals are numbers": (test_values,),
    "vip is null": (test_values,),
    "switches: true and false in answers, any form in requests": (
        test_switches_of_answers, test_switches_of_requests,
    ),
    "X-Page, X-Limit, X-Total; X-Limit is never 0": (test_headers_of_paging,),
    "names with underscores, type=array, nil": (test_types_of_xml,),
    "only types that every client knows": (test_types_of_xml,),
    "the version is a child in XML": (test_the_version_as_a_migration_reads_it,),
    "bodies in XML, members called item": (test_bodies_in_xml,),
    "two underscores in hypervisor__zones, no suffix": (test_slashes_underscores_and_missing_suffixes,),
}  # fmt: skip
"""What published clients rely on → the tests that hold it."""


def test_every_test_stands_in_the_table() -> None:
    named = {test.__name__ for tests in FACTS.values() for test in tests}
    here = {name for name, thing in globals().items() if name.startswith("test_") and callable(thing)}
    beside = {"test_nested_objects_are_rooted", "test_every_test_stands_in_the_table"}
    assert named == here - beside
