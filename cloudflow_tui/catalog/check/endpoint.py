"""One endpoint for itself: words that it may use, its answer, and whether effect and method go together."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

from cloudflow_tui.catalog.check.finding import Data, Findings, attributes_of, words_of
from cloudflow_tui.catalog.check.section import check_source
from cloudflow_tui.catalog.check.values import TYPES
from cloudflow_tui.catalog.models import Basis, Effect

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?")
_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.[a-z0-9]+(?:_[a-z0-9]+)*")
_PATH = re.compile(r"(?:/(?::[a-z][a-z0-9_]*|[A-Za-z0-9_-]+(?:\.[a-z_]+)?))+")
_USUAL_STATUS = {"GET": 200, "POST": 201, "PUT": 204, "PATCH": 204, "DELETE": 204}
_LIST_ACTION = re.compile(r"(?:list|search|index)(?:_|$)|.*_(?:list|search)$")
_LIST_TITLE = re.compile(r"(?:list|get list of|search)\b", re.IGNORECASE)
_KEEPS = re.compile(
    r"detach|remove|unassign|unlock|disable|unset|stop|cancel|leave|release|disconnect|unsubscribe|unlink|suspend"
    r"|reset|delete_from|withdraw|clear|revoke|restore|allow|enable|deactivate|\bstays?\b|no data is lost"
)


def check_endpoint(section: str, endpoint: Data, found: Findings) -> None:
    """Check one endpoint without its parameters."""
    where = endpoint["id"]
    if not _ID.fullmatch(where) or where.partition(".")[0] != section:
        found.add("id", where, f"is not {section}.<action> in small letters")
    if endpoint["method"] not in METHODS:
        found.add("method", where, f"{endpoint['method']!r} is none of {', '.join(sorted(METHODS))}")
    if endpoint["effect"] not in get_args(Effect):
        found.add("effect", where, f"{endpoint['effect']!r} is none of {', '.join(get_args(Effect))}")
    if endpoint.get("basis", "guide") not in get_args(Basis):
        found.add("basis", where, f"{endpoint['basis']!r} is none of {', '.join(get_args(Basis))}")
    path = endpoint["path"]
    if not _PATH.fullmatch(path) or path.endswith((".json", ".xml")):
        found.add("path", where, f"{path!r} is no path without suffix")
    check_versions(where, endpoint, found)
    check_source(where, endpoint, found)
    _check_answer(endpoint, found)
    _check_effect(endpoint, found)


def check_versions(where: str, part: Data, found: Findings) -> None:
    """Check `since` and `until` of an endpoint, a parameter or an attribute, and where they come from."""
    if part.get("version_basis", "guide") not in get_args(Basis):
        found.add("basis", where, f"{part['version_basis']!r} is none of {', '.join(get_args(Basis))}")
    given = {key: part[key] for key in ("since", "until") if key in part}
    for key, value in given.items():
        if not VERSION.fullmatch(value):
            found.add("version", where, f"{key} is {value!r}, not like 6.4")
            return
    if len(given) == 2 and _numbers(given["since"]) > _numbers(given["until"]):
        found.add("version", where, f"since {given['since']}, but only until {given['until']}")


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _check_answer(endpoint: Data, found: Findings) -> None:
    where, method, answer = endpoint["id"], endpoint["method"], endpoint["responses"]
    status, notes = answer["success"], words_of(endpoint, "notes")
    usual = _USUAL_STATUS.get(method, status)
    if not isinstance(status, int) or isinstance(status, bool) or not 200 <= status <= 299:
        found.add("status", where, f"{status!r} is no status of success")
    elif status != usual and not re.search(rf"\b{status}\b", notes):
        found.add("status", where, f"{method} answers {status}; the notes do not say why")
    is_list = answer.get("list", False)
    if not isinstance(is_list, bool):
        found.add("shape", where, f"list is {is_list!r}, not true or false")
    looks_like_list = _LIST_ACTION.match(where.partition(".")[2]) or _LIST_TITLE.match(endpoint["title"])
    if method == "GET" and looks_like_list and not is_list and "not a list" not in notes.lower():
        found.add("list", where, "looks like a list, but its answer is none")
    if is_list and method in ("PUT", "PATCH", "DELETE"):
        found.add("list", where, f"a list as answer to {method}")
    for attribute in attributes_of(endpoint):
        if attribute["type"] not in TYPES:
            found.add("type", f"{where} -> {attribute['name']}", f"{attribute['type']!r} is no type")
        check_versions(f"{where} -> {attribute['name']}", attribute, found)
    for name, count in Counter(row["name"] for row in attributes_of(endpoint)).items():
        if count > 1:
            found.add("duplicate attribute", where, f"{name} stands there {count} times")


def _check_effect(endpoint: Data, found: Findings) -> None:
    where, method, effect = endpoint["id"], endpoint["method"], endpoint["effect"]
    notes = words_of(endpoint, "notes")
    if effect == "read":
        if method in ("PUT", "PATCH", "DELETE"):
            found.add("effect", where, f"{method} that only reads")
        for key in ("asynchronous", "dangerous"):
            if endpoint.get(key):
                found.add("effect", where, f"{key}, but only reads")
    elif method == "GET" and not notes:
        found.add("effect", where, f"GET with the effect {effect}; the notes do not say why")
    if effect == "destroy" and not endpoint.get("dangerous"):
        found.add("effect", where, "destroys, but is not marked as dangerous")
    told = f"{where.partition('.')[2]} {endpoint['title']} {notes}".lower()
    if method == "DELETE" and effect == "change" and not _KEEPS.search(told):
        found.add("effect", where, "DELETE that destroys nothing; neither title nor notes say why")
