"""The index: what the sections say, no more, and written the same every time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cloudflow_tui.catalog.index import index_file, index_text, read_groups, write_index
from cloudflow_tui.catalog.rows import COLUMNS
from cloudflow_tui.errors import CatalogError
from tests.catalog.samples import pets, section, write_catalog, write_section


def test_the_shipped_index_is_up_to_date() -> None:
    assert index_file().read_text(encoding="utf-8") == index_text()


def test_writing_it_as_a_program_changes_nothing() -> None:
    before = index_file().read_bytes()
    subprocess.run([sys.executable, "-m", "cloudflow_tui.catalog.index"], check=True)
    assert index_file().read_bytes() == before


def test_rows_have_the_columns_that_it_names(tmp_path: Path) -> None:
    data = json.loads(index_file(write_catalog(tmp_path, pets())).read_text(encoding="utf-8"))
    assert tuple(data["columns"]) == COLUMNS
    rows = data["sections"][0]["endpoints"]
    assert [row[0] for row in rows] == ["pets.list", "pets.show", "pets.create", "pets.delete"]
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_sections_stand_in_the_order_of_the_groups(tmp_path: Path) -> None:
    write_catalog(tmp_path, section(*pets()["endpoints"], name="zebras"), pets())
    data = json.loads(index_file(tmp_path).read_text(encoding="utf-8"))
    assert [row["section"] for row in data["sections"]] == ["zebras", "pets"]


def test_a_changed_section_changes_it(tmp_path: Path) -> None:
    data = pets()
    before = index_file(write_catalog(tmp_path, data)).read_text(encoding="utf-8")
    data["endpoints"][0]["title"] = "All pets"
    write_section(tmp_path / "sections", data)
    assert index_text(tmp_path) != before
    assert write_index(tmp_path).read_text(encoding="utf-8") == index_text(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "groups.json",
        "index.json",
        "sections",
        "words.json",
    ]


@pytest.mark.parametrize("text", ["", "[]", '{"groups": [{}]}'])
def test_an_order_that_cannot_be_used(text: str, tmp_path: Path) -> None:
    (tmp_path / "groups.json").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"groups\.json"):
        read_groups(tmp_path)
