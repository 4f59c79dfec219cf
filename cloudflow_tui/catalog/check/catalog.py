"""Reads the files and runs every check over them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cloudflow_tui.catalog.check.endpoint import check_endpoint
from cloudflow_tui.catalog.check.example import check_example
from cloudflow_tui.catalog.check.finding import Data, Finding, Findings
from cloudflow_tui.catalog.check.parameter import check_parameters
from cloudflow_tui.catalog.check.section import check_section
from cloudflow_tui.catalog.check.shape import check_shape
from cloudflow_tui.catalog.check.together import check_calls, check_ids, check_references, check_successors
from cloudflow_tui.catalog.check.tree import check_groups, check_index
from cloudflow_tui.catalog.index import DATA_FOLDER
from cloudflow_tui.catalog.shared import in_order, read_shared, shared_endpoints, shared_file
from cloudflow_tui.errors import CatalogError

Sections = dict[str, Data]


def check_catalog(folder: Path | None = None) -> list[Finding]:
    """Every contradiction in a catalog.

    Args:
        folder: Section files of one's own (`*.json`), which may refer to the shipped endpoints; or a whole
            catalog with `groups.json`, `index.json` and `sections`. The shipped catalog when None.
    """
    found = Findings()
    if folder is None or (folder / "sections").is_dir():
        _check_whole(folder or DATA_FOLDER, found)
    else:
        _check_own(folder, found)
    return found.rows


def _check_whole(folder: Path, found: Findings) -> None:
    sections = _checked_sections(folder / "sections", found, _shared(folder, found))
    endpoints = _endpoints(sections)
    check_groups(folder, sections, found)
    check_ids(sections, found)
    check_calls(endpoints, found)
    check_references(endpoints, endpoints, found)
    check_successors(endpoints, endpoints, found)
    check_index(folder, found)


def _check_own(folder: Path, found: Findings) -> None:
    sections = _checked_sections(folder, found)
    own = _endpoints(sections)
    ids = {endpoint["id"] for endpoint in own}
    shared = _shared(DATA_FOLDER, Findings())
    shipped = _endpoints(_read_sections(DATA_FOLDER / "sections", Findings(), shared))
    together = [endpoint for endpoint in shipped if endpoint["id"] not in ids] + own
    check_ids(sections, found)
    check_calls(together, found)
    check_references(own, together, found)
    check_successors(own, together, found)
    if not found.rows:
        for name in sections:
            refusal = _loader_refusal(folder / f"{name}.json")
            if refusal:
                found.add("unreadable", name, refusal)


def _shared(folder: Path, found: Findings) -> Data:
    """The calls that several kinds of servers share; none, and a finding, when they cannot be read."""
    try:
        return read_shared(folder)
    except CatalogError as error:
        found.add("unreadable", shared_file(folder).name, error.message)
        return {"kinds": {}, "calls": []}


def _checked_sections(folder: Path, found: Findings, shared: Data | None = None) -> Sections:
    """The sections of a folder that have the right shape, each checked for itself."""
    sections = _read_sections(folder, found, shared)
    for name, section in sections.items():
        check_section(name, section, found)
        for endpoint in section["endpoints"]:
            check_endpoint(name, endpoint, found)
            check_parameters(endpoint, found)
            check_example(endpoint, found)
    return sections


def _read_sections(folder: Path, found: Findings, shared: Data | None = None) -> Sections:
    sections: Sections = {}
    for file in sorted(folder.glob("*.json")):
        before = len(found.rows)
        data = _with_shared(_read(file, found), file.stem, shared, found)
        if len(found.rows) == before and check_shape(file.stem, data, found):
            sections[file.stem] = data
    return sections


def _with_shared(data: Any, name: str, shared: Data | None, found: Findings) -> Any:
    """The data of a section file with the endpoints that the shared calls make for it."""
    if shared is None or not isinstance(data, dict) or not isinstance(data.get("endpoints"), list):
        return data
    try:
        rows = data["endpoints"] + shared_endpoints(name, shared)
        return {**data, "endpoints": [rows[place] for place in _places(name, rows, shared)]}
    except (CatalogError, KeyError, TypeError, AttributeError) as error:
        found.add("shared", name, f"the shared calls do not fit: {error}")
        return data


def _places(name: str, rows: list[Any], shared: Data) -> list[int]:
    ids = [row.get("id", "") if isinstance(row, dict) else "" for row in rows]
    return in_order(name, ids, shared)


def _read(file: Path, found: Findings) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        found.add("unreadable", file.name, f"cannot be read: {error.strerror}")
    except ValueError as error:
        found.add("unreadable", file.name, str(error))
    return None


def _endpoints(sections: Sections) -> list[Data]:
    return [endpoint for section in sections.values() for endpoint in section["endpoints"]]


def _loader_refusal(file: Path) -> str:
    """Why the loader refuses a section file, "" when it takes it."""
    from cloudflow_tui.catalog.files import read_section

    try:
        read_section(file)
    except CatalogError as error:
        return error.message
    return ""
