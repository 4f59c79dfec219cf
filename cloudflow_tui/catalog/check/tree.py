"""Order of groups and sections, and the index: whether they fit the sections that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from cloudflow_tui.catalog.check.finding import Data, Findings
from cloudflow_tui.catalog.index import index_file, index_text, read_groups, word_list
from cloudflow_tui.catalog.words import words_file
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
    """The index, and the words for searching, are what the sections make them."""
    try:
        wanted = {index_file(folder): index_text(folder), words_file(folder): word_list(folder)}
    except CatalogError as error:
        found.add("unreadable", "index.json", error.message)
        return
    for file, text in wanted.items():
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            advice = "write it anew: python -m cloudflow_tui.catalog.index"
            found.add("index", file.name, f"is out of date; {advice}")
