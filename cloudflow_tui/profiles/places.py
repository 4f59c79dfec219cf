"""Where a key stands in a TOML file: line and column, so that an error can point there.

Reads text by lines and knows just enough of TOML for that; `tomllib` alone decides what a file means.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]")
_PART = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^\s.\"'=\[\]]+)")


def place_of(text: str, key: str) -> tuple[int, int]:
    """(line, column) of a dotted key such as `profiles.lab.url`, both from 1; (0, 0) when it is not found.

    Of a key within an inline table, or of one that is missing, the nearest that holds it is taken.
    """
    wanted = key.split(".")
    best, found = 0, (0, 0)
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            table = _parts(header[1])
            here, column = table, line.index("[") + 1
        elif "=" in line and not line.lstrip().startswith("#"):
            here, column = [*table, *_parts(line.partition("=")[0])], len(line) - len(line.lstrip()) + 1
        else:
            continue
        # Names of profiles may hold dots, so the joined text is compared.
        joined = ".".join(here)
        if len(joined) > best and (key == joined or key.startswith(joined + ".") or wanted == here):
            best, found = len(joined), (number, _inner(line, column, key.removeprefix(joined).lstrip(".")))
    return found


def _inner(line: str, column: int, rest: str) -> int:
    """The column of a key within the inline table of a line."""
    name = rest.partition(".")[0]
    found = re.search(rf"[{{,]\s*([\"']?{re.escape(name)}[\"']?)\s*=", line) if name else None
    return found.start(1) + 1 if found else column


def _parts(dotted: str) -> list[str]:
    return [match[1] or match[2] or match[3] or "" for match in _PART.finditer(dotted)]
