"""Servers of another age: forms of 2.x, parameters and attributes that came later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Asker, Clock


@pytest.fixture
def old(endpoints: tuple[Endpoint, ...]) -> Asker:
    """A 2.3 with all its behaviour."""
    options = SandboxOptions(password=PASSWORD, api_version="2.3")
    return Asker(Handler(make_world(options, endpoints, Clock())))


def test_edits_answer_with_a_body(old: Asker) -> None:
    assert (old("PUT", "/users/3.json", {"first_name": "Bo"}).status, old("GET", "/users/3.json").status) == (
        200,
        200,
    )
    assert old("PUT", "/users/3.json", {"first_name": "Bo"}).body == b"{}"
    rule = old("PUT", "/virtual_machines/1/firewall_rules/1.json", {"comment": "x"})
    assert (rule.status, rule.body) == (200, b" ")
    server = old("PUT", "/virtual_machines/1.json", {"label": "web-1"})
    assert (server.status, server.data["virtual_machine"]["label"]) == (201, "web-1")
    assert server.headers["Location"].endswith("/virtual_machines/1")


def test_moments_end_in_z(old: Asker) -> None:
    assert old("GET", "/users/3.json").data["user"]["created_at"].endswith("Z")
    assert b'type="datetime">2' in old("GET", "/users/3.xml").body


def test_statistics_are_texts(old: Asker) -> None:
    row = old("GET", "/usage_statistics.json").data[0]["vm_stat"]
    assert isinstance(row["cpu_usage"], str)
    assert isinstance(row["virtual_machine_id"], int)
    assert isinstance(old("GET", "/users/3.json").data["user"]["payment_amount"], str)


def test_errors(old: Asker, endpoints: tuple[Endpoint, ...]) -> None:
    assert old("GET", "/virtual_machines/404.json").data == {"errors": ["Resource not found"]}
    invalid = old("POST", "/users.json", {"user": {"login": "x"}}).data["errors"]
    assert "Email can't be blank" in invalid
    oldest = SandboxOptions(password=PASSWORD, api_version="2.1")
    ask = Asker(Handler(make_world(oldest, endpoints, Clock())))
    assert ask("GET", "/virtual_machines/404.json").data == {"error": "Resource not found"}
    xml = etree.fromstring(ask("GET", "/virtual_machines/404.xml").body)
    assert [child.text for child in xml] == ["Resource not found"]


def test_no_number_of_the_request(old: Asker) -> None:
    headers = old("GET", "/users.json").headers
    assert "X-Request-Id" not in headers
    assert "X-Total" not in headers
    assert "_session_id=" in headers["Set-Cookie"]


def test_the_old_root_of_zones(old: Asker) -> None:
    made = old("POST", "/settings/network_zones.json?pack[label]=South")
    assert (made.status, made.data["network_group"]["label"]) == (201, "South")


def test_a_join_answers_what_it_joins(old: Asker) -> None:
    body = {"network_join": {"network_id": 1, "interface": "eth1"}}
    assert "hypervisor" in old("POST", "/settings/hypervisors/1/network_joins.json", body).data


def test_what_came_later_is_not_there(world: World) -> None:
    newest = Asker(Handler(world))
    older = Asker(Handler(replace(world, api_version="5.4")))
    fresh, aged = newest("GET", "/users/3.json").data["user"], older("GET", "/users/3.json").data["user"]
    assert set(aged) < set(fresh)
    assert "login" in aged
    later = [
        parameter.name
        for parameter in world.schema.plans["users.update"].endpoint.parameters
        if parameter.since == "6.4" and "." not in parameter.name
    ]
    for name in later:
        assert name not in aged


def test_types_of_the_call(world: World) -> None:
    ask = Asker(Handler(world))
    rows = ask("GET", "/storage/1/nodes.json").data
    assert rows
    assert all(isinstance(next(iter(row.values()))["id"], str) for row in rows)
    made = ask("POST", "/templates.json", {"image_template": {"manager_id": "x", "backup_server_id": "none"}})
    assert made.data["image_template"]["backup_server_id"] is None
