"""Refusals in the server's own words: DNS, CDN, servers, disks, references."""

from __future__ import annotations

import pytest

from tests.sandbox.cloud import CloudForTests

STAYS = "Virtual Server cannot be migrated"
OWNED = "domain has already been taken. Please contact support to verify the ownership"


@pytest.fixture(scope="module")
def shared() -> CloudForTests:
    """Every call here is refused and changes nothing."""
    return CloudForTests()


@pytest.mark.parametrize(
    ("record", "errors"),
    [
        ({"type": "A", "ip": "999.1.1.1"}, {"ip": ["is invalid IPv4 address"]}),
        ({"type": "AAAA", "ip": "192.0.2.1"}, {"ip": ["is invalid IPv6 address"]}),
        ({"type": "CNAME", "hostname": "a..b"}, {"hostname": ["Domain Name has incorrect format"]}),
        ({"type": "MX", "hostname": "mail.example.net"}, {"priority": ["can't be blank", "is not a number"]}),
        (
            {"type": "SRV", "hostname": "a.example.net", "priority": 1, "weight": 1, "port": 443},
            {"base": ["Invalid SRV record name format '_<service>._<protocol>.<host>'"]},
        ),
        (
            {"type": "SRV", "hostname": "a.example.net", "priority": 1, "weight": 1, "port": 70000},
            {"port": ["must be less than or equal to 65535"]},
        ),
        (
            {"type": "NS", "name": "@", "hostname": "ns9.example.net"},
            {"base": ["NS record for root domain must not be manually created"]},
        ),
        ({"type": "TXT"}, {"txt": ["can't be blank"]}),
    ],
)
def test_records(shared: CloudForTests, record: dict[str, object], errors: object) -> None:
    body = {"dns_record": {"name": "www9", "ttl": 300, **record}}
    assert shared.call("POST", "/dns_zones/1/records.json", body) == (422, {"errors": errors})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a b", "Domain Name has incorrect format"),
        ("localhost", "Name can not be a top level domain"),
        ("taken.example.com", OWNED),
    ],
)
def test_zones(shared: CloudForTests, name: str, text: str) -> None:
    zone = shared.store.get("dns_zone", 1)
    assert zone is not None
    shared.store.save("dns_zone", {**zone, "name": "taken.example.com", "user_id": 3})
    told = shared.call("POST", "/dns_zones.json", {"dns_zone": {"name": name}})
    assert told == (422, {"errors": {"name": [text]}})


def test_the_same_record_twice() -> None:
    cloud = CloudForTests()
    body = {"dns_record": {"name": "www9", "ttl": 300, "type": "A", "ip": "192.0.2.1"}}
    assert cloud.call("POST", "/dns_zones/1/records.json", body)[0] == 201
    status, data = cloud.call("POST", "/dns_zones/1/records.json", body)
    assert status == 422
    assert data["errors"]["base"] == ["There is a duplicate record that is having the same name"]


@pytest.mark.parametrize(
    ("resource", "status", "texts"),
    [
        ({"cdn_hostname": ""}, 422, ["CDN hostname can't be blank"]),
        ({"cdn_hostname": "a b"}, 422, ["CDN hostname Domain Name has incorrect format"]),
        ({"resource_type": "NONSENSE"}, 403, ["You do not have permissions for this action"]),
        ({"edge_group_ids": [404]}, 404, ["EdgeGroup not found"]),
        ({"origins": ["192.0.2.1", "192.0.2.1"]}, 422, ["Origins include duplicated IP"]),
    ],
)
def test_cdn(shared: CloudForTests, resource: dict[str, object], status: int, texts: list[str]) -> None:
    good = {
        "resource_type": "HTTP_PULL", "cdn_hostname": "cdn9.example.net", "edge_group_ids": [1],
        "origins": ["192.0.2.1"],
    }  # fmt: skip
    body = {"cdn_resource": {**good, **resource}}
    assert shared.call("POST", "/cdn_resources.json", body) == (status, {"errors": texts})


@pytest.mark.parametrize(
    ("target", "body", "status", "errors"),
    [
        ("/virtual_machines/10/startup", {}, 422, ["Virtual server is suspended"]),
        (
            "/virtual_machines/1/migration",
            {"destination": 1},
            422,
            {"base": ["Virtual Server cannot be migrated"]},
        ),
        ("/virtual_machines/1/migration", {"destination": 404}, 404, ["Hypervisor not found"]),
        ("/virtual_machines/1/purge_all", {}, 403, ["You do not have permissions for this action"]),
        (
            "/virtual_machines/1/disks/1/migrate",
            {"data_store_id": 3},
            422,
            ["Data store cannot be associated with this virtual machine."],
        ),
        (
            "/virtual_machines/1/reset_password",
            {
                "initial_root_password_encryption_key": "a",
                "initial_root_password_encryption_key_confirmation": "b",
            },
            422,
            {
                "initial_root_password_encryption_key_confirmation": ["doesn't match confirmation"],
                "base": ["Virtual server root password cannot be reset at the moment. "],
            },
        ),
    ],
)
def test_servers(
    shared: CloudForTests, target: str, body: dict[str, object], status: int, errors: object
) -> None:
    server = shared.store.get("virtual_machine", 1)
    assert server is not None
    shared.store.save("virtual_machine", {**server, "acceleration": False})
    assert shared.call("POST", f"{target}.json", body) == (status, {"errors": errors})


def test_a_recipe_on_several_servers() -> None:
    cloud = CloudForTests()
    body = {"virtual_machines": [1, "no-such-server"]}
    status, rows = cloud.call("POST", "/recipes/1/run.json", body)
    assert (status, [row["status"] for row in rows]) == (207, [201, 404])
    assert cloud.newest()["action"] == "run_recipe_on_virtual_machine"


def test_steps_of_a_recipe_move() -> None:
    cloud = CloudForTests()
    steps = [row for row in cloud.store.select("recipe_step")[0] if row["recipe_id"] == 1]
    assert cloud.call("PUT", f"/recipes/1/recipe_steps/{steps[0]['id']}/move_to/2.json")[0] == 204
    shown = cloud.call("GET", "/recipes/1.json")[1]["recipe"]["recipe_steps"]
    assert [row["recipe_step"]["id"] for row in shown][:2] == [steps[1]["id"], steps[0]["id"]]
