"""YAML: what is written is read back as the same."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.interchange.openapi import to_openapi
from cloudflow_tui.interchange.openapi_yaml import to_yaml

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        "yes",
        "No",
        "null",
        "~",
        "1",
        "1.5",
        "1e3",
        "0x1F",
        "a: b",
        "- a",
        "#",
        "a #b",
        "x",
        "é",
        "2026-01-01",
        "=",
        "12:30",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=15,
)


@given(VALUES)
def test_round_trip(value: object) -> None:
    assert yaml.safe_load(to_yaml(value)) == value


def test_it_reads_well() -> None:
    text = to_yaml(
        {"openapi": "3.1.0", "paths": {"/users.json": {"get": {"tags": ["Users"], "x": {}, "z": []}}}}
    )
    assert text.splitlines() == [
        'openapi: "3.1.0"',
        "paths:",
        "  /users.json:",
        "    get:",
        "      tags:",
        "        - Users",
        "      x: {}",
        "      z: []",
    ]


@pytest.mark.parametrize("value", [{}, [], "", None, True, 1.5])
def test_a_bare_value(value: object) -> None:
    assert yaml.safe_load(to_yaml(value)) == value


def test_a_part_of_the_export() -> None:
    document = to_openapi(Catalog.load().at("2.0"))
    part = {path: item for path, item in document["paths"].items() if path.startswith("/users")}
    assert part
    assert yaml.safe_load(to_yaml(part)) == part
