"""A table as text to be pasted elsewhere: CSV, Markdown, JSON. Cells are those that are shown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from cloudflow_tui.document.rows import Table

TableForm = Literal["csv", "markdown", "json"]
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def table_text(table: Table, rows: Iterable[int], columns: Sequence[int], form: TableForm) -> str:
    """Rows and columns of a table, in the order given.

    Args:
        rows: Indices into `table.rows`.
        columns: Indices into `table.columns`.
    """
    names = [table.columns[column].name for column in columns]
    cells = ([table.rows[row][column] for column in columns] for row in rows)
    if form == "csv":
        return _csv(names, cells, [table.columns[column].is_number for column in columns])
    if form == "markdown":
        return _markdown(table, names, cells, columns)
    return _json(table, names, cells, columns)


def _csv(names: list[str], rows: Iterable[list[str]], is_number: list[bool]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for cells in rows:
        writer.writerow(
            [cell if number else _harmless(cell) for cell, number in zip(cells, is_number, strict=True)]
        )
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _markdown(table: Table, names: list[str], rows: Iterable[list[str]], columns: Sequence[int]) -> str:
    rules = ["---:" if table.columns[column].is_number else "---" for column in columns]
    lines = [names, rules, *rows]
    escaped = (
        " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for cell in cells)
        for cells in lines
    )
    return "".join(f"| {line} |\n" for line in escaped)


def _json(table: Table, names: list[str], rows: Iterable[list[str]], columns: Sequence[int]) -> str:
    kinds = [table.columns[column].is_number for column in columns]
    objects = [
        {name: _value(cell, is_number=kind) for name, cell, kind in zip(names, cells, kinds, strict=True)}
        for cells in rows
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _value(cell: str, *, is_number: bool) -> object:
    if cell == "":
        return None
    if cell in ("true", "false"):
        return cell == "true"
    if is_number:
        try:
            return int(cell) if cell.lstrip("+-").isdigit() else float(cell)
        except ValueError:
            return cell
    return cell
