"""Order of groups and sections, and the index: whether they fit the sections that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from cloudflow_tui.catalog.check.finding import Data, Findings
from cloudflow_tui.catalog.index import index_file, index_text, read_groups
from cloudflow_tui.errors import CatalogError


def check_groups(folder: Path, sections: Mapping[str, Data], found: Findings) -> None:
    """Every section stands once in the order, under the group that its own file names."""
    try:
        groups = read_groups(folder)
    except CatalogError as error:
        found.add("group", "groups.json", error.message)
        return
    counts = Counter(name for _, names in groups for name in names)
    for name in sorted(set(counts) | set(sections)):
        if name not in sections:
            found.add("group", name, "stands in groups.json, but there is no such section")
        elif counts[name] != 1:
            found.add("group", name, f"stands in groups.json {counts[name]} times")
    for title, names in groups:
        for name in names:
            own = sections[name]["group"] if name in sections else title
            if own != title:
                found.add("group", name, f"is of {own!r}, but stands under {title!r} in groups.json")


def check_index(folder: Path, found: Findings) -> None:
    """The index is what the sections make it."""
    try:
        wanted = index_text(folder)
    except CatalogError as error:
        found.add("unreadable", "index.json", error.message)
        return
    file = index_file(folder)
    if not file.is_file() or file.read_text(encoding="utf-8") != wanted:
        found.add("index", file.name, "is out of date; write it anew: python -m cloudflow_tui.catalog.index")
