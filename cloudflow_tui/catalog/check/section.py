"""What the endpoints of one section must agree on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from cloudflow_tui.catalog.check.finding import Data, Findings, parameters_of, words_of

PLACEHOLDER = re.compile(r":([A-Za-z_]\w*)")
_SOURCE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?")


def check_section(name: str, section: Data, found: Findings) -> None:
    """Check one section for itself.

    Args:
        name: Of its file, without ending.
    """
    if section["section"] != name:
        found.add("section", name, f"its file is {name}.json, its section {section['section']!r}")
    if not section["endpoints"]:
        found.add("section", name, "has no endpoints")
    check_source(name, section, found)
    titles = Counter(endpoint["title"].strip().lower() for endpoint in section["endpoints"])
    for title, count in titles.items():
        if count > 1:
            found.add("duplicate title", name, f"{count} endpoints are called {title!r}")
    _check_placeholder_names(name, section, found)
    _check_roots(section, found)


def check_source(where: str, part: Data, found: Findings) -> None:
    source = part.get("source")
    if source is not None and not _SOURCE.fullmatch(source):
        found.add("source", where, f"{source!r} is no address without scheme")


def _check_placeholder_names(name: str, section: Data, found: Findings) -> None:
    """What stands behind the same words of a path has one name, unless it is the id of something else."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    kinds: dict[tuple[str, str], object] = {}
    for endpoint in section["endpoints"]:
        references = {row["name"]: row.get("refers_to") for row in parameters_of(endpoint, "path")}
        for match in PLACEHOLDER.finditer(endpoint["path"]):
            before = endpoint["path"][: match.start()]
            names[before].setdefault(match[1], endpoint["id"])
            kinds[before, match[1]] = references.get(match[1])
    for before, users in names.items():
        if len(users) > 1 and len({kinds[before, word] for word in users}) == 1:
            listed = ", ".join(f":{word} in {user}" for word, user in users.items())
            found.add("placeholder name", name, f"{before}… is {listed}")


def _check_roots(section: Data, found: Findings) -> None:
    """Beside calls whose body has a root, one without needs a word in its notes."""
    endpoints = section["endpoints"]
    if not any(endpoint.get("root") for endpoint in endpoints):
        return
    for endpoint in endpoints:
        is_bare = not endpoint.get("root") and endpoint["method"] in ("POST", "PUT", "PATCH")
        if is_bare and parameters_of(endpoint, "body") and "root" not in words_of(endpoint, "notes").lower():
            found.add("root", endpoint["id"], "no root beside calls that have one, and no note about it")
