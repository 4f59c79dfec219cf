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
from cloudflow_tui.catalog.check.together import check_calls, check_ids, check_references
from cloudflow_tui.catalog.check.tree import check_groups, check_index
from cloudflow_tui.catalog.index import DATA_FOLDER
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
    sections = _checked_sections(folder / "sections", found)
    endpoints = _endpoints(sections)
    check_groups(folder, sections, found)
    check_ids(sections, found)
    check_calls(endpoints, found)
    check_references(endpoints, endpoints, found)
    check_index(folder, found)


def _check_own(folder: Path, found: Findings) -> None:
    sections = _checked_sections(folder, found)
    own = _endpoints(sections)
    ids = {endpoint["id"] for endpoint in own}
    shipped = _endpoints(_read_sections(DATA_FOLDER / "sections", Findings()))
    together = [endpoint for endpoint in shipped if endpoint["id"] not in ids] + own
    check_ids(sections, found)
    check_calls(together, found)
    check_references(own, together, found)
    if not found.rows:
        for name in sections:
            refusal = _loader_refusal(folder / f"{name}.json")
            if refusal:
                found.add("unreadable", name, refusal)


def _checked_sections(folder: Path, found: Findings) -> Sections:
    """The sections of a folder that have the right shape, each checked for itself."""
    sections = _read_sections(folder, found)
    for name, section in sections.items():
        check_section(name, section, found)
        for endpoint in section["endpoints"]:
            check_endpoint(name, endpoint, found)
            check_parameters(endpoint, found)
            check_example(endpoint, found)
    return sections


def _read_sections(folder: Path, found: Findings) -> Sections:
    sections: Sections = {}
    for file in sorted(folder.glob("*.json")):
        before = len(found.rows)
        data = _read(file, found)
        if len(found.rows) == before and check_shape(file.stem, data, found):
            sections[file.stem] = data
    return sections


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
