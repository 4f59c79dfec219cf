"""How much of what published clients call the catalog knows: `python -m tests.catalog_coverage [FILE]`.

FILE holds routes as objects (method, path, clients) or as lists of the three; without it the copy beside the
tests is taken. Calls count once whatever their placeholders are called. What is left out has a reason in
`client_faults.json` of the catalog, or counts as missing.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.index import DATA_FOLDER

ROUTES_FILE = Path(__file__).parent / "catalog" / "client_routes.json"
WANTED = 0.97
_PLACEHOLDER = re.compile(r":\w+")

Shape = tuple[str, str]
"""Method, and path with every placeholder as `:`."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the catalog has of the shapes that clients call."""

    shapes: frozenset[Shape]
    missing: frozenset[Shape]
    reasons: dict[Shape, str]
    """Why a shape is no call of the API."""

    @property
    def share(self) -> float:
        return 1 - len(self.missing) / len(self.shapes)

    @property
    def unexplained(self) -> list[Shape]:
        return sorted(self.missing - set(self.reasons))


def shape(method: str, path: str) -> Shape:
    return method, _PLACEHOLDER.sub(":", path)


def read_routes(file: Path = ROUTES_FILE) -> list[Shape]:
    """The shapes of a file of routes."""
    rows: list[Any] = json.loads(file.read_text(encoding="utf-8"))["routes"]
    pairs = ((row["method"], row["path"]) if isinstance(row, dict) else row[:2] for row in rows)
    return [shape(method, path) for method, path in pairs]


def read_faults() -> dict[Shape, str]:
    """Calls that are slips of a client, with the reason."""
    data = json.loads((DATA_FOLDER / "client_faults.json").read_text(encoding="utf-8"))
    return {shape(row["method"], row["path"]): row["reason"] for row in data["faults"]}


def coverage(shapes: Iterable[Shape]) -> Coverage:
    """Hold shapes against the shipped catalog."""
    wanted = frozenset(shapes)
    known = {shape(row.method, row.path) for row in Catalog.load().endpoints}
    return Coverage(wanted, wanted - known, read_faults())


def main(words: Sequence[str]) -> int:
    """Print the share and what is missing; 1 when too much is, or something without a reason."""
    found = coverage(read_routes(Path(words[0]) if words else ROUTES_FILE))
    there = len(found.shapes) - len(found.missing)
    lines = [f"{there} of {len(found.shapes)} shapes are in the catalog ({found.share:.1%})."]
    for method, path in sorted(found.missing, key=lambda row: (row[1], row[0])):
        lines.append(f"  {method} {path}  {found.reasons.get((method, path), 'MISSING, without a reason')}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if found.share >= WANTED and not found.unexplained else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
