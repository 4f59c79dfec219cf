"""Documents that people read: version, licence and settings, with values from `data/seed_documents.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cloudflow_tui.sandbox.calls import Behaviour, Call, Registry, Result
from cloudflow_tui.sandbox.schema import DATA_FOLDER


@lru_cache(maxsize=1)
def load_documents() -> Mapping[str, Mapping[str, Any]]:
    """Path of the catalog → values of the document that lies there."""
    data: dict[str, dict[str, Any]] = json.loads((DATA_FOLDER / "seed_documents.json").read_text("utf-8"))
    return data


def _version(call: Call) -> Result | None:
    """Bare, with the patch level that the sandbox was put together with."""
    stored = call.store.fact("document:/version")
    return Result(json.loads(stored) if stored else {"version": call.world.api_version})


def _begun(document: str) -> Behaviour:
    """Lay the document down on first use; the engine then reads or alters it."""

    def behave(call: Call) -> Result | None:
        key = f"document:{document}"
        if not call.store.fact(key):
            call.store.set_fact(key, json.dumps(_first_values(call, document)))
        return None

    return behave


def _first_values(call: Call, document: str) -> Mapping[str, Any]:
    """Values by hand, and quiet ones for the rest of what the catalog says the document has."""
    told = load_documents()[document]
    plans = call.schema.plans.values()
    shown = next(
        (plan.attributes for plan in plans if plan.verb == "document" and plan.document == document), ()
    )
    made = {name: _quiet(name, type_) for name, type_ in shown}
    return {**made, **told}


def _quiet(name: str, type_: str) -> object:
    """A value that changes nothing."""
    if type_ == "integer":
        timed = name.endswith(("_delay", "_timeout", "_time", "_interval", "_period"))
        return 60 if timed else 0
    quiet: Mapping[str, object] = {"number": 0.0, "boolean": False, "array": [], "object": {}}
    return quiet.get(type_)


REGISTRY = Registry(
    endpoints={
        "version.get": _version,
        "settings.get": _begun("/settings/configuration"),
        "settings.update": _begun("/settings/configuration"),
        "license.get": _begun("/settings/license"),
        "dns_setup.show": _begun("/settings/dns_setup"),
    },
)
