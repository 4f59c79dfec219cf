"""What only shows over all endpoints: ids, calls that several share, and references to lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from cloudflow_tui.catalog.check.finding import Data, Findings, attributes_of, parameters_of, words_of
from cloudflow_tui.catalog.check.section import PLACEHOLDER

_SHARED = re.compile(r"same call|shares its path", re.IGNORECASE)


def check_ids(sections: Mapping[str, Data], found: Findings) -> None:
    """Every id once."""
    counts = Counter(endpoint["id"] for section in sections.values() for endpoint in section["endpoints"])
    for name, count in counts.items():
        if count > 1:
            found.add("duplicate id", name, f"{count} endpoints have it")


def check_calls(endpoints: Sequence[Data], found: Findings) -> None:
    """Endpoints on one method and path must differ in what they send and in their titles."""
    calls: dict[tuple[str, str], list[Data]] = defaultdict(list)
    for endpoint in endpoints:
        calls[endpoint["method"], PLACEHOLDER.sub(":", endpoint["path"])].append(endpoint)
    for (method, path), sharing in calls.items():
        if len(sharing) == 1:
            continue
        is_told = any(_SHARED.search(words_of(endpoint, "notes")) for endpoint in sharing)
        bodies = {_sent(endpoint, is_told) for endpoint in sharing}
        titles = {endpoint["title"].strip().lower() for endpoint in sharing}
        sections = {endpoint["id"].partition(".")[0] for endpoint in sharing}
        ids = ", ".join(endpoint["id"] for endpoint in sharing)
        if len(bodies) < len(sharing) or len(titles) < len(sharing):
            found.add("same call", f"{method} {path}", f"{ids} do not differ in parameters and title")
        elif len(sections) > 1 and not is_told:
            found.add("same call", f"{method} {path}", f"{ids}; no note says that they share it")


def _sent(endpoint: Data, is_told: bool) -> object:
    """What tells a call apart; where notes say that a path is shared, the example does too."""
    names = frozenset(row["name"] for row in parameters_of(endpoint) if row["in"] != "path")
    return endpoint.get("root"), names, repr(endpoint.get("request_example")) if is_told else ""


def check_successors(endpoints: Sequence[Data], targets: Sequence[Data], found: Findings) -> None:
    """What took the work of an endpoint over is there, is another one, and leads to an end."""
    links = {row["id"]: row.get("replaced_by", []) for row in targets}
    for endpoint in endpoints:
        where, following = endpoint["id"], endpoint.get("replaced_by", [])
        if not isinstance(following, list) or not all(isinstance(name, str) for name in following):
            found.add("successor", where, f"replaced_by is {following!r}, no list of ids")
            continue
        for name in following:
            if name not in links:
                found.add("successor", where, f"is replaced by {name}, which is not there")
        if _leads_back(where, links):
            found.add("successor", where, "is replaced by what it replaces itself")


def _leads_back(start: str, links: Mapping[str, Sequence[str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in links.get(waiting.pop(), ()):
            if name == start:
                return True
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return False


def check_references(endpoints: Sequence[Data], targets: Sequence[Data], found: Findings) -> None:
    """Each `refers_to` names a list whose path the call can fill and whose rows hold label and value.

    Args:
        endpoints: Whose parameters are checked.
        targets: What they may refer to.
    """
    by_id = {endpoint["id"]: endpoint for endpoint in targets}
    for endpoint in endpoints:
        names = {row["name"] for row in parameters_of(endpoint)}
        for parameter in parameters_of(endpoint):
            at = f"{endpoint['id']} {parameter['name']}"
            if "refers_to" in parameter:
                _check_reference(at, parameter, names, by_id.get(parameter["refers_to"]), found)
            elif {"label", "scope", "value"} & set(parameter):
                found.add("reference", at, "label, scope or value without refers_to")


def _check_reference(
    at: str, parameter: Data, names: set[str], listing: Data | None, found: Findings
) -> None:
    target = parameter["refers_to"]
    if listing is None:
        found.add("reference", at, f"there is no endpoint {target}")
        return
    if listing["method"] != "GET" or not listing["responses"].get("list"):
        found.add("reference", at, f"{target} is no list")
    if "label" not in parameter:
        found.add("reference", at, "has no label")
    shown = {attribute["name"] for attribute in attributes_of(listing)}
    for key in ("label", "value"):
        if shown and parameter.get(key, next(iter(shown))) not in shown:
            found.add("reference", at, f"{target} shows no {parameter[key]} for {key}")
    needed, scope = PLACEHOLDER.findall(listing["path"]), parameter.get("scope", [])
    if not isinstance(scope, list) or sorted(map(str, scope)) != sorted(needed):
        found.add("reference", at, f"scope is {scope}, but {target} needs {needed}")
        return
    for name in scope:
        if name not in names:
            found.add("reference", at, f"{name} of the scope is no parameter of the call")
