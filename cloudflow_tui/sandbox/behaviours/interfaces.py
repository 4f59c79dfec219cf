"""Network interfaces: one of a server is the primary one, and its addresses go with it."""

from __future__ import annotations

from cloudflow_tui.sandbox.behaviours.power import is_on
from cloudflow_tui.sandbox.calls import Call, Registry, Result, invalid
from cloudflow_tui.sandbox.store import Filter, Object


def _check(call: Call) -> Result | None:
    server = call.on_path("virtual_machine")
    if server is None or not is_on(call.values.get("primary")):
        return None
    wanted = Filter(equal=(("virtual_machine_id", server["id"]), ("primary", 1)))
    if call.store.select("network_interface", wanted, limit=1)[0]:
        return invalid(primary=["already has primary allocation."])
    return None


def _made(call: Call, interface: Object) -> None:
    chance = call.world.random("mac", "interface", interface["id"])
    mac = ":".join(f"{chance.randrange(256):02x}" for _ in range(3))
    if "mac_address" in interface:
        interface["mac_address"] = interface["mac_address"] or f"00:16:3e:{mac}"
    if "connected" not in call.values:
        interface["connected"] = True
    interface["default_firewall_rule"] = interface.get("default_firewall_rule") or "ACCEPT"


def _removed(call: Call, interface: Object) -> None:
    """Addresses of an interface are free again, and its firewall rules are gone."""
    reaction = call.world.registry.reactions.get(("removed", "ip_address_join"))
    for join in call.store.select(
        "ip_address_join", Filter(equal=(("network_interface_id", interface["id"]),))
    )[0]:
        call.store.remove("ip_address_join", join["id"])
        if reaction is not None:
            reaction(call, join)
    wanted = Filter(equal=(("network_interface_id", interface["id"]),))
    for rule in call.store.select("firewall_rule", wanted)[0]:
        call.store.remove("firewall_rule", rule["id"])


REGISTRY = Registry(
    endpoints={"vs_network_interfaces.create": _check},
    reactions={("made", "network_interface"): _made, ("removed", "network_interface"): _removed},
)
