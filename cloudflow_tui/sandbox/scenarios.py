"""Situations by name, as they reach a help desk: for training and for tests.

A scenario changes objects, switches on a manner, or adds a fault. Undoing one takes its faults and manners
away; what it did to objects goes with a reset.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cloudflow_tui.errors import SandboxError, SandboxOptionError
from cloudflow_tui.sandbox.ages import OLD_CALLS
from cloudflow_tui.sandbox.behaviours.api_keys import KEYS_NEED_KEYS
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.faults import FaultBook, read_fault
from cloudflow_tui.sandbox.handling import NO_PASSWORDS
from cloudflow_tui.sandbox.lockout import SHUT_OUT, let_in
from cloudflow_tui.sandbox.making import new_object
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.times import written
from cloudflow_tui.sandbox.transactions import schedule

_FOREVER_S: Final = 10.0**9
_CUSTOMER: Final = "bob"
_PARTIAL: Final = (
    '{"message":"Edge Group was modified with some errors.",'
    '"error":"Locations with IDs [404] are unavailable"}'
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One situation."""

    words: str
    """What a caller sees."""
    change: Callable[[World], None] | None = None
    faults: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    """Beginnings of actions whose transactions fail."""


def switch_on(name: str, world: World, book: FaultBook) -> None:
    """Bring a situation about.

    Raises:
        SandboxError: There is none of that name.
    """
    scenario = find_scenario(name)
    for text in scenario.faults:
        book.add(read_fault(text))
    world.switches.update(scenario.switches)
    world.failing.update(scenario.failing)
    # What was remembered of other manners is not true any more.
    world.store.revision += 1
    if scenario.change is not None:
        scenario.change(world)
        world.store.commit()


def switch_off(name: str, world: World, book: FaultBook) -> None:
    """Take the faults and manners of a situation away.

    Raises:
        SandboxError: There is none of that name.
    """
    scenario = find_scenario(name)
    for text in scenario.faults:
        book.remove(text)
    world.switches.difference_update(scenario.switches)
    world.failing.difference_update(scenario.failing)
    if SHUT_OUT in scenario.switches:
        let_in(world)
    world.store.revision += 1


def find_scenario(name: str) -> Scenario:
    """The scenario of that name.

    Raises:
        SandboxOptionError: There is none.
    """
    scenario = SCENARIOS.get(name)
    if scenario is None:
        from difflib import get_close_matches

        near = get_close_matches(name, list(SCENARIOS), n=3, cutoff=0.5)
        known = f"Nearest: {', '.join(near)}." if near else f"Known: {', '.join(SCENARIOS)}."
        raise SandboxOptionError(f"No scenario is called {name!r}.", advice=known)
    return scenario


def _customer(world: World) -> Object:
    found, _ = world.store.select("user", Filter(equal=(("login", _CUSTOMER),)), limit=1)
    if not found:
        raise SandboxError(
            f"There is no user {_CUSTOMER!r}.", advice="Reset the sandbox, or start without --data."
        )
    return found[0]


def _update_customer(world: World, **values: object) -> None:
    user = _customer(world)
    user.update(values)
    world.store.save("user", user)


def _suspended(world: World) -> None:
    _update_customer(world, status="suspended")


def _locked_out(world: World) -> None:
    _update_customer(world, status="locked", locked_at=written(world.clock()))


def _shut_out(world: World) -> None:
    values = {"ip": "203.0.113.9", "description": "The old office", "user_id": _customer(world)["id"]}
    new_object(world, "user_white_list", values, now=world.clock())


def _first_server(world: World) -> Object:
    servers, _ = world.store.select("virtual_machine", Filter(owner=_customer(world)["id"]), limit=1)
    if not servers:
        raise SandboxError(f"{_CUSTOMER!r} has no server.", advice="Reset the sandbox.")
    return servers[0]


def _held(world: World) -> None:
    """A transaction that never ends."""
    server, now = _first_server(world), world.clock()
    transaction = schedule(world, "migrate_virtual_machine", "virtual_machine", server, now=now)
    transaction.update(status="running", started_at=written(now), _ends=now.timestamp() + _FOREVER_S)
    transaction["log_output"] = "Executing migrate_virtual_machine\nWaiting for the storage\n"
    world.store.save("transaction", transaction)
    world.store.delay_jobs(f"virtual_machine:{server['id']}", _FOREVER_S)


def _suspended_server(world: World) -> None:
    server = _first_server(world)
    server.update(suspended=True, booted=False)
    world.store.save("virtual_machine", server)


def _all_taken(world: World) -> None:
    for address in world.store.select("ip_address", Filter(equal=(("free", 1),)))[0]:
        world.store.save("ip_address", {**address, "free": False})


def _without(*names: str) -> Callable[[World], None]:
    def change(world: World) -> None:
        for role in world.store.select("role", Filter(equal=(("identifier", "user"),)))[0]:
            kept = [row for row in role["permissions"] if row["permission"]["identifier"] not in names]
            role.update(permissions=kept, _permission_ids=[row["permission"]["id"] for row in kept])
            world.store.save("role", role)

    return change


SCENARIOS: Final[Mapping[str, Scenario]] = {
    "suspended-user": Scenario("bob is suspended: 401 for him, others are fine", _suspended),
    "locked-account": Scenario("bob is locked after wrong passwords: 401 until unlock_account", _locked_out),
    "shut-out": Scenario(
        "three wrong sign-ins shut an address out: 403 until the scenario is switched off",
        switches=(SHUT_OUT,),
    ),
    "white-list": Scenario("bob has a white list that lacks this machine: 403", _shut_out),
    "password-login-off": Scenario("passwords open nothing, keys do: 401", switches=(NO_PASSWORDS,)),
    "keys-need-keys": Scenario(
        "a key can be made only by a caller with a key, and for somebody else", switches=(KEYS_NEED_KEYS,)
    ),
    "missing-permission": Scenario(
        "the role User may not read networks and data store zones: 403",
        _without("networks.read", "data_store_zones.read"),
    ),
    "no-version": Scenario("the role User may not see the version: 403", _without("version.read")),
    "busy-server": Scenario("bob's first server is held by a transaction: 422", _held),
    "suspended-server": Scenario("bob's first server is suspended: its start is a 422", _suspended_server),
    "failed-build": Scenario("201 as ever, but every build fails", failing=("build",)),
    "failed-backups": Scenario("201 as ever, but every backup fails", failing=("take",)),
    "no-free-addresses": Scenario("no address is free: Network interfaces is invalid", _all_taken),
    "old-calls-kept": Scenario("calls that later releases replaced answer as ever", switches=(OLD_CALLS,)),
    "partial-success": Scenario(
        "edge groups: a success with an error inside",
        faults=(f"POST /edge_groups/:id/*: 200 body={_PARTIAL}",),
    ),
    "https-redirect": Scenario(
        "every call is redirected to https: a POST comes back as a GET",
        faults=("* /*: 301 redirect=https://{host}",),
    ),
    "html-500": Scenario("every change is a 500 with a page of HTML", faults=("POST /*: 500", "PUT /*: 500")),
    "maintenance": Scenario("503 with Retry-After for every call", faults=("* /*: 503 retry=120",)),
    "proxy-page": Scenario("a sign-in page of a proxy instead of every answer", faults=("* /*: html",)),
    "slow": Scenario("every answer takes three seconds", faults=("* /*: latency=3s",)),
    "cut-answers": Scenario("POST is carried out, but its answer breaks off", faults=("POST /*: after cut",)),
}
"""Name → situation."""
