"""Power and state of virtual servers: an action is a transaction; the flags follow when it is complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cloudflow_tui.sandbox.calls import Behaviour, Call, Registry, Result, invalid, refused
from cloudflow_tui.sandbox.making import new_identifier
from cloudflow_tui.sandbox.permissions import DENIED
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.transactions import PENDING_S, RUNNING_S, schedule
from cloudflow_tui.sandbox.walking import not_found

KIND: Final = "virtual_machine"
STEP_S: Final = PENDING_S + RUNNING_S
"""How long one transaction takes; the next of a chain waits for it."""


_CONFIRMED: Final = "initial_root_password_encryption_key_confirmation"


def scheduled(call: Call, server: Object, action: str, then: Mapping[str, Any] | None = None) -> None:
    """Queue work on a server; it is locked until the work is complete."""
    server["locked"] = True
    schedule(call.world, f"{action}_{KIND}", KIND, server, now=call.now, user_id=call.user["id"], then=then)


def is_on(value: object, default: bool = False) -> bool:
    """A switch as requests write it."""
    return default if value is None else str(value).lower() in ("1", "true")


def _server(call: Call) -> Object:
    server = call.on_path(KIND)
    if server is None:
        raise LookupError(f"{call.plan.endpoint.id} names no server")
    return server


def _power(action: str, booted: bool) -> Behaviour:
    def behave(call: Call) -> Result | None:
        refusal = _refusal(_server(call)) if booted else None
        if refusal is not None:
            return refusal
        is_recovery = booted and call.given.get("mode") == "recovery"
        scheduled(call, _server(call), action, {"booted": booted, "recovery_mode": is_recovery})
        return None

    return behave


def _refusal(server: Object) -> Result | None:
    """Why a server cannot be started: suspended, or not built."""
    if server.get("suspended"):
        return refused(422, "Virtual server is suspended")
    return None if server.get("built") else refused(422, "Virtual server is not built")


def _flag(name: str, value: object) -> Behaviour:
    def behave(call: Call) -> Result | None:
        _server(call)[name] = value
        return None

    return behave


def _build(call: Call) -> Result | None:
    """Build anew from a template, its own when none is named, and start when asked."""
    server = _server(call)
    number = call.values.get("template_id") or server.get("template_id")
    template = call.store.find("image_template", str(number))
    if template is None:
        return not_found("image_template")
    for name in ("operating_system", "operating_system_distro"):
        server[name] = template[name]
    server.update(template_label=template["label"], template_version=template["version"], booted=False)
    server.update(built=False, state="new")
    built = {"built": True, "state": "delivered"}
    wants_start = is_on(call.values.get("required_startup"))
    scheduled(call, server, "build", built)
    if wants_start:
        scheduled(call, server, "startup", {"booted": True})
    return None


def _suspend(call: Call) -> Result | None:
    """A toggle: the same call lifts the suspension."""
    server = _server(call)
    server["suspended"] = not server.get("suspended")
    scheduled(call, server, "suspend" if server["suspended"] else "unsuspend", {"booted": False})
    return None


def _migrate(call: Call) -> Result | None:
    destination = call.store.find("hypervisor", str(call.values.get("destination")))
    if destination is None:
        return not_found("hypervisor")
    if destination["id"] == _server(call).get("hypervisor_id") or destination.get("online") is False:
        return invalid(base=["Virtual Server cannot be migrated"])
    scheduled(call, _server(call), "migrate", {"hypervisor_id": destination["id"]})
    return None


def _reset_password(call: Call) -> Result | None:
    server = _server(call)
    told = call.values.get(_CONFIRMED)
    if told is not None and told != call.values.get(_CONFIRMED.removesuffix("_confirmation")):
        base = "Virtual server root password cannot be reset at the moment. "
        return invalid(**{_CONFIRMED: ["doesn't match confirmation"]}, base=[base])
    if not call.values.get("initial_root_password"):
        server["initial_root_password"] = new_identifier(call.world, "password", server["id"], call.now)
    scheduled(call, server, "reset_password", {"booted": bool(server.get("booted"))})
    return None


def _toggle_vip(call: Call) -> Result | None:
    """On or off; off is null, which suits every client."""
    server = _server(call)
    server["vip"] = None if server.get("vip") else True
    return None


def _purge(call: Call) -> Result | None:
    """Only what is accelerated has content to purge."""
    return None if _server(call).get("acceleration") else refused(403, DENIED)


REGISTRY = Registry(
    endpoints={
        "virtual_servers.startup": _power("startup", True),
        "virtual_servers.startup_recovery": _power("startup", True),
        "virtual_servers.reboot": _power("reboot", True),
        "virtual_servers.reboot_recovery": _power("reboot", True),
        "virtual_servers.shutdown": _power("shutdown", False),
        "virtual_servers.stop": _power("stop", False),
        "virtual_servers.suspend": _suspend,
        "virtual_servers.unlock": _flag("locked", False),
        "virtual_servers.build": _build,
        "virtual_servers.migrate": _migrate,
        "virtual_servers.migration": _migrate,
        "virtual_servers.migrate_xen_to_kvm": _migrate,
        "virtual_servers.reset_password": _reset_password,
        "virtual_servers.set_vip": _toggle_vip,
        "virtual_servers.cd_boot_enable": _flag("cdboot", True),
        "virtual_servers.cd_boot_disable": _flag("cdboot", False),
        "virtual_servers.acceleration_enable": _flag("acceleration_allowed", True),
        "virtual_servers.acceleration_disable": _flag("acceleration_allowed", False),
        "virtual_servers.purge": _purge,
        "virtual_servers.purge_all": _purge,
        "virtual_servers.accelerate": _flag("acceleration", True),
        "virtual_servers.decelerate": _flag("acceleration", False),
        "virtual_servers.virsh_console_enable": _flag("virsh_console", True),
    },
)
