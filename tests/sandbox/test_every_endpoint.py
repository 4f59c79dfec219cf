"""Every endpoint of the catalog, sent by the project's own client over HTTP in both formats.

Each call starts from the same seeded sandbox, on objects that are there, and must come to its documented
status with a body that can be read.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.models import UNSET, Endpoint, Parameter
from cloudflow_tui.exchange import Exchange
from cloudflow_tui.profiles.models import Format, Profile
from cloudflow_tui.request import Draft, build
from cloudflow_tui.request.samples import fill_samples
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.making import belongs
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.world import make_world
from cloudflow_tui.transport import Client
from tests.sandbox.support import PASSWORD, Clock, Served

SECTIONS = tuple(Catalog.load().sections)
READY: dict[str, dict[str, object]] = {
    "virtual_machine": {"acceleration": True, "suspended": False, "built": True, "locked": False},
    "cdn_resource": {"resource_type": "HTTP_PULL"},
    "disk": {"locked": False},
}
MORE: dict[str, dict[str, object]] = {
    "users.create": {"login": "zaza", "email": "zaza@example.com"},
    "dns_records.create": {"ip": "192.0.2.9"},
    "vs_ip_addresses.assign_by_id": {"ip_address_id": 30},
    "ip_ranges.create": {"start_address": "192.0.2.9", "end_address": "192.0.2.12"},
}
"""Parameters that go beyond plausible ones."""
CONTENT_TYPES = {"json": "application/json; charset=utf-8", "xml": "application/xml; charset=utf-8"}


class Cloud:
    """A served sandbox with all its behaviour, which can be put back to its first state."""

    def __init__(self, endpoints: tuple[Endpoint, ...]) -> None:
        self.world = make_world(SandboxOptions(password=PASSWORD), endpoints, Clock())
        self.served = {"": Served(Handler(self.world))}
        for version in sorted({one.until for one in endpoints if one.until}):
            self.served[version] = Served(Handler(replace(self.world, api_version=version)))
        for kind in list(self.world.schema.kinds):
            self.world.store.ensure(kind)
        # Every call must be possible on every object: a suspended server, say, cannot be started.
        for kind, values in READY.items():
            for row in self.world.store.select(kind)[0]:
                self.world.store.save(kind, {**row, **values})
        for row in self.world.store.select("ip_address")[0]:
            # A range with addresses in use cannot be deleted.
            self.world.store.save("ip_address", {**row, "ip_range_id": 1})
        self._first = self.world.store.snapshot()

    def reset(self) -> None:
        self.world.store.restore(self._first)


@pytest.fixture(scope="module")
def cloud(endpoints: tuple[Endpoint, ...]) -> Iterator[Cloud]:
    cloud = Cloud(endpoints)
    yield cloud
    for served in cloud.served.values():
        served.stop()


@pytest.fixture
async def clients(cloud: Cloud, tmp_path: Path) -> AsyncIterator[dict[str, Client]]:
    """Version → a client of the cloud in that version; "" is the newest."""
    found = {
        version: Client(Profile("lab", served.url, login="admin"), PASSWORD, spool_folder=tmp_path)
        for version, served in cloud.served.items()
    }
    yield found
    for client in found.values():
        await client.aclose()


def chain(
    world: World, steps: tuple[tuple[str, str], ...], above: tuple[str, Object] | None = None
) -> list[Object]:
    """Objects for a row of (placeholder, kind), each below the one before; empty when there are none.

    The last of a kind comes first: it is not the caller, and others depend on it least.
    """
    if not steps:
        return []
    kind = steps[0][1]
    rows, _ = world.store.select(kind)
    for row in sorted(rows, key=lambda row: (row.get("locked") is True, -row["id"])):
        if above is not None and not belongs(world, kind, row, *above):
            continue
        rest = chain(world, steps[1:], (kind, row))
        if len(rest) == len(steps) - 1:
            return [row, *rest]
    return []


def draft_of(world: World, endpoint: Endpoint, format: Format) -> Draft:
    """A draft with ids that exist and sample values for all that is required."""
    draft = Draft(endpoint, format=format)
    schema = world.schema
    steps = tuple(
        (step.name, step.kind)
        for step in schema.plans[endpoint.id].steps
        if step.kind and schema.kind(step.kind).is_stored
    )
    objects = chain(world, steps)
    assert len(objects) == len(steps), f"no objects for {endpoint.path}"
    for (name, _), row in zip(steps, objects, strict=True):
        draft.set(name, row["id"], place="path")
    fill_samples(draft)
    for parameter in endpoint.parameters_in("body"):
        _refer(world, draft, parameter)
    for name, value in MORE.get(endpoint.id, {}).items():
        draft.set(name, value)
    return draft


def _refer(world: World, draft: Draft, parameter: Parameter) -> None:
    """Let a sample id stand for an object that exists."""
    if parameter.reference is None or "." in parameter.name or draft.get(parameter.name) is UNSET:
        return
    kind = world.schema.kind_of_list(parameter.reference.endpoint_id)
    rows, _ = world.store.select(kind) if kind else ([], 0)
    value = rows[0].get(parameter.reference.value) if rows else None
    if value is not None:
        draft.set(parameter.name, [value] if parameter.name.endswith("[]") else value)


def fault_of(exchange: Exchange, endpoint: Endpoint) -> str:
    """What is wrong with an answer, "" when nothing."""
    response = exchange.response
    if response is None:
        return f"no answer: {exchange.failure}"
    body = response.body.read()
    said = f"{response.status} {body[:200]!r}"
    if response.status != endpoint.answer.status:
        return f"{said} instead of {endpoint.answer.status}"
    if response.status == 204:
        return said if body else ""
    if response.header("content-type") != CONTENT_TYPES[exchange.request.format]:
        return f"content type {response.header('content-type')}"
    return _unreadable(body, exchange.request.format)


def _unreadable(body: bytes, format: Format) -> str:
    from lxml import etree

    try:
        if format == "json":
            json.loads(body)
        else:
            etree.fromstring(body)
    except (ValueError, etree.XMLSyntaxError) as error:
        return f"{error}: {body[:200]!r}"
    return ""


@pytest.mark.parametrize("section", SECTIONS)
async def test_section(cloud: Cloud, clients: dict[str, Client], section: str) -> None:
    faults = []
    for plan in cloud.world.schema.plans.values():
        endpoint = plan.endpoint
        if endpoint.section != section:
            continue
        for format in ("json", "xml"):
            cloud.reset()
            # A call that is gone is asked of the last version that has it.
            request = build(draft_of(cloud.world, endpoint, format), cloud.served[endpoint.until].url)
            fault = fault_of(await clients[endpoint.until].send(request), endpoint)
            if fault:
                faults.append(f"{request.method} {request.url} {request.body[:300]!r}: {fault}")
    assert faults == []


def test_all_are_asked(endpoints: tuple[Endpoint, ...]) -> None:
    assert {endpoint.section for endpoint in endpoints} == set(SECTIONS)
