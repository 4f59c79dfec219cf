"""Makes the index of the shipped catalog from its sections: `python -m cloudflow_tui.catalog.index`.

The index saves reading 130 files at every start. It holds nothing that the sections do not say; `catalog
check` tells when it is out of date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from cloudflow_tui.catalog.models import Section
from cloudflow_tui.catalog.rows import COLUMNS, row_of_summary, summary_of_endpoint
from cloudflow_tui.catalog.words import words_file, words_text
from cloudflow_tui.errors import CatalogError

DATA_FOLDER = Path(__file__).parent / "data"
_ABOUT = "Made from the sections by python -m cloudflow_tui.catalog.index; not edited by hand."


def index_file(folder: Path = DATA_FOLDER) -> Path:
    return folder / "index.json"


def section_file(section_id: str, folder: Path = DATA_FOLDER) -> Path:
    return folder / "sections" / f"{section_id}.json"


def read_groups(folder: Path = DATA_FOLDER) -> list[tuple[str, list[str]]]:
    """Title and section ids of each group, in the order of the tree.

    Raises:
        CatalogError: The file is missing or has another form.
    """
    file = folder / "groups.json"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return [(row["group"], list(row["sections"])) for row in data["groups"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogError(
            f"The order of groups {str(file)!r} cannot be used ({type(error).__name__}).",
            advice="It is an object with groups, each with group and sections.",
            file=str(file),
        ) from error


def index_text(folder: Path = DATA_FOLDER) -> str:
    """The text of the index as it should be for the sections in `folder`.

    Raises:
        CatalogError: A section cannot be read.
    """
    blocks = [_block(section) for section in _sections(folder)]
    head = f'"about": {json.dumps(_ABOUT)},\n"columns": {json.dumps(COLUMNS)},\n'
    return "{\n" + head + '"sections": [\n' + ",\n".join(blocks) + "\n]\n}\n"


def _sections(folder: Path) -> list[Section]:
    """All sections in full, in the order of the tree."""
    from cloudflow_tui.catalog.shared import read_shipped_section

    ordered = [section_id for _, section_ids in read_groups(folder) for section_id in section_ids]
    return [read_shipped_section(section_id, folder) for section_id in ordered]


def _block(section: Section) -> str:
    head = {"section": section.id, "title": section.title, "group": section.group}
    rows = (row_of_summary(summary_of_endpoint(endpoint)) for endpoint in section.endpoints)
    listed = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "endpoints": [\n' + listed + "\n]}"


def write_index(folder: Path = DATA_FOLDER) -> Path:
    """Write the index anew, and the words for searching beside it; names the index.

    Raises:
        CatalogError: A section cannot be read.
    """
    text, words = index_text(folder), word_list(folder)
    _write(words_file(folder), words)
    _write(index_file(folder), text)
    return index_file(folder)


def word_list(folder: Path = DATA_FOLDER) -> str:
    """The text of the words for searching as it should be for the sections in `folder`.

    Raises:
        CatalogError: A section cannot be read.
    """
    return words_text(endpoint for section in _sections(folder) for endpoint in section.endpoints)


def _write(file: Path, text: str) -> None:
    neighbour = file.with_suffix(".new")
    neighbour.write_text(text, encoding="utf-8")
    neighbour.replace(file)


def main() -> int:
    """Write the index of the shipped catalog; the exit status."""
    try:
        write_index()
    except CatalogError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
