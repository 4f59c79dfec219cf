"""DNS zones and their records by type."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def test_records_stand_in_the_zone_by_type(cloud: CloudForTests) -> None:
    status, data = cloud.call("GET", "/dns_zones/1/records.json")
    records = data["dns_zone"]["records"]
    assert (status, data["dns_zone"]["name"]) == (200, "example.net")
    assert records["A"][1] == {
        "dns_record": {"id": 5, "name": "www", "ttl": 3600, "type": "A", "ip": "203.0.113.2"}
    }
    assert set(records["MX"][0]["dns_record"]) == {"id", "name", "ttl", "type", "hostname", "priority"}


def test_a_new_record_joins_its_group(cloud: CloudForTests) -> None:
    body = {"dns_record": {"type": "TXT", "name": "x", "ttl": 60, "txt": "hello"}}
    assert cloud.call("POST", "/dns_zones/2/records.json", body)[0] == 201
    records = cloud.call("GET", "/dns_zones/2/records.json")[1]["dns_zone"]["records"]
    assert [entry["dns_record"]["txt"] for entry in records["TXT"]] == ["hello"]


def test_a_new_zone_has_its_first_records_and_takes_them_along(cloud: CloudForTests) -> None:
    number = cloud.call("POST", "/dns_zones.json", {"dns_zone": {"name": "new.example.org"}})[1]["dns_zone"][
        "id"
    ]
    records = cloud.call("GET", f"/dns_zones/{number}/records.json")[1]["dns_zone"]["records"]
    assert set(records) == {"SOA", "NS"}
    count = len(cloud.store.select("dns_record")[0])
    assert cloud.call("DELETE", f"/dns_zones/{number}.json")[0] == 204
    assert len(cloud.store.select("dns_record")[0]) == count - 3


def test_a_zone_alone_has_no_records(cloud: CloudForTests) -> None:
    assert "records" not in cloud.call("GET", "/dns_zones/1.json")[1]["dns_zone"]
