"""The generic engine: carries out what a plan says, on the store, for every endpoint of the catalog.

Special behaviour is asked first and may do all, some or nothing of the work. Knows no HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from cloudflow_tui.sandbox.calls import Call, Moment, Result
from cloudflow_tui.sandbox.checking import Checked, check_object
from cloudflow_tui.sandbox.documents import alter_document, answer_document
from cloudflow_tui.sandbox.invention import invent
from cloudflow_tui.sandbox.listed import alter_listed, delete_listed
from cloudflow_tui.sandbox.listing import answer_list
from cloudflow_tui.sandbox.locking import refusal_of_locked
from cloudflow_tui.sandbox.making import join, new_object, part, put_values, remove_below, touch
from cloudflow_tui.sandbox.references import missing_reference
from cloudflow_tui.sandbox.schema import Kind
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.transactions import schedule
from cloudflow_tui.sandbox.walking import not_found
from cloudflow_tui.sandbox.words import singular

NEW_OWNER = "new_owner_id"
"""Parameter of the calls that hand an object over."""


def carry_out(call: Call, checked: Checked) -> Result:
    """Do what the call asks for; a refusal when its parameters are wrong."""
    plan = call.plan
    if plan.verb in ("create", "alter") and plan.kind:
        existing = call.target if plan.verb == "alter" else None
        check_object(checked, call.schema, call.store, plan.kind, existing)
    refused = _refused(call, checked) if checked.errors else None
    if refused is not None:
        _touch_target(call)
        return refused
    missing = missing_reference(call)
    if missing:
        _touch_target(call)
        return not_found(missing)
    needs_work = plan.endpoint.is_scheduled and call.world.registry.works.get(plan.endpoint.id, _always)(call)
    locked = refusal_of_locked(call) if needs_work else None
    if locked is not None:
        _touch_target(call)
        return locked
    newest = call.store.next_id("transaction") if needs_work else 0
    special = call.world.registry.behaviour(call.schema, plan)
    result = special(call) if special is not None else None
    if result is None:
        result = _VERBS[plan.verb](call)
        # Special behaviour that scheduled the work itself needs no more.
        is_open = needs_work and call.store.next_id("transaction") == newest
        if is_open and result.errors is None:
            _schedule(call, result)
    return result


def _refused(call: Call, checked: Checked) -> Result | None:
    """How wrong parameters are told, which some kinds do in their own words."""
    told = call.world.registry.refusals.get(call.plan.kind)
    return told(call, checked.errors) if told is not None else Result(status=422, errors=checked.errors)


def _always(call: Call) -> bool:
    return True


def _touch_target(call: Call) -> None:
    """`updated_at` moves also when a PUT fails."""
    target = call.target
    if call.plan.endpoint.method in ("PUT", "PATCH") and target is not None:
        touch(target, call.now)
        call.store.save(call.target_kind, target)


def _parents(call: Call) -> Iterator[tuple[str, Object]]:
    for step, found in zip(call.plan.steps, call.objects, strict=True):
        if found is not None:
            yield step.kind, found


def _known_values(call: Call, kind: Kind) -> Mapping[str, Any]:
    """The values that the call may set: its parameters, and attributes where its list may lack some."""
    endpoint = call.plan.endpoint
    named = {parameter.name.split(".")[0].split("[")[0] for parameter in endpoint.parameters_in("body")}
    fixed = {parameter.name for parameter in endpoint.parameters if parameter.is_read_only}
    is_open = not endpoint.is_complete or not named
    return {
        name: value
        for name, value in call.values.items()
        if name not in fixed and (name in named or (is_open and name in kind.attributes))
    }


def _react(call: Call, moment: Moment, kind: str, row: Object) -> None:
    reaction = call.world.registry.reactions.get((moment, kind))
    if reaction is not None:
        reaction(call, row)
        if moment != "removed":
            call.store.save(kind, row)


def _location(call: Call, row: Object) -> str:
    return f"{_concrete_path(call)}/{row['id']}"


def _concrete_path(call: Call) -> str:
    """The path of the call with the ids of the objects in it."""
    ids = iter([quote(text, safe="") for text in call.ids])
    parts = call.plan.endpoint.path.split("/")
    return "/".join(next(ids) if part.startswith(":") else part for part in parts)


def _show(call: Call) -> Result:
    target = call.target
    kind = call.plan.kind
    if target is None:
        if call.schema.kind(kind).is_stored:
            return not_found(kind)
        return Result(_invented(call), call.plan.element)
    return Result(target, call.plan.element)


def _invented(call: Call) -> Object:
    """An answer from what the catalog says of its attributes."""
    target = call.target or {}
    chance = call.world.random(call.plan.endpoint.id, target.get("id", 0), *call.ids)
    made = {name: invent(name, type_, chance, call.now) for name, type_ in call.plan.attributes}
    made.update((name, value) for name, value in call.values.items() if name in made)
    return made


def _create(call: Call) -> Result:
    kind = call.schema.kind(call.plan.kind)
    row = new_object(
        call.world,
        kind.name,
        _known_values(call, kind),
        now=call.now,
        parents=_parents(call),
        owner_id=call.user["id"],
    )
    _react(call, "made", kind.name, row)
    return Result(row, call.plan.element, location=_location(call, row))


def _alter(call: Call) -> Result:
    target = call.target
    if target is None:
        return not_found(call.plan.kind)
    kind = call.schema.kind(call.target_kind)
    put_values(kind, target, _known_values(call, kind))
    touch(target, call.now)
    call.store.save(kind.name, target)
    _react(call, "altered", kind.name, target)
    return Result(target, call.plan.element or kind.name)


def _delete(call: Call) -> Result:
    target = call.target
    if target is None:
        return not_found(call.plan.kind)
    call.store.remove(call.target_kind, target["id"])
    _react(call, "removed", call.target_kind, target)
    remove_below(call.world, call.target_kind, target)
    return Result(target, call.plan.element)


def _pair(call: Call) -> tuple[tuple[str, Object], tuple[str, Object]] | None:
    """The last two objects of the path with their kinds, the outer one first."""
    pairs = list(_parents(call))
    return (pairs[-2], pairs[-1]) if len(pairs) >= 2 else None


def _attach(call: Call) -> Result:
    return _connect(call, join)


def _detach(call: Call) -> Result:
    return _connect(call, part)


def _connect(call: Call, change: Callable[..., None]) -> Result:
    pair = _pair(call)
    if pair is None:
        return _act(call)
    (outer_kind, outer), (kind, row) = pair
    change(call.world, kind, row, outer_kind, outer)
    touch(row, call.now)
    call.store.save(kind, row)
    element = call.plan.element
    if element == outer_kind:
        return Result(outer, element, kind=outer_kind)
    return Result(row, element or kind, kind=kind)


def _attach_by(call: Call) -> Result:
    """Attach the objects whose ids stand in the body."""
    kind = call.plan.kind
    ids = [call.values.get(name) for name in (f"{kind}_id", f"{kind}_ids")]
    wanted = [number for given in ids for number in (given if isinstance(given, list) else [given])]
    parent = call.target
    last: Object | None = None
    for number in wanted:
        if number is None:
            continue
        row = call.store.find(kind, str(number))
        if row is None:
            return not_found(kind)
        if parent is not None:
            join(call.world, kind, row, call.target_kind, parent)
        touch(row, call.now)
        call.store.save(kind, row)
        last = row
    if last is None:
        return _create(call)
    return Result(last, call.plan.element or kind, location=_location(call, last))


def _copy(call: Call) -> Result:
    target = call.target
    if target is None:
        return not_found(call.plan.kind)
    kind = call.schema.kind(call.target_kind)
    values = {name: value for name, value in target.items() if not name.startswith("_")}
    for name in ("label", "name"):
        if isinstance(values.get(name), str):
            values[name] = f"Copy of {values[name]}"
    values.update(_known_values(call, kind))
    row = new_object(call.world, kind.name, values, now=call.now, owner_id=call.user["id"])
    if target.get("_in"):
        row["_in"] = list(target["_in"])
        call.store.save(kind.name, row)
    _react(call, "made", kind.name, row)
    path = _concrete_path(call).rsplit("/", 2)[0]
    return Result(row, call.plan.element or kind.name, location=f"{path}/{row['id']}")


def _unset(call: Call) -> Result:
    target = call.target
    word = call.plan.last_word
    if target is not None:
        which = str(call.values.get("type") or "")
        named = [name for name in (which, f"{which}_{word}") if which and name in target]
        for name in named or [name for name in (word, singular(word)) if name in target]:
            target[name] = [] if isinstance(target[name], list) else None
        touch(target, call.now)
        call.store.save(call.target_kind, target)
    return Result(target, call.plan.element)


def _act(call: Call) -> Result:
    """An action: the object as it is at that moment, touched; parameters that are attributes are written."""
    target, kind_name = call.target, call.target_kind
    if target is None:
        return Result(_invented(call), call.plan.element)
    kind = call.schema.kind(kind_name)
    if call.plan.endpoint.effect != "read":
        put_values(kind, target, _known_values(call, kind))
        if call.world.registry.behaviour(call.schema, call.plan) is None:
            _do_deed(call, target)
        touch(target, call.now)
        call.store.save(kind_name, target)
    element = call.plan.element
    if call.plan.attributes and element not in (kind_name, kind.name):
        return Result(_invented(call), element)
    path = "/".join(_concrete_path(call).split("/")[: _depth_of_last_id(call)])
    return Result(target, element or kind_name, location=path, kind=kind_name)


def _do_deed(call: Call, target: Object) -> None:
    """What the last words of a path say: `suspend` sets `suspended`, an owner is handed over."""
    deed = call.schema.hints.deeds.get(call.plan.tail, {})
    target.update((name, value) for name, value in deed.items() if name in target)
    owner = call.values.get(NEW_OWNER)
    if "user_id" in target and isinstance(owner, int):
        target["user_id"] = owner


def _depth_of_last_id(call: Call) -> int:
    parts = call.plan.endpoint.path.split("/")
    return max((index + 1 for index, part in enumerate(parts) if part.startswith(":")), default=len(parts))


def _schedule(call: Call, result: Result) -> None:
    """The transaction behind an answer: on the object made, else on the one acted on."""
    plan = call.plan
    made = result.value if plan.verb in ("create", "copy") and isinstance(result.value, dict) else None
    row = made or call.target
    kind = plan.kind if made is not None else call.target_kind
    if row is None or not kind or "id" not in row:
        return
    word = plan.last_word
    action = {"create": "build", "delete": "destroy", "alter": "update", "copy": "clone"}.get(plan.verb, word)
    parents = [pair for pair in _parents(call) if pair[0] == "virtual_machine"]
    schedule(
        call.world,
        f"{action}_{kind}" if not action.endswith(kind) else action,
        kind,
        row,
        now=call.now,
        user_id=call.user["id"],
        parent=parents[0] if parents else None,
    )


_VERBS: Mapping[str, Callable[[Call], Result]] = {
    "list": answer_list,
    "rows": answer_list,
    "show": _show,
    "create": _create,
    "alter": _alter,
    "delete": _delete,
    "attach": _attach,
    "attach_by": _attach_by,
    "detach": _detach,
    "copy": _copy,
    "unset": _unset,
    "alter_listed": alter_listed,
    "delete_listed": delete_listed,
    "document": answer_document,
    "alter_document": alter_document,
    "action": _act,
}
