"""How a section file is written: one parameter a line, so that a change reads well in a diff.

`python -m cloudflow_tui.catalog.layout FILE …` brings files that were edited by hand into this form. Knows
the nesting of a section file only; what the values mean is no business of this module.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_ROW_LISTS = ("params", "attributes")
_BLOCKS = ("responses",)


def section_text(data: Mapping[str, Any]) -> str:
    """The text of a section file, with a newline at its end."""
    lines = [f" {_key(key)}{_compact(value)}" for key, value in data.items() if key != "endpoints"]
    lines.append(f' "endpoints": {_list([_block(row, 2) for row in data["endpoints"]], 1)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _block(data: Mapping[str, Any], depth: int) -> str:
    lines = []
    for key, value in data.items():
        if key in _ROW_LISTS:
            shown = _list([_compact(row) for row in value], depth + 1)
        elif key in _BLOCKS:
            shown = _block(value, depth + 1)
        else:
            shown = _compact(value)
        lines.append(f"{' ' * (depth + 1)}{_key(key)}{shown}")
    return "{\n" + ",\n".join(lines) + f"\n{' ' * depth}}}"


def _list(rows: Sequence[str], depth: int) -> str:
    if not rows:
        return "[]"
    indent = " " * (depth + 1)
    return "[\n" + ",\n".join(indent + row for row in rows) + f"\n{' ' * depth}]"


def _key(key: str) -> str:
    return f"{_compact(key)}: "


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def main(words: Sequence[str]) -> int:
    """Write each file anew in this form; the values stay."""
    for word in words:
        path = Path(word)
        path.write_text(section_text(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
