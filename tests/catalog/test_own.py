"""Files of one's own: what is left out and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.own import MAX_ENDPOINTS, read_own_files
from tests.catalog.samples import Data, endpoint, id_of, parameter, pets, section, write_section


def warning_of(folder: Path, data: Data) -> str:
    write_section(folder, data)
    own = read_own_files(folder, {})
    assert own.sections == {}
    assert len(own.warnings) == 1
    assert "left out" in own.warnings[0]
    return own.warnings[0]


def test_no_folder_has_no_files(tmp_path: Path) -> None:
    assert read_own_files(None, {}).sections == read_own_files(tmp_path / "x", {}).sections == {}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (endpoint("a", "FETCH", "/a"), "'FETCH' is none of"),
        (endpoint("a", "GET", "a"), "'a' is no path"),
        (endpoint("a", "GET", "/a.json"), "no path without suffix"),
        (endpoint("a", "GET", "/a\x1b[31m"), r"'/a\x1b[31m'"),
        (
            endpoint("a", "GET", "/a", title="A\x1b]0;x\x07"),
            r"title 'A\x1b]0;x\x07' holds control characters",
        ),
        (endpoint("a", "GET", "/a", title="a\u202eb"), "holds control characters"),
        (endpoint("a", "GET", "/a", title=" "), "title is empty"),
        (endpoint("A", "GET", "/a"), "small letters"),
        (endpoint("a", "GET", "/a", id="cats.a"), "does not begin with its section"),
        (endpoint("a", "GET", "/a", since="six"), "since is 'six'"),
        (endpoint("a", "GET", "/a/:b_id"), ":b_id is no path parameter"),
        (endpoint("a", "GET", "/a", id_of("b_id")), "'b_id' is not in the path"),
        (endpoint("a", "POST", "/a", parameter("a b")), "'a b' is not built like"),
        (endpoint("a", "POST", "/a", parameter("a"), parameter("a")), "'a' stands there twice"),
        (endpoint("a", "POST", "/a", root="a\nb"), "the root"),
        (endpoint("a", "GET", "/a", responses={"success": 404}), "no status of success"),
    ],
)
def test_what_does_not_fit_is_named(row: Data, told: str, tmp_path: Path) -> None:
    found = warning_of(tmp_path, section(row))
    assert told in found
    assert "line 1" in found
    assert "\x1b" not in found


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b'{\n "section": ', "line 2", id="cut"),
        pytest.param(b"\xff\xfe", "line 1 is not UTF-8", id="not-utf8"),
        pytest.param(b"", "not JSON", id="empty"),
        pytest.param(b"[" * 100_000, "does not fit", id="deep-list"),
        pytest.param(b'{"section": ' + b"[" * 100_000, "does not fit", id="deep-value"),
        pytest.param(
            b'{"section": "a", "title": "A", "group": "a", "x": ' + b"[" * 100_000, "deeply", id="deep-x"
        ),
        pytest.param(
            b'{"section": "a", "title": "\\ud800", "group": "a", "endpoints": []}',
            "surrogate",
            id="surrogate",
        ),
        pytest.param(b'{"section": "a", "title": "A", "group": "a", "endpoints": 7}', "line 1", id="no-list"),
    ],
)
def test_what_is_no_section(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(content)
    own = read_own_files(tmp_path, {})
    assert own.sections == {}
    assert told in own.warnings[0]
    assert "a.json" in own.warnings[0]


def test_a_folder_named_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    assert "cannot be read" in read_own_files(tmp_path, {}).warnings[0]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    data = section(endpoint("a", "GET", "/a"), endpoint("b", "GET", "b"))
    file = write_section(tmp_path, data)
    text = json.dumps(data, indent=2)
    file.write_text(text, encoding="utf-8")
    line = text.splitlines().index('      "path": "b",') + 1
    assert f"line {line}: 'b' is no path" in read_own_files(tmp_path, {}).warnings[0]


def test_more_endpoints_than_can_be_searched(tmp_path: Path) -> None:
    rows = [endpoint(f"a{number}", "GET", f"/a{number}") for number in range(MAX_ENDPOINTS + 1)]
    assert f"more than {MAX_ENDPOINTS:,}" in warning_of(tmp_path, section(*rows))


def test_endpoints_of_all_files_are_counted(tmp_path: Path) -> None:
    half = MAX_ENDPOINTS // 2 + 1
    for name in ("as", "bs"):
        rows = [endpoint(f"a{at}", "GET", f"/{name}{at}", section=name) for at in range(half)]
        write_section(tmp_path, section(*rows, name=name))
    own = read_own_files(tmp_path, {})
    assert list(own.sections) == ["as"]
    assert "bs.json" in own.warnings[0]


def test_a_circle_of_successors(tmp_path: Path) -> None:
    rows = [
        endpoint(name, "GET", f"/{name}", replaced_by=[f"pets.{after}"]) for name, after in ("ab", "bc", "ca")
    ]
    assert "'pets.a' is replaced by what it replaces itself" in warning_of(tmp_path, section(*rows))


def test_a_circle_through_what_ships(tmp_path: Path) -> None:
    own = section(
        endpoint(
            "migration", "POST", "/m", section="virtual_servers", replaced_by=["virtual_servers.migrate"]
        ),
        name="virtual_servers",
    )
    write_section(tmp_path, own)
    catalog = Catalog.load(tmp_path)
    assert "replaces itself" in catalog.warnings[0]
    assert catalog.summary("virtual_servers.migration").replaced_by == ()


def test_a_successor_that_is_not_there_is_no_successor(tmp_path: Path) -> None:
    write_section(tmp_path, section(endpoint("a", "GET", "/a", replaced_by=["pets.nowhere"])))
    catalog = Catalog.load(tmp_path)
    assert catalog.warnings == ()
    assert catalog.successors("pets.a") == ()


def test_a_good_file_beside_a_broken_one(tmp_path: Path) -> None:
    write_section(tmp_path, pets())
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    own = read_own_files(tmp_path, {})
    assert list(own.sections) == ["pets"]
    assert len(own.warnings) == 1
