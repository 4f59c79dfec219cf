"""Every age of the catalog: calls and parameters are there from their first version to their last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.catalog.models import Endpoint, Parameter
from cloudflow_tui.catalog.versions import KNOWN, presence, version_before, version_key
from cloudflow_tui.sandbox.ages import Offer, aged_plan, left_out
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.faults import FaultBook
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.reading import Given
from cloudflow_tui.sandbox.scenarios import switch_off, switch_on
from cloudflow_tui.sandbox.schema import Plan
from tests.sandbox.cloud import CloudForTests
from tests.sandbox.support import Asker


def versions_around(part: Endpoint | Parameter) -> set[str]:
    """The first and last version of a thing and those just outside."""
    after = [one for one in KNOWN if part.until and version_key(one) > version_key(part.until)]  # type: ignore[operator]
    found = {part.since, part.until, version_before(part.since), *after[:1], KNOWN[0], KNOWN[-1]}
    return found - {""}


def parts_of(plan: Plan) -> tuple[str, ...]:
    """The path of a call with numbers in place of its ids."""
    parts = plan.endpoint.path.strip("/").split("/")
    return tuple("1" if part.startswith(":") else part for part in parts)


def test_every_call_is_there_from_first_to_last(world: World) -> None:
    offers = {version: Offer(replace(world, api_version=version)) for version in KNOWN}
    dated = [plan for plan in world.schema.plans.values() if plan.endpoint.since or plan.endpoint.until]
    wrong = []
    for plan in dated:
        endpoint = plan.endpoint
        for version in versions_around(endpoint):
            route = offers[version].find(endpoint.method, parts_of(plan))
            is_found = route is not None and endpoint.id in {one.endpoint.id for one in route.plans}
            if is_found != (presence(version, endpoint.since, endpoint.until) in ("here", "new")):
                wrong.append((endpoint.id, version, is_found))
    assert len(dated) > 100
    assert wrong == []


def test_every_call_that_is_gone_is_404(world: World) -> None:
    ask = Asker(Handler(world))
    gone = [plan for plan in world.schema.plans.values() if plan.endpoint.until]
    left = {(plan.endpoint.method, plan.endpoint.path) for plan in world.schema.plans.values()
            if not plan.endpoint.until}  # fmt: skip
    asked = [plan for plan in gone if (plan.endpoint.method, plan.endpoint.path) not in left]
    for plan in asked:
        for suffix in (".json", ".xml"):
            target = "/" + "/".join(parts_of(plan)) + suffix
            assert (target, ask(plan.endpoint.method, target).status) == (target, 404)
    assert len(asked) > 40


def test_every_parameter_is_read_from_first_to_last(world: World) -> None:
    offers = {version: Offer(replace(world, api_version=version)) for version in KNOWN}
    wrong = []
    count = 0
    for plan in world.schema.plans.values():
        for parameter in plan.endpoint.parameters:
            if parameter.place == "path" or not (parameter.since or parameter.until):
                continue
            count += 1
            same = [one for one in plan.endpoint.parameters if one.name == parameter.name]
            for version in versions_around(parameter):
                is_here = any(presence(version, one.since, one.until) in ("here", "new") for one in same)
                if is_read(offers[version], plan, parameter) != is_here:
                    wrong.append((plan.endpoint.id, parameter.name, version))
    assert count > 500
    assert wrong == []


def is_read(offer: Offer, plan: Plan, parameter: Parameter) -> bool:
    """Whether a value for a parameter gets through in the body, bare and rooted, or in the query."""
    name = parameter.name.replace("[]", "").replace("[", ".").replace("]", "")
    data: object = "mark"
    for word in reversed(name.split(".")):
        data = {word: data}
    assert isinstance(data, dict)
    if parameter.place == "query":
        return "mark" in str(offer.known(plan, Given(data, None)).query)
    bare = "mark" in str(offer.known(plan, Given({}, data)).body)
    rooted = "mark" in str(offer.known(plan, Given({}, {plan.endpoint.root or "x": data})).body)
    assert bare == rooted
    return bare


def test_a_required_parameter_that_is_gone_is_not_missed(world: World) -> None:
    """It is neither asked for nor kept."""
    now, then = (Asker(Handler(replace(world, api_version=version))) for version in ("6.7", "2.0"))
    assert "Price cpu can't be blank" in then("POST", "/groups.json", {"group": {"label": "x"}}).text
    made = now("POST", "/groups.json", {"group": {"label": "x", "price_cpu": 5.5}})
    assert made.status == 201
    assert "5.5" not in made.text


def test_a_parameter_that_is_not_there_yet_is_like_an_unknown_one() -> None:
    body = {"user": {"bucket_id": 3, "first_name": "Ann"}}
    for version, bucket in (("5.5", 1), ("5.6", 3)):
        cloud = CloudForTests(api_version=version)
        assert cloud.call("PUT", "/users/3.json", body)[0] == 204
        stored = cloud.store.get("user", 3)
        assert stored is not None
        assert (stored["first_name"], stored["bucket_id"]) == ("Ann", bucket)


def test_old_calls_can_be_kept(world: World) -> None:
    ask = Asker(Handler(world))
    assert ask("GET", "/billing_plans.json").status == 404
    switch_on("old-calls-kept", world, FaultBook())
    try:
        assert ask("GET", "/billing_plans.json").status == 200
    finally:
        switch_off("old-calls-kept", world, FaultBook())
    assert ask("GET", "/billing_plans.json").status == 404


def test_the_newest_plan_is_as_it_is_in_the_catalog(world: World) -> None:
    plan = world.schema.plans["users.create"]
    assert aged_plan(plan, "6.7") is plan
    assert len(aged_plan(plan, "2.0").endpoint.parameters) < len(plan.endpoint.parameters)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("a", {"b": {"c": 1, "d": 2}, "e": [{"f": 1}, {"g": 2}]}),
        ("b.c", {"a": 1, "b": {"d": 2}, "e": [{"f": 1}, {"g": 2}]}),
        ("b[d]", {"a": 1, "b": {"c": 1}, "e": [{"f": 1}, {"g": 2}]}),
        ("e[].f", {"a": 1, "b": {"c": 1, "d": 2}, "e": [{}, {"g": 2}]}),
        ("a.x", {"a": 1, "b": {"c": 1, "d": 2}, "e": [{"f": 1}, {"g": 2}]}),
        ("nothing", {"a": 1, "b": {"c": 1, "d": 2}, "e": [{"f": 1}, {"g": 2}]}),
    ],
)
def test_left_out(name: str, left: dict[str, object]) -> None:
    data = {"a": 1, "b": {"c": 1, "d": 2}, "e": [{"f": 1}, {"g": 2}]}
    assert left_out(data, [name]) == left
