"""Reading one section file: what fits becomes models, what does not is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.catalog.files import read_section
from cloudflow_tui.catalog.models import UNSET, Reference
from cloudflow_tui.errors import CatalogError
from tests.catalog.samples import Data, parameter, pets, write_section


def test_a_section(tmp_path: Path) -> None:
    section = read_section(write_section(tmp_path, pets()))
    assert (section.id, section.group, section.notes) == ("pets", "Animals", "")
    create = section.endpoints[2]
    assert (create.section, create.root, create.answer.status) == ("pets", "pet", 201)
    assert create.request_example == {"pet": {"name": "Rex"}}
    assert create.parameters[1].reference == Reference("pets.list", "name", (), "id")
    assert section.endpoints[0].request_example is UNSET


def test_null_is_a_value_and_absence_is_none(tmp_path: Path) -> None:
    data = pets()
    data["endpoints"][2]["params"] = [parameter("a", default=None), parameter("b")]
    first, second = read_section(write_section(tmp_path, data)).endpoints[2].parameters
    assert first.default is None
    assert second.default is UNSET


def test_whole_limits_stay_whole(tmp_path: Path) -> None:
    data = pets()
    data["endpoints"][2]["params"] = [parameter("age", type="integer", min=1, max=40)]
    limits = read_section(write_section(tmp_path, data)).endpoints[2].parameters[0]
    assert repr((limits.minimum, limits.maximum)) == "(1, 40)"


def test_a_section_that_is_none(tmp_path: Path) -> None:
    for content in (
        b"[]",
        b'{"section": 1}',
        b'{"section": "a", "title": "A", "group": "A", "endpoints": [1]}',
    ):
        file = tmp_path / "a.json"
        file.write_bytes(content)
        with pytest.raises(CatalogError, match="does not fit: "):
            read_section(file)


def broken(key: str, value: object) -> Data:
    data = pets()
    data["endpoints"][1]["params"][0][key] = value
    return data


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("type", "text", "'text'"),
        ("colour", "red", "colour"),
        ("required", "yes", "bool"),
        ("in", "body ", "in"),
    ],
)
def test_what_does_not_fit_is_told_with_file_and_place(
    key: str, value: object, told: str, tmp_path: Path
) -> None:
    file = write_section(tmp_path, broken(key, value))
    with pytest.raises(CatalogError) as caught:
        read_section(file)
    assert caught.value.file == str(file)
    assert "endpoint 2 (pets.show), parameter 1 (pet_id): " in caught.value.message
    assert told in caught.value.message


@pytest.mark.parametrize(
    ("content", "told"),
    [(b'{"section": ', "is not JSON"), (b'{"section": "\xff"}', "UTF-8"), (b"", "is not JSON")],
)
def test_what_is_no_json(content: bytes, told: str, tmp_path: Path) -> None:
    file = tmp_path / "pets.json"
    file.write_bytes(content)
    with pytest.raises(CatalogError, match=told):
        read_section(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"nowhere\.json.*No such file"):
        read_section(tmp_path / "nowhere.json")
