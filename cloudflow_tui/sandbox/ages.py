"""What the version that a sandbox plays has of the catalog: its calls, and the parameters of each.

A call that is not there yet or not any more is like one that never was; such a parameter is left out like
an unknown one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from cloudflow_tui.catalog.models import Endpoint, Parameter
from cloudflow_tui.catalog.versions import presence
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.reading import Given
from cloudflow_tui.sandbox.routing import Route, Router
from cloudflow_tui.sandbox.schema import Plan

OLD_CALLS = "old-calls"
"""Manner: calls that later releases replaced are still there."""


class Offer:
    """The calls of one world in its version."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._version = world.api_version
        self._absent: dict[str, tuple[str, ...]] = {}
        self._router = Router(
            aged_plan(plan, self._version)
            for plan in world.schema.plans.values()
            if not is_absent(self._version, plan.endpoint)
        )

    @cached_property
    def _router_with_old(self) -> Router:
        return Router(
            aged_plan(plan, self._version)
            for plan in self._world.schema.plans.values()
            if presence(self._version, plan.endpoint.since, plan.endpoint.until) != "not_yet"
        )

    def find(self, method: str, parts: tuple[str, ...]) -> Route | None:
        """The plans of a call, None when the version has no such call."""
        router = self._router_with_old if OLD_CALLS in self._world.switches else self._router
        method = "GET" if method == "HEAD" else method
        found = router.find(method, parts)
        if found is None and any("__" in part for part in parts):
            # One published client doubles the underscore of hypervisor_zones and leaves out settings.
            parts = tuple(part.replace("__", "_") for part in parts)
            found = router.find(method, parts) or router.find(method, ("settings", *parts))
        return found

    def known(self, plan: Plan, given: Given) -> Given:
        """What a request holds, without the parameters that the version does not have, rooted or bare."""
        name = plan.endpoint.id
        absent = self._absent.get(name)
        if absent is None:
            absent = self._absent[name] = absent_names(self._world.schema.plans[name], self._version)
        if not absent:
            return given
        body = given.body
        if isinstance(body, dict):
            rooted = {key: left_out(inner, absent) for key, inner in body.items() if isinstance(inner, dict)}
            body = left_out({**body, **rooted}, absent)
        query = {
            key: left_out(inner, absent) if isinstance(inner, dict) else inner
            for key, inner in given.query.items()
        }
        return replace(given, query=left_out(query, absent), body=body)


def aged_plan(plan: Plan, version: str) -> Plan:
    """A plan with the parameters that a version has: neither those that came later nor those that went."""
    endpoint = plan.endpoint
    kept = tuple(parameter for parameter in endpoint.parameters if not _is_left_out(version, parameter))
    if len(kept) == len(endpoint.parameters):
        return plan
    return replace(plan, endpoint=replace(endpoint, parameters=kept))


def absent_names(plan: Plan, version: str) -> tuple[str, ...]:
    """Names of the parameters that a version does not have and that nothing else there is called by."""
    absent = [one.name for one in plan.endpoint.parameters if _is_left_out(version, one)]
    named = {one.name for one in aged_plan(plan, version).endpoint.parameters} if absent else ()
    return tuple(name for name in absent if name not in named)


def _is_left_out(version: str, parameter: Parameter) -> bool:
    """Whether a version lacks a parameter; what stands in the path is always there."""
    return parameter.place != "path" and is_absent(version, parameter)


def is_absent(version: str, part: Endpoint | Parameter) -> bool:
    """Whether a version does not have a call or a parameter: not yet, or not any more."""
    return presence(version, part.since, part.until) in ("gone", "not_yet")


def left_out(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Data without parameters of these names, such as `user.roles[].label` or `period[startdate]`."""
    found = dict(data)
    for name in names:
        found = _without_path(found, re.split(r"[.\[]", name.replace("[]", "")))
    return found


def _without_path(data: Any, path: list[str]) -> Any:
    """The data without what a path leads to; members of lists are looked into."""
    if isinstance(data, list):
        return [_without_path(inner, path) for inner in data]
    word = path[0].removesuffix("]")
    if not isinstance(data, dict) or word not in data:
        return data
    if len(path) == 1:
        return {name: inner for name, inner in data.items() if name != word}
    return {**data, word: _without_path(data[word], path[1:])}
