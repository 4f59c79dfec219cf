"""Which required parameters count."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import UNSET, Parameter
from cloudflow_tui.request import Draft
from cloudflow_tui.request.required import may_be_empty, required_values
from tests.request.examples import CREATE_USER, EDIT_RULE, endpoint_of


def counted(draft: Draft) -> list[tuple[str, bool]]:
    return [(one.name, one.is_filled) for one in required_values(draft)]


def test_an_optional_group_counts_when_it_is_begun() -> None:
    draft = Draft(EDIT_RULE)
    ids = [("cdn_id", False), ("rule_id", False)]
    assert counted(draft) == ids
    draft.set("conditions.N.value", "UA")
    assert counted(draft) == [*ids, ("conditions.N.subject", False)]
    draft.set("conditions.3.subject", "country")
    assert counted(draft) == [*ids, ("conditions.N.subject", False), ("conditions.3.subject", True)]


def test_every_item_of_a_list_counts() -> None:
    draft = Draft(EDIT_RULE)
    draft.set("sources[].target_id", 1)
    draft.set("sources[1].target_type", "disk")
    draft.set("sources[2]", {})
    assert counted(draft)[2:] == [
        ("sources[].target_type", False),
        ("sources[1].target_type", True),
        ("sources[2].target_type", False),
    ]


@pytest.mark.parametrize("value", [None, {}, "text"])
def test_what_does_not_begin_a_group(value: object) -> None:
    draft = Draft(EDIT_RULE)
    draft.set("conditions", value)
    assert len(counted(draft)) == 2


def test_a_required_group_counts_at_once() -> None:
    draft = Draft(
        endpoint_of(
            Parameter("rules", "body", "array", is_required=True),
            Parameter("rules[].port", "body", "integer", is_required=True),
        )
    )
    assert counted(draft) == [("rules[]", False), ("rules[].port", False)]
    draft.set("rules[].port", 80)
    assert counted(draft) == [("rules[]", True), ("rules[].port", True)]


def test_a_group_that_only_its_members_show_counts_at_once() -> None:
    draft = Draft(endpoint_of(Parameter("limits.cpu", "body", "integer", is_required=True)))
    assert counted(draft) == [("limits.cpu", False)]


def test_read_only_does_not_count() -> None:
    draft = Draft(endpoint_of(Parameter("id", "body", "integer", is_required=True, is_read_only=True)))
    assert counted(draft) == []


@pytest.mark.parametrize(
    ("value", "is_filled"), [("", False), (" ", False), (None, False), ([], False), (0, True), (False, True)]
)
def test_what_fills(value: object, is_filled: bool) -> None:
    draft = Draft(endpoint_of(Parameter("a", "body", "string", is_required=True)))
    draft.set("a", value)
    assert counted(draft) == [("a", is_filled)]


@pytest.mark.parametrize(
    "parameter",
    [
        Parameter("a", "body", "string", enum=("", "x")),
        Parameter("a", "body", "string", default=""),
        Parameter("a", "body", "string", example=""),
        Parameter("a", "body", "string", min_length=0),
        Parameter("a", "query", "boolean", is_flag=True),
    ],
)
def test_where_empty_text_is_a_value(parameter: Parameter) -> None:
    assert may_be_empty(parameter)


def test_where_it_is_none() -> None:
    assert not may_be_empty(Parameter("a", "body", "string", default=UNSET, min_length=1))


def test_a_raw_body_counts() -> None:
    draft = Draft(CREATE_USER)
    draft.set("login", "ann")
    draft.raw_body = '{"user": {"email": "ann@example.com"}}'
    assert counted(draft) == [("login", False), ("email", True), ("password", False)]
    draft.raw_body = "{"
    assert not any(is_filled for _, is_filled in counted(draft))
