"""Joins: each says what it joins to, a compute resource, a zone, a server or a template."""

from __future__ import annotations

from typing import Final

from cloudflow_tui.sandbox.calls import Call, Registry
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.words import class_name

_KINDS: Final = ("data_store_join", "network_join", "backup_server_join", "recipe_join")


def _made(call: Call, join: Object) -> None:
    target = call.target
    if target is not None:
        join.update(target_join_id=target["id"], target_join_type=class_name(call.target_kind))


REGISTRY = Registry(reactions={("made", kind): _made for kind in _KINDS})
