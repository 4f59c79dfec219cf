"""Rows of the index and summaries are two forms of the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.catalog.models import EndpointSummary, Parameter
from cloudflow_tui.catalog.rows import row_of_summary, summaries_of_rows, summary_of_endpoint
from tests.factories import make_endpoint

NAMES = st.lists(st.from_regex(r"[a-z_\[\].]{1,8}", fullmatch=True), max_size=4).map(tuple)
SUMMARIES = st.builds(
    EndpointSummary,
    id=st.text(),
    title=st.text(),
    method=st.sampled_from(["GET", "POST"]),
    path=st.text(),
    group=st.just("Animals"),
    section=st.just("pets"),
    effect=st.sampled_from(["read", "change", "destroy"]),
    required_count=st.integers(0, 99),
    is_scheduled=st.booleans(),
    is_dangerous=st.booleans(),
    basis=st.sampled_from(["guide", "client"]),
    is_complete=st.booleans(),
    since=st.sampled_from(["", "6.4"]),
    parameter_names=NAMES,
    until=st.sampled_from(["", "6.6"]),
    required_query=NAMES,
    replaced_by=NAMES,
)


@given(SUMMARIES)
def test_round_trip(summary: EndpointSummary) -> None:
    assert summaries_of_rows([row_of_summary(summary)], "pets", "Animals") == (summary,)


def test_a_summary_says_what_its_endpoint_says() -> None:
    parameters = (
        Parameter("user_id", "path", "integer", is_required=True),
        Parameter("hourly", "query", "string", is_required=True, is_flag=True),
        Parameter("page", "query", "integer"),
    )
    endpoint = make_endpoint("users.hourly", path="/users/:user_id/statistics", parameters=parameters)
    summary = summary_of_endpoint(endpoint)
    assert summary.required_count == 2
    assert summary.required_query == ("hourly",)
    assert summary.parameter_names == ("user_id", "hourly", "page")
    assert (summary.id, summary.path, summary.effect) == (endpoint.id, endpoint.path, "read")


def test_a_row_with_another_number_of_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        summaries_of_rows([["users.list", "List users"]], "users", "Users")
