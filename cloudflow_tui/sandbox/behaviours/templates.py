"""Templates: installed by the clock from those on offer; the store is a tree of their groups."""

from __future__ import annotations

from typing import Any, Final

from cloudflow_tui.sandbox.calls import Call, Registry, Result, invalid
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.transactions import schedule

_KIND: Final = "image_template"
_RELATION: Final = "relation_group_template"
_TAKEN_OVER: Final = (
    "label", "version", "operating_system", "operating_system_distro", "operating_system_arch",
    "min_disk_size", "min_memory_size", "file_name", "template_size", "checksum",
)  # fmt: skip


def _made(call: Call, template: Object) -> None:
    """A template from those on offer is inactive until its installing is complete."""
    offered = _offered(call, str(call.values.get("manager_id") or ""))
    for name in _TAKEN_OVER:
        if offered is not None and not template.get(name) and offered.get(name) is not None:
            template[name] = offered[name]
    template["label"] = template.get("label") or f"Template {template['id']}"
    template.update(state="inactive", locked=False)
    schedule(
        call.world, "install_template", _KIND, template, now=call.now, user_id=call.user["id"],
        then={"state": "active"},
    )  # fmt: skip


def _offered(call: Call, manager_id: str) -> Object | None:
    rows, _ = call.store.select("remote_template")
    return next((row for row in rows if str(row.get("manager_id")) == manager_id), None)


def _store(call: Call) -> Result | None:
    """Groups without root, each with its templates and the groups below it."""
    groups, _ = call.store.select("image_template_group")
    relations, _ = call.store.select(_RELATION)
    known = {group["id"] for group in groups}
    tops = [group for group in groups if group.get("parent_id") not in known]
    return Result([_branch(call, group, groups, relations, 0) for group in tops], list_name="groups")


def _branch(call: Call, group: Object, groups: list[Object], relations: list[Object], depth: int) -> Object:
    shown = {name: group.get(name) for name, _ in call.plan.attributes}
    below = [row for row in groups if row.get("parent_id") == group["id"] and row["id"] != group["id"]]
    # Groups can be made that lie in each other.
    is_deep = depth > len(groups)
    shown["children"] = [] if is_deep else [_branch(call, row, groups, relations, depth + 1) for row in below]
    mine = [row for row in relations if row.get("image_template_group_id") == group["id"]]
    shown["relations"] = [_relation(call, row) for row in mine]
    return shown


def _relation(call: Call, row: Object) -> Object:
    template = call.store.get(_KIND, row.get("template_id") or 0) or {}
    inner: Any = {name: template.get(name) for name in ("id", "label", "version", "operating_system")}
    return {"id": row["id"], "template_id": row.get("template_id"), "price": row.get("price"), _KIND: inner}


def _check_relation(call: Call) -> Result | None:
    group = call.on_path("image_template_group")
    if group is None:
        return None
    rows, _ = call.store.select(_RELATION, Filter(equal=(("image_template_group_id", group["id"]),)))
    if any(str(row.get("template_id")) == str(call.values.get("template_id")) for row in rows):
        return invalid(template_id=["has already been taken"])
    return None


def _related(call: Call, row: Object) -> None:
    template = call.store.get(_KIND, row.get("template_id") or 0)
    if template is not None:
        row[_KIND] = {name: template.get(name) for name in ("id", "label", "version")}


REGISTRY = Registry(
    endpoints={"template_store.list": _store, "template_store.attach_template": _check_relation},
    reactions={("made", _KIND): _made, ("made", _RELATION): _related},
)
