"""The small questions that the models answer themselves."""

from __future__ import annotations

from cloudflow_tui.catalog.models import UNSET, Group, Parameter, SectionSummary
from tests.factories import make_endpoint


def test_parameters_by_place_and_required_ones() -> None:
    user_id = Parameter("user_id", "path", "integer", is_required=True)
    login = Parameter("login", "body", "string")
    endpoint = make_endpoint("users.update", "PUT", "/users/:user_id", parameters=(user_id, login))
    assert endpoint.parameters_in("body") == (login,)
    assert endpoint.parameters_in("query") == ()
    assert endpoint.required == (user_id,)


def test_unset_is_false_and_names_itself() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    assert Parameter("login", "body", "string").default is UNSET


def test_a_group_counts_its_endpoints() -> None:
    assert Group("System", (SectionSummary("version", "Version", "System", ()),)).endpoint_count == 0
