"""CDN resources: what a new one has, and what follows from an edit."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def test_a_new_resource_is_served_from_its_edge_groups(cloud: CloudForTests) -> None:
    body = {
        "cdn_hostname": "cdn.example.com", "resource_type": "HTTP_PULL", "origins": ["192.0.2.2"],
        "edge_group_ids": [1],
    }  # fmt: skip
    status, data = cloud.call("POST", "/cdn_resources.json", {"cdn_resource": body})
    made = data["cdn_resource"]
    assert (status, made["status"], made["last_24h_cost"]) == (201, "Active", 0.0)
    assert made["cname"].endswith(".cdn.example.net")
    assert [entry["edge_group"]["id"] for entry in made["edge_groups"]] == [1]
    path = f"/cdn_resources/{made['id']}.json"
    assert cloud.call("PUT", path, {"cdn_resource": {"edge_group_ids": [2, 1]}})[0] == 204
    shown = cloud.call("GET", path)[1]["cdn_resource"]
    assert [entry["edge_group"]["id"] for entry in shown["edge_groups"]] == [2, 1]
    assert cloud.call("DELETE", path)[0] == 204
    assert cloud.call("GET", path)[0] == 404
