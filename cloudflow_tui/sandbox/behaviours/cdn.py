"""CDN resources: their own wording of errors, and what only some of them take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cloudflow_tui.sandbox.behaviours.dns_checks import is_host
from cloudflow_tui.sandbox.calls import Call, Registry, Result, refused
from cloudflow_tui.sandbox.permissions import DENIED
from cloudflow_tui.sandbox.store import Object

_NAMES: Final = {
    "cdn_hostname": "CDN hostname",
    "edge_group_ids": "Edge groups",
    "ftp_password": "FTP password",
    "push_origin_password": "FTP password",
}
_HTTP: Final = frozenset({"HTTP_PULL", "HTTP_PUSH"})
_MOST_ORIGINS: Final = 3


def _refuse(call: Call, errors: Mapping[str, list[str]]) -> Result | None:
    """A list of sentences; an unknown type is taken for one that the caller may not make."""
    if "resource_type" in errors and call.values.get("resource_type"):
        return refused(403, DENIED)
    if call.values.get("origins"):
        # Newer clients send a list instead of the one origin.
        errors = {name: texts for name, texts in errors.items() if name != "origin"}
    if not errors:
        return _check(call)
    spoken = [
        f"{_NAMES.get(name, name.replace('_', ' ').capitalize())} {text}"
        for name, texts in errors.items()
        for text in texts
    ]
    return refused(422, *spoken)


def _check(call: Call) -> Result | None:
    values, messages = call.values, []
    name = values.get("cdn_hostname")
    if isinstance(name, str) and name:
        if not is_host(name):
            messages.append("CDN hostname Domain Name has incorrect format")
        elif "." not in name.strip("."):
            messages.append("CDN hostname Name can not be a top level domain")
    origins = values.get("origins")
    if isinstance(origins, list):
        if len(origins) > _MOST_ORIGINS:
            messages.append("Origins accepts maximum 3 IP Addresses or single Domain Name")
        elif len(set(map(str, origins))) < len(origins):
            messages.append("Origins include duplicated IP")
    return refused(422, *messages) if messages else None


def _only_http(word: str) -> Result | None:
    return refused(422, f"Only HTTP-type can be {word}")


def _purge(call: Call) -> Result | None:
    resource = call.on_path("cdn_resource")
    kind = str((resource or {}).get("resource_type"))
    return None if kind in _HTTP else _only_http("purged")


def _prefetch(call: Call) -> Result | None:
    resource = call.on_path("cdn_resource")
    kind = str((resource or {}).get("resource_type"))
    return None if kind in _HTTP else _only_http("prefetched")


def _made(call: Call, resource: Object) -> None:
    """A new resource has an alias to point at, and is served at once."""
    resource["cname"] = resource.get("cname") or f"{resource['id']}.cdn.example.net"
    resource.update(status=resource.get("status") or "Active", last_24h_cost=0.0)
    _altered(call, resource)


def _altered(call: Call, resource: Object) -> None:
    """The edge groups that were named, as they are shown."""
    numbers = call.values.get("edge_group_ids")
    if isinstance(numbers, list):
        found = (call.store.find("edge_group", str(number)) for number in numbers)
        resource["edge_groups"] = [{"edge_group": group} for group in found if group is not None]


_CREATES: Final = ("http_pull", "http_pull_advanced", "http_push", "vod_pull", "vod_push", "live")
_EDITS: Final = ("http_pull", "http_push", "vod", "live")

REGISTRY = Registry(
    endpoints={
        **{f"cdn_resources.create_{word}": _check for word in _CREATES},
        **{f"cdn_resources.edit_{word}": _check for word in _EDITS},
        "cdn_resources.purge": _purge,
        "cdn_resources.purge_all": _purge,
        "cdn_resources.prefetch": _prefetch,
    },
    reactions={("made", "cdn_resource"): _made, ("altered", "cdn_resource"): _altered},
    refusals={"cdn_resource": _refuse},
)
