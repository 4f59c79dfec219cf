"""Who has a value that the server calls taken: looked for in earlier answers of the history. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cloudflow_tui.diagnosis import explain
from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.workspace.evidence import Evidence, History
from cloudflow_tui.workspace.reading import data_of

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace

MAX_LOOKED_INTO = 5
MAX_DEPTH = 6
_SAID = ("already been taken", "already exists", "is taken", "in use")
_NAMES = ("login", "label", "hostname", "name", "email")


def taken_evidence(workspace: Workspace, exchange: Exchange, draft: Draft) -> tuple[Evidence, ...]:
    """For each field that is said to be taken, the object that was last seen with this value."""
    if exchange.status != 422 or not workspace.has_history:
        return ()
    history = History(workspace, exchange.profile_name or workspace.profile.name)
    found = []
    for error in explain(exchange, draft.endpoint).field_errors:
        if error.parameter and any(said in error.message.casefold() for said in _SAID):
            seen = _seen(history, exchange, error.parameter, _value_of(draft, error.parameter))
            if seen is not None:
                found.append(seen)
    return tuple(found)


def _value_of(draft: Draft, name: str) -> str:
    if any(one.name == name and one.is_secret for one in draft.endpoint.parameters):
        return ""
    try:
        return draft.text(name, place="body")
    except CloudFlowError:
        return ""


def _seen(history: History, exchange: Exchange, name: str, value: str) -> Evidence | None:
    if not value or '"' in value:
        return None
    key = name.rpartition(".")[2]
    for row in history.rows(f'answer:"{value}" status:2xx')[:MAX_LOOKED_INTO]:
        if row.number == exchange.number:
            continue
        try:
            data = data_of(history.workspace.history.get(row.number))
        except (CloudFlowError, OSError):
            continue
        for kind, holder in _objects(data, "", MAX_DEPTH):
            if str(holder.get(key, "")).casefold() == value.casefold():
                return Evidence(f"{_words(kind, holder, key)} has this {key}", "history", row.number)
    return None


def _words(kind: str, holder: dict[str, Any], key: str) -> str:
    """`user 17 (zaza.m)`."""
    named = next((str(holder[name]) for name in _NAMES if name != key and holder.get(name)), "")
    words = f"{kind.replace('_', ' ') or 'object'} {holder.get('id', '')}".strip()
    return f"{words} ({named})" if named else words


def _objects(data: object, kind: str, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of an answer, with the key that it stands under."""
    if depth == 0:
        return
    if isinstance(data, list):
        for one in data:
            yield from _objects(one, kind, depth - 1)
    elif isinstance(data, dict):
        yield kind, data
        for name, one in data.items():
            if isinstance(one, dict | list):
                yield from _objects(
                    one, str(name).removesuffix("s") if isinstance(one, list) else str(name), depth - 1
                )
