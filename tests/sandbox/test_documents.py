"""Documents: made up once, altered, one for each object of the path."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import World
from tests.sandbox.support import Asker, Clock

CONFIGURATION = "/settings/configuration.json"


def test_made_up_the_same_each_time(ask: Asker) -> None:
    first = ask("GET", CONFIGURATION)
    assert first.status == 200
    assert ask("GET", CONFIGURATION).data == first.data
    assert first.data


def test_altered_in_part(ask: Asker, world: World) -> None:
    plan = world.schema.plans["settings.update"]
    before = ask("GET", CONFIGURATION).data
    root = next(iter(before))
    name = next(
        parameter.name
        for parameter in plan.endpoint.parameters_in("body")
        if parameter.name in before[root] and parameter.type == "integer"
    )
    answer = ask("PUT", "/settings.json", {plan.endpoint.root: {name: 4711, "nonsense": 1}})
    assert answer.status == 204
    after = ask("GET", CONFIGURATION).data
    assert after == {root: {**before[root], name: 4711}}


def test_one_for_each_object(ask: Asker, clock: Clock) -> None:
    path = "/settings/hypervisors/{}/integrated_storage_settings.json"
    first, second = (ask("GET", path.format(number)).data for number in (1, 2))
    root = next(iter(first))
    name = next(name for name, value in first[root].items() if value is not None)
    clock.move(60)
    assert ask("PUT", path.format(1), {root: {name: "9"}}).status == 204
    assert str(ask("GET", path.format(1)).data[root][name]) == "9"
    assert ask("GET", path.format(2)).data == second
    assert ask("GET", path.format(999)).status == 404


def test_identifier_and_number_name_the_same_document(ask: Asker, world: World) -> None:
    hypervisor = world.store.get("hypervisor", 1)
    assert hypervisor is not None
    path = "/settings/hypervisors/{}/integrated_storage_settings.json"
    if hypervisor.get("identifier"):
        assert ask("GET", path.format(hypervisor["identifier"])).data == ask("GET", path.format(1)).data
