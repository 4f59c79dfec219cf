"""Single documents: settings and summaries that a path holds without being one of many.

A document is a fact of the store under the path that was called; before it was altered it is made up from
what the catalog says of it.
"""

from __future__ import annotations

import json
from typing import Any

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.sandbox.calls import Call, Result
from cloudflow_tui.sandbox.invention import invent
from cloudflow_tui.sandbox.making import touch
from cloudflow_tui.sandbox.store import Object


def answer_document(call: Call) -> Result:
    """The document of a GET."""
    data = read_document(call, call.plan.document)
    return Result(data, call.plan.element)


def alter_document(call: Call) -> Result:
    """Write the parameters into the document."""
    document = call.plan.document
    data = read_document(call, document)
    parameters = {name.split(".")[0].split("[")[0] for name in _body_names(call)}
    data.update(
        (name, value)
        for name, value in call.values.items()
        if name in parameters or (name in data and not call.plan.endpoint.is_complete)
    )
    call.store.set_fact(_key(call, document), json.dumps(data))
    target = call.target
    if target is not None:
        touch(target, call.now)
        call.store.save(call.target_kind, target)
    return Result(data, call.plan.element or _element_of(call, document))


def _body_names(call: Call) -> list[str]:
    return [parameter.name for parameter in call.plan.endpoint.parameters_in("body")]


def read_document(call: Call, document: str) -> Object:
    """A document as it stands now.

    Args:
        document: Its path in the catalog.
    """
    stored = call.store.fact(_key(call, document))
    if stored:
        data: dict[str, Any] = json.loads(stored)
        return data
    shown = next(
        (
            plan
            for plan in call.schema.plans.values()
            if plan.verb == "document" and plan.endpoint.path == document
        ),
        call.plan,
    )
    chance = call.world.random("document", document, *call.ids)
    made = {name: invent(name, type_, chance, call.now) for name, type_ in shown.attributes}
    for plan in call.schema.plans.values():
        if plan.document == document and plan.verb == "alter_document":
            for parameter in plan.endpoint.parameters_in("body"):
                name = parameter.name
                if name in made and not isinstance(parameter.default, Unset):
                    made[name] = parameter.default
                elif name in made and parameter.enum:
                    made[name] = parameter.enum[0]
    return made


def _element_of(call: Call, document: str) -> str:
    plans = call.schema.plans.values()
    return next((p.element for p in plans if p.verb == "document" and p.document == document), "")


def _key(call: Call, document: str) -> str:
    """The name of the fact: the document's path with the ids of the objects."""
    ids = iter(
        str(found["id"]) if found is not None else text
        for found, text in zip(call.objects, call.ids, strict=True)
    )
    parts = [next(ids, part) if part.startswith(":") else part for part in document.split("/")]
    return "document:" + "/".join(parts)
