"""Names taken apart and put together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.request.names import Step, format_name, nearest, parse_name

KEYS = st.one_of(st.from_regex(r"[a-z_]+", fullmatch=True), st.text(min_size=1, max_size=8))
STEPS = st.tuples(KEYS, st.lists(st.one_of(KEYS, st.integers(0, 999), st.none()), max_size=4)).map(
    lambda parts: (parts[0], *parts[1])
)


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("login", ("login",)),
        ("limits.limit_cpu", ("limits", "limit_cpu")),
        ("role_ids[]", ("role_ids", None)),
        ("role_ids[2]", ("role_ids", 2)),
        ("sources[].target_type", ("sources", None, "target_type")),
        ("sources[1].target_type", ("sources", 1, "target_type")),
        ("period[startdate]", ("period", "startdate")),
        ('limits["a.b"]', ("limits", "a.b")),
    ],
)
def test_parse(name: str, steps: tuple[Step, ...]) -> None:
    assert parse_name(name) == steps


@pytest.mark.parametrize(
    "name", ["", ".", "a.", ".a", "a..b", "a[", "a]", "[0]", "[]", "a.[0]", "a[0]b", 'a["b]']
)
def test_parse_refuses(name: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_name(name)


@settings(deadline=None)
@given(STEPS)
def test_format_and_parse(steps: tuple[Step, ...]) -> None:
    assert parse_name(format_name(steps)) == steps


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("passwrod", "password"),
        ("Email", "email"),
        ("role-ids", "role_ids[]"),
        ("limit_cpus", "limits.limit_cpu"),
    ],
)
def test_nearest(name: str, found: str) -> None:
    assert found in nearest(name, ["login", "email", "password", "role_ids[]", "limits.limit_cpu"])


def test_nothing_is_near() -> None:
    assert nearest("zzz", ["login", "email"]) == ()
