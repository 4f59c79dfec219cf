"""Templates: installed by the clock; the store is a tree that follows from groups and templates."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def test_a_template_is_installed_by_the_clock(cloud: CloudForTests) -> None:
    body = {"image_template": {"manager_id": "debian12", "backup_server_id": 1}}
    status, data = cloud.call("POST", "/templates.json", body)
    number = data["image_template"]["id"]
    assert (status, data["image_template"]["state"]) == (201, "inactive")
    assert cloud.newest()["action"] == "install_template"
    cloud.wait(3)
    assert cloud.call("GET", f"/templates/{number}.json")[1]["image_template"]["state"] == "active"


def test_the_store_follows(cloud: CloudForTests) -> None:
    before = cloud.call("GET", "/template_store.json")[1]
    assert all({"id", "label", "children", "relations"} <= set(group) for group in before)
    made = cloud.call(
        "POST", "/settings/image_template_groups.json", {"image_template_group": {"label": "Top"}}
    )
    top = made[1]["image_template_group"]["id"]
    body = {"image_template_group": {"label": "Below", "parent_id": top}}
    below = cloud.call("POST", "/settings/image_template_groups.json", body)[1]["image_template_group"]["id"]
    path = f"/settings/image_template_groups/{below}/relation_group_templates.json"
    relation = {"relation_group_template": {"template_id": 1, "price": 3}}
    status, data = cloud.call("POST", path, relation)
    assert (status, data["relation_group_template"]["image_template"]["id"]) == (201, 1)
    taken = {"errors": {"template_id": ["has already been taken"]}}
    assert cloud.call("POST", path, relation) == (422, taken)
    group = next(row for row in cloud.call("GET", "/template_store.json")[1] if row["id"] == top)
    (inner,) = group["children"]
    assert [row["image_template"]["label"] for row in inner["relations"]] == ["Debian 12 x64"]


def test_groups_in_each_other_end(cloud: CloudForTests) -> None:
    first = {"image_template_group": {"parent_id": 2}}
    cloud.call("PUT", "/settings/image_template_groups/1.json", first)
    assert cloud.call("GET", "/template_store.json")[0] == 200
