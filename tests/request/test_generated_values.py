"""Every call of the catalog with generated values: JSON and XML give back what they were made of."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.request import Draft, encode_body
from tests.request.generating import random_draft

CATALOG = Catalog.load()
SECTIONS = sorted(CATALOG.sections)
QUICK = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def through(draft: Draft, *formats: str) -> Draft:
    """The draft written in each format and read back from it."""
    made = draft.copy()
    for format in formats:
        made.format = format  # type: ignore[assignment]  # one of FORMATS
        text = encode_body(made)
        other = Draft(made.endpoint, format=made.format)
        notes = other.load_body(text)
        assert notes == (), (draft.endpoint.id, text)
        made = other
    made.format = draft.format
    return made


@pytest.mark.parametrize("section", SECTIONS)
@QUICK
@given(seed=st.integers(0, 2**32))
def test_bodies_come_back(section: str, seed: int) -> None:
    random = Random(seed)
    for summary in CATALOG.sections[section].endpoints:
        draft = random_draft(CATALOG.endpoint(summary.id), random)
        name = draft.endpoint.id
        assert (name, through(draft, "json")) == (name, draft)
        assert (name, through(draft, "xml")) == (name, draft)
        assert (name, through(draft, "json", "xml", "json")) == (name, draft)


def test_chance_gives_every_kind() -> None:
    random = Random(1)
    kinds = set()
    for summary in CATALOG.endpoints[:400]:
        for _, value in random_draft(CATALOG.endpoint(summary.id), random).items():
            kinds.add((type(value).__name__, len(value) if isinstance(value, list) else 0))
    assert {
        ("NoneType", 0),
        ("bool", 0),
        ("int", 0),
        ("str", 0),
        ("list", 0),
        ("list", 1),
        ("list", 3),
    } <= kinds
