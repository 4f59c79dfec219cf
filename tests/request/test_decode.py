"""Bodies read back, tolerant as servers are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.errors import BodySyntaxError
from cloudflow_tui.profiles.models import Format
from cloudflow_tui.request import decode_body
from cloudflow_tui.request.decode import decode_values
from cloudflow_tui.request.encode import encode_values
from cloudflow_tui.request.shape import Shape
from cloudflow_tui.request.values import Value, is_same
from tests.request.examples import BARE_DELETE, CREATE_USER, EDIT_RULE, KEYS, SCALARS, VALUES

USER, RULE, DELETE = Shape(CREATE_USER), Shape(EDIT_RULE), Shape(BARE_DELETE)

USERS = st.fixed_dictionaries(
    {},
    optional={
        "login": SCALARS,
        "age": SCALARS,
        "price": SCALARS,
        "vip": SCALARS,
        "suspend_at": SCALARS,
        "role_ids": st.one_of(VALUES, st.lists(SCALARS, max_size=3)),
        "aliases": st.lists(SCALARS, max_size=3),
        "limits": st.dictionaries(
            st.sampled_from(["limit_cpu", "limit_memory", "other"]), SCALARS, max_size=3
        ),
        "infoboxes": st.dictionaries(KEYS, VALUES, max_size=3),
        "notify": st.booleans(),
        "note": SCALARS,
    },
)
RULES = st.fixed_dictionaries(
    {},
    optional={
        "conditions": st.dictionaries(
            st.from_regex(r"[0-9]{1,3}", fullmatch=True),
            st.dictionaries(st.sampled_from(["subject", "value"]), SCALARS, min_size=1),
            max_size=3,
        ),
        "sources": st.lists(
            st.dictionaries(st.sampled_from(["target_type", "target_id"]), SCALARS, max_size=2), max_size=3
        ),
    },
)


@pytest.mark.parametrize("format", ["json", "xml"])
@settings(deadline=None)
@given(values=USERS)
def test_user_round_trip(format: Format, values: dict[str, Value]) -> None:
    found = decode_values(USER, encode_values(USER, values, format), format)
    assert is_same(found.values, values)
    assert found.notes == ()


@pytest.mark.parametrize("format", ["json", "xml"])
@settings(deadline=None)
@given(values=RULES)
def test_rule_round_trip(format: Format, values: dict[str, Value]) -> None:
    found = decode_values(RULE, encode_values(RULE, values, format), format)
    assert is_same(found.values, values)
    assert found.unknown == ()


@pytest.mark.parametrize("format", ["json", "xml"])
@settings(deadline=None)
@given(values=st.fixed_dictionaries({}, optional={"force": SCALARS, "reason": SCALARS}))
def test_bare_round_trip(format: Format, values: dict[str, Value]) -> None:
    assert is_same(decode_values(DELETE, encode_values(DELETE, values, format), format).values, values)


def test_a_missing_root_is_told() -> None:
    found = decode_body(CREATE_USER, '{"login": "ann", "color": "red"}', "json")
    assert found.values == {"login": "ann", "color": "red"}
    assert found.notes == ("The root element 'user' is missing.",)
    assert found.unknown == ("color",)


@pytest.mark.parametrize(
    ("text", "format"),
    [('{"account": {"login": "ann"}}', "json"), ("<account><login>ann</login></account>", "xml")],
)
def test_another_root_is_told(text: str, format: Format) -> None:
    found = decode_body(CREATE_USER, text, format)
    assert found.values == {"login": "ann"}
    assert found.notes == ("The root element is 'account'; the call takes 'user'.",)


def test_a_root_too_many_is_told() -> None:
    found = decode_body(BARE_DELETE, '{"user": {"force": true}}', "json")
    assert found.values == {"force": True}
    assert found.notes == ("The body is wrapped in 'user'; the call takes none.",)


def test_a_key_beside_the_root_that_belongs_inside() -> None:
    found = decode_body(CREATE_USER, '{"user": {"login": "ann"}, "email": "a@b.c"}', "json")
    assert found.values == {"email": "a@b.c", "login": "ann"}
    assert found.notes == ("'email' stands beside 'user'; the call takes it inside.",)


def test_nested_unknown_names() -> None:
    text = '{"rule": {"sources": [{"target_type": "a", "colour": 1}], "x": {"y": 1}}}'
    assert decode_body(EDIT_RULE, text, "json").unknown == ("sources[].colour", "x")


@pytest.mark.parametrize("text", ["", " \n"])
def test_blank_is_nothing(text: str) -> None:
    assert decode_body(CREATE_USER, text, "json").values == {}
    assert decode_body(CREATE_USER, text, "xml").values == {}


@pytest.mark.parametrize("text", ["[1]", '"a"', "7"])
def test_no_object(text: str) -> None:
    with pytest.raises(BodySyntaxError, match="calls take an object"):
        decode_body(CREATE_USER, text, "json")
