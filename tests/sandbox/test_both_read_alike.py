"""JSON and XML of any values say the same to the sandbox, for every endpoint that takes parameters."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.request import Draft, fill_samples
from tests.sandbox.test_both_judge_alike import judged_by_sandbox, unwrapped

CATALOG = Catalog.load()
SECTIONS = sorted(CATALOG.sections)

# What XML 1.0 can hold; a lone carriage return becomes a line feed in it.
TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\ufffe\uffff"
    ),
    max_size=12,
) | st.sampled_from(
    ["", " ", " a ", "true", "007", "1.50", "null", "<a>&amp;</a>", "]]>", "a\nb", "1e400", "[1]"]
)
POOLS = st.fixed_dictionaries(
    {
        str: st.lists(TEXTS, min_size=4, max_size=8),
        int: st.lists(st.integers(-(2**66), 2**66), min_size=2, max_size=4),
        float: st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=4),
        bool: st.just([True, False]),
    }
)


def varied(value: Any, pools: dict[type, list[Any]], chance: Random) -> Any:
    """The same tree with other leaves of the same types; a few are null, a few lists are empty."""
    if isinstance(value, dict):
        return {name: varied(inner, pools, chance) for name, inner in value.items()}
    if isinstance(value, list):
        return [varied(inner, pools, chance) for inner in value] if chance.random() < 0.9 else []
    if chance.random() < 0.05:
        return None
    return chance.choice(pools[type(value)]) if type(value) in pools else value


def judged(endpoint: Endpoint, values: dict[str, Any], format: Any) -> tuple[object, dict[str, list[str]]]:
    draft = Draft(endpoint, format=format)
    fill_samples(draft)
    draft.load_values("body", values)
    checked = judged_by_sandbox(draft)
    return unwrapped(checked.values), checked.errors


@pytest.mark.parametrize("section", SECTIONS)
@settings(max_examples=3, deadline=None)
@given(pools=POOLS, seed=st.integers(0, 2**32))
def test_any_values(section: str, pools: dict[type, list[Any]], seed: int) -> None:
    chance = Random(seed)
    for summary in CATALOG.sections[section].endpoints:
        endpoint = CATALOG.endpoint(summary.id)
        if not endpoint.parameters_in("body"):
            continue
        whole = Draft(endpoint)
        fill_samples(whole, only_required=False)
        values = varied(whole.values("body"), pools, chance)
        in_json, in_xml = (judged(endpoint, values, format) for format in ("json", "xml"))
        assert (endpoint.id, in_json) == (endpoint.id, in_xml)


def test_the_values_are_others() -> None:
    endpoint = CATALOG.endpoint("users.create")
    values = {"login": "zo\u00eb & <b>", "role_ids": [3, 4], "email": "a@example.com", "password": "x" * 9}
    found, errors = judged(endpoint, values, "xml")
    assert errors == {}
    assert found == values
