"""Firewall rules: they have an order, which a GET changes; the gap of a deleted one closes."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Call, Registry, Result, invalid
from cloudflow_tui.sandbox.listing import answer_list
from cloudflow_tui.sandbox.making import touch
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.walking import not_found

_KIND = "firewall_rule"
_STEPS = {"up": -1, "down": 1}


def _rules(call: Call, rule: Object) -> list[Object]:
    """The rules of the same server, in order."""
    places = [place for place in rule.get("_in") or [] if str(place).startswith("virtual_machine:")]
    rows, _ = call.store.select(_KIND, Filter(parent=places[0])) if places else ([], 0)
    return sorted(rows, key=_order)


def _order(rule: Object) -> tuple[int, int]:
    position = rule.get("position")
    return (position if isinstance(position, int) else 1_000_000, rule["id"])


def _number(call: Call, rules: list[Object]) -> None:
    for position, rule in enumerate(rules, 1):
        if rule.get("position") != position:
            rule["position"] = position
            call.store.save(_KIND, rule)


def _made(call: Call, rule: Object) -> None:
    """A new rule is the last one."""
    others = [row for row in _rules(call, rule) if row["id"] != rule["id"]]
    _number(call, others)
    rule["position"] = len(others) + 1


def _removed(call: Call, rule: Object) -> None:
    _number(call, _rules(call, rule))


def _list(call: Call) -> Result | None:
    result = answer_list(call)
    rows = result.value
    if isinstance(rows, list):
        rows.sort(key=_order)
    return result


def _move(call: Call) -> Result | None:
    """Up or down by one, or to a position, counted from 1; what was there moves aside."""
    rule = call.on_path(_KIND)
    if rule is None:
        return not_found(_KIND)
    rules = _rules(call, rule)
    old = next((place for place, row in enumerate(rules) if row["id"] == rule["id"]), 0)
    text = str(call.given.get("position"))
    if text in _STEPS:
        place = old + _STEPS[text]
    elif text.isascii() and text.isdigit() and len(text) < 6:
        place = int(text) - 1
    else:
        return invalid(position=["is not included in the list"])
    rules = [row for row in rules if row["id"] != rule["id"]]
    place = min(max(place, 0), len(rules))
    rules.insert(place, rule)
    _number(call, rules)
    touch(rule, call.now)
    call.store.save(_KIND, rule)
    return Result(rule, _KIND)


REGISTRY = Registry(
    endpoints={"vs_firewall_rules.list": _list, "vs_firewall_rules.move": _move},
    reactions={("made", _KIND): _made, ("removed", _KIND): _removed},
)
