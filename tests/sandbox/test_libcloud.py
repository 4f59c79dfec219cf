"""A published client of the API works with the sandbox unchanged: the OnApp driver of Apache Libcloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Served


@pytest.fixture(scope="module")
def cloud(endpoints: tuple[Endpoint, ...]) -> Iterator[tuple[World, Served]]:
    world = make_world(SandboxOptions(password=PASSWORD), endpoints)
    served = Served(Handler(world))
    yield world, served
    served.stop()


@pytest.fixture
def driver(cloud: tuple[World, Served]) -> Any:
    from libcloud.compute.drivers.onapp import OnAppNodeDriver

    address = urlsplit(cloud[1].url)
    make: Any = OnAppNodeDriver
    return make("admin", PASSWORD, secure=False, host=address.hostname, port=address.port)


def test_list_nodes(driver: Any, cloud: tuple[World, Served]) -> None:
    rows, _ = cloud[0].store.select("virtual_machine")
    nodes = driver.list_nodes()
    assert [node.id for node in nodes] == [row["identifier"] for row in rows]
    assert [node.name for node in nodes] == [row["label"] for row in rows]
    assert any(node.public_ips for node in nodes)


def test_create_and_destroy_node(driver: Any) -> None:
    image = driver.list_images()[0]
    node = driver.create_node("web-90", 1024, 2, 50, "web-90.example.com", image.id, 10, 1)
    assert node.name == "web-90"
    assert node.id in [found.id for found in driver.list_nodes()]
    assert driver.destroy_node(node)
    assert node.id not in [found.id for found in driver.list_nodes()]


def test_key_pairs(driver: Any) -> None:
    made = driver.import_key_pair_from_string("ignored", "ssh-ed25519 AAAA ann@example.com")
    assert made.public_key == "ssh-ed25519 AAAA ann@example.com"
    assert made.name in [found.name for found in driver.list_key_pairs()]
    assert driver.delete_key_pair(made)
    assert made.name not in [found.name for found in driver.list_key_pairs()]


@pytest.fixture
def dns(cloud: tuple[World, Served]) -> Any:
    from libcloud.dns.drivers.onapp import OnAppDNSDriver

    address = urlsplit(cloud[1].url)
    make: Any = OnAppDNSDriver
    return make("admin", PASSWORD, secure=False, host=address.hostname, port=address.port)


def test_images_are_listed(driver: Any, cloud: tuple[World, Served]) -> None:
    rows, _ = cloud[0].store.select("image_template")
    assert [image.name for image in driver.list_images()] == [row["label"] for row in rows]


def test_zones(dns: Any) -> None:
    zone = dns.create_zone("libcloud.example.com")
    assert zone.domain == "libcloud.example.com"
    assert zone.id in [found.id for found in dns.list_zones()]
    assert dns.get_zone(zone.id).domain == zone.domain
    assert dns.delete_zone(zone)
    assert zone.id not in [found.id for found in dns.list_zones()]


def test_records(dns: Any) -> None:
    zone = dns.create_zone("records.example.com")
    record = dns.create_record("www", zone, "A", "192.0.2.7", extra={"ttl": 600})
    assert (record.name, record.type, record.data["ip"]) == ("www", "A", "192.0.2.7")
    assert record.id in [found.id for found in dns.list_records(zone)]
    assert dns.get_record(zone.id, record.id).data["ip"] == "192.0.2.7"
    changed = dns.update_record(record, "web", "A", "192.0.2.8", extra={"ttl": 600})
    assert (changed.name, changed.data["ip"]) == ("web", "192.0.2.8")
    extra = {"ttl": 600, "priority": 10, "hostname": "mail.example.com"}
    assert dns.create_record("", zone, "MX", "", extra=extra).data["hostname"] == "mail.example.com"
    assert dns.delete_record(record)
    assert record.id not in [found.id for found in dns.list_records(zone)]
    assert dns.delete_zone(zone)
