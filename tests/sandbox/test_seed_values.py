"""Single values: of their type, from their name, the same each time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.sandbox.schema import Kind
from cloudflow_tui.sandbox.seed import FIXED_NOW
from cloudflow_tui.sandbox.seed_values import LETTERS, Values

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def values(seed: int = 1) -> Values:
    return Values(seed, FIXED_NOW, lambda kind: 4)


@given(st.text(), st.integers())
def test_identifiers_are_14_letters_and_digits(word: str, number: int) -> None:
    made = values().identifier(word, number)
    assert len(made) == 14
    assert set(made) <= set(LETTERS)
    assert made == values().identifier(word, number)


@given(
    st.sampled_from(
        ["status", "memory", "enabled", "ports", "limits", "note", "days", "ttl", "vlan", "port"]
    ),
    st.sampled_from(sorted(TYPES)),
    st.integers(0, 5000),
)
def test_a_value_is_of_its_type_or_null(name: str, type_: str, index: int) -> None:
    kind = Kind("thing", attributes={name: type_})
    made = values().value(kind, name, index, {})
    assert made is None or isinstance(made, TYPES[type_])


def test_references_point_at_the_first_objects() -> None:
    user = Kind("user", is_stored=True)
    kind = Kind("thing", attributes={"user_id": "integer", "unicorn_id": "integer"})
    found = {values().value(kind, "user_id", index, {"user": user}) for index in range(20)}
    assert found == {1, 2, 3}
    assert values().value(kind, "unicorn_id", 0, {"user": user}) is None


def test_times_count_back_from_now() -> None:
    assert values().ago() == "2026-03-01T09:15:00.000+00:00"
    assert values().ago(days=1, hours=1, seconds=1) == "2026-02-28T08:14:59.000+00:00"


def test_labels_by_hand_come_first() -> None:
    kind = Kind("vdc", attributes={"label": "string"})
    labels = [values().value(kind, "label", index, {}) for index in (0, 1, 2, 3)]
    assert labels == ["VDC Milan", "VDC Frankfurt", "VDC London", "VDC 4"]
