"""The words on calls and parameters that both fronts use."""

from __future__ import annotations

from dataclasses import replace

from cloudflow_tui.catalog.models import Parameter, Reference
from cloudflow_tui.request.wording import basis_of, effects_of, facts_of, length_words, spoken, versions_of
from tests.factories import make_endpoint


def test_a_call() -> None:
    endpoint = make_endpoint("users.delete", "DELETE", "/users/:user_id")
    assert effects_of(endpoint) == "destroys"
    assert basis_of(endpoint) == "guide"
    other = replace(
        endpoint, is_scheduled=True, is_dangerous=True, basis="client", is_complete=False, effect="change"
    )
    assert effects_of(other) == "changes things, schedules a transaction, loses data or service"
    assert basis_of(other) == "published clients, not the guide; the list of parameters may lack some"


def test_versions() -> None:
    assert [versions_of("", ""), versions_of("5.5", ""), versions_of("5.5", "6.0")] == [
        "",
        "since 5.5",
        "since 5.5, until 6.0",
    ]


def test_a_parameter() -> None:
    parameter = Parameter(
        "a", "body", "integer", unit="MB", minimum=1, maximum=2, enum=(1, 2), default=1, example=2,
        reference=Reference("users.list", "login"), is_read_only=True, since="5.5",
    )  # fmt: skip
    assert ", ".join(facts_of(parameter)) == (
        "in MB, 1 to 2, one of 1, 2, default 1, such as 2, values from users.list,"
        " read-only, servers ignore it"
    )
    assert list(facts_of(Parameter("a", "query", "string", is_flag=True))) == ["a bare word"]
    secret = Parameter("password", "body", "string", is_secret=True, example="hunter2", min_length=6)
    assert list(facts_of(secret)) == ["6 characters min."]
    assert length_words(replace(secret, max_length=9)) == "6 to 9 characters"
    assert length_words(replace(secret, min_length=None, max_length=9)) == "9 characters max."
    assert [spoken("x"), spoken(None), spoken([1])] == ["x", "null", "[1]"]


def test_an_example_is_shown_when_it_helps() -> None:
    for name, text in (
        ("first_name", "1111"), ("last_name", "1311"), ("login", "111111losj"), ("key", "12345qwertyyu"),
    ):  # fmt: skip
        assert list(facts_of(Parameter(name, "body", "string", example=text))) == []
    for name, text in (("zip", "1311"), ("dns", "9.9.9.9"), ("network", "11.11.1.1/24"), ("memory", "10000")):
        assert list(facts_of(Parameter(name, "body", "string", example=text))) == [f"such as {text}"]
