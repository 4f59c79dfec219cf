"""The form of section files: one parameter a line, and no value changed by it."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog.layout import main, section_text
from tests.catalog.samples import Data, parameter, pets, section, write_section

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_values_stay(value: object) -> None:
    data = pets()
    data["notes"] = value
    data["endpoints"][2]["request_example"] = value
    data["endpoints"][2]["params"] = [parameter("name", example=value)]
    assert json.loads(section_text(data)) == data


def test_one_line_a_parameter_and_an_attribute() -> None:
    lines = section_text(pets()).splitlines()
    assert sum('"mother_id"' in line for line in lines) == 1
    assert '     {"name": "id", "type": "integer"},' in lines


def test_a_section_without_endpoints_and_an_endpoint_without_parameters() -> None:
    empty: Data = section()
    assert json.loads(section_text(empty)) == empty


def test_files_are_brought_into_the_form(tmp_path: Path) -> None:
    file = write_section(tmp_path, pets())
    assert main([str(file)]) == 0
    assert file.read_text(encoding="utf-8") == section_text(pets())
