"""Calls that all kinds of servers have, written once: `data/shared/server_calls.json`.

Each definition is written with `{words}` that every kind fills with its own: its path, the name of its id,
what people call it. A section of the shipped catalog is its own file and what this makes for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.catalog.index import DATA_FOLDER, section_file
from cloudflow_tui.errors import CatalogError

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Section

_GAP: Final = re.compile(r"\{([a-z_]+)\}")
_EMPTY: Final[dict[str, Any]] = {"kinds": {}, "calls": []}


def shared_file(folder: Path = DATA_FOLDER) -> Path:
    return folder / "shared" / "server_calls.json"


def read_shared(folder: Path = DATA_FOLDER) -> dict[str, Any]:
    """Kinds and calls as they stand in the file; neither when there is no such file.

    Raises:
        CatalogError: The file is no JSON or has another form.
    """
    file = shared_file(folder)
    if not file.is_file():
        return _EMPTY
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(data["kinds"], dict) or not isinstance(data["calls"], list):
            raise TypeError
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogError(
            f"The calls of all kinds of servers {str(file)!r} cannot be used ({type(error).__name__}).",
            advice="It is an object with kinds and calls.",
            file=str(file),
        ) from error
    return data  # type: ignore[no-any-return]  # checked above


def shared_endpoints(section_id: str, shared: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The endpoints that the shared calls make for a section, as a section file has them.

    Raises:
        CatalogError: A definition uses a word that the kind does not have.
    """
    kind = shared["kinds"].get(section_id)
    if kind is None:
        return []
    return [_filled(call, section_id, kind) for call in shared["calls"] if section_id in call["kinds"]]


def in_order(section_id: str, ids: Sequence[str], shared: Mapping[str, Any]) -> list[int]:
    """The places of these endpoint ids in the order of the tree; those it does not name stay at the end."""
    wanted = shared["kinds"].get(section_id, {}).get("order", [])
    ranks = {f"{section_id}.{action}": rank for rank, action in enumerate(wanted)}
    return sorted(range(len(ids)), key=lambda place: (ranks.get(ids[place], len(ranks)), place))


def read_shipped_section(
    section_id: str, folder: Path = DATA_FOLDER, shared: Mapping[str, Any] | None = None
) -> Section:
    """A section of the shipped catalog: its file, and the calls that it shares with others.

    Args:
        shared: What `read_shared` gives, for who reads many sections; read here when None.

    Raises:
        CatalogError: A file cannot be read or does not fit.
    """
    from cloudflow_tui.catalog.files import read_section, section_from_data

    section = read_section(section_file(section_id, folder))
    if shared is None:
        shared = read_shared(folder)
    rows = shared_endpoints(section_id, shared)
    if not rows:
        return section
    data = {"section": section.id, "title": section.title, "group": section.group, "endpoints": rows}
    added = section_from_data(data, shared_file(folder))
    endpoints = (*section.endpoints, *added.endpoints)
    places = in_order(section_id, [row.id for row in endpoints], shared)
    return replace(section, endpoints=tuple(endpoints[place] for place in places))


def _filled(call: Mapping[str, Any], section_id: str, kind: Mapping[str, Any]) -> dict[str, Any]:
    """One definition with the words of one kind; what is written for that kind alone takes its place."""
    words = kind["words"]
    row = {key: value for key, value in call.items() if key not in ("kinds", "only", "action")}
    row.update(call.get("only", {}).get(section_id, {}))
    row = {key: _with_words(value, words) for key, value in row.items() if value is not None}
    row["params"] = [*kind["params"], *row.get("params", [])]
    if not row.get("source"):
        row.pop("source", None)
    return {"id": f"{section_id}.{words['prefix']}{call['action']}", **row}


def _with_words(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _GAP.sub(lambda found: _word(found[1], words), value) if "{" in value else value
    if isinstance(value, list):
        return [_with_words(item, words) for item in value]
    if isinstance(value, dict):
        return {_with_words(key, words): _with_words(item, words) for key, item in value.items()}
    return value


def _word(name: str, words: Mapping[str, str]) -> str:
    try:
        return words[name]
    except KeyError:
        raise CatalogError(
            f"The calls of all kinds of servers use {{{name}}}, which is no word of a kind.",
            advice=f"Known: {', '.join(sorted(words))}.",
        ) from None
