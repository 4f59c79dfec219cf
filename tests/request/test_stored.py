"""Drafts as plain data and back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.errors import BuildError
from cloudflow_tui.request import Draft
from cloudflow_tui.request.values import Value
from tests.request.examples import CREATE_USER, KEYS, VALUES

PAIRS = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=3)


@settings(deadline=None)
@given(
    st.dictionaries(KEYS, VALUES, max_size=4),
    PAIRS,
    PAIRS,
    st.one_of(st.none(), st.text(max_size=10)),
    st.one_of(st.none(), st.floats(0.1, 100)),
    st.sampled_from(["json", "xml"]),
)
def test_round_trip(
    values: dict[str, Value],
    headers: list[tuple[str, str]],
    query: list[tuple[str, str]],
    raw_body: str | None,
    timeout_s: float | None,
    format: str,
) -> None:
    draft = Draft(CREATE_USER, format="xml" if format == "xml" else "json")
    draft.load_values("body", values)
    draft.headers, draft.extra_query = headers, query
    draft.raw_body, draft.timeout_s = raw_body, timeout_s
    stored = json.loads(json.dumps(draft.to_dict()))
    assert Draft.from_dict(CREATE_USER, stored) == draft


def test_a_number_that_a_float_would_round() -> None:
    draft = Draft(CREATE_USER)
    draft.set("price", Decimal("1.00000000000000000001"))
    assert Draft.from_dict(CREATE_USER, json.loads(json.dumps(draft.to_dict()))).get("price") == Decimal(
        "1.00000000000000000001"
    )


def test_missing_keys_are_not_set() -> None:
    assert Draft.from_dict(CREATE_USER, {}) == Draft(CREATE_USER)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "yaml"),
        ("body", []),
        ("headers", "x"),
        ("headers", [["a"]]),
        ("extra_query", [[1, "b"]]),
        ("raw_body", 7),
        ("timeout_s", True),
    ],
)
def test_another_kind(key: str, value: object) -> None:
    with pytest.raises(BuildError, match=repr(key)):
        Draft.from_dict(CREATE_USER, {key: value})
