"""The words for what is wrong."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import Parameter, Reference
from cloudflow_tui.request.problems import SHORT_LENGTH, missing, range_words, shortened, shown_value, wanted
from cloudflow_tui.request.values import Value


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        (Parameter("a", "body", "string"), "text"),
        (Parameter("a", "body", "string", enum=("xen", "kvm")), "one of xen, kvm"),
        (Parameter("a", "body", "string", enum=("xen",)), "xen"),
        (Parameter("a", "body", "string", min_length=6), "6 characters min."),
        (Parameter("a", "body", "integer", minimum=1, maximum=5), "1 to 5"),
        (Parameter("a", "body", "integer", reference=Reference("roles.list", "label")), "one of roles.list"),
        (Parameter("a", "body", "boolean"), "true or false"),
    ],
)
def test_wanted(parameter: Parameter, words: str) -> None:
    assert wanted(parameter) == words


def test_missing() -> None:
    problem = missing("password", Parameter("password", "body", "string", min_length=6))
    assert problem.short == "missing: 6 characters min."
    assert problem.advice == "What would do: 6 characters min."
    assert problem.blocks
    assert missing("login", Parameter("login", "body", "string")).short == "missing"


def test_short_forms_are_short() -> None:
    parameter = Parameter("a", "body", "string", enum=tuple(f"choice_{number}" for number in range(20)))
    problem = missing("a", parameter)
    assert len(problem.short) <= SHORT_LENGTH
    assert problem.short.endswith("…")
    assert "choice_19" in problem.advice


def test_range_words() -> None:
    assert range_words(Parameter("a", "body", "number", maximum=1.5)) == "1.5 or less"
    assert range_words(Parameter("a", "body", "number")) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), (None, "null"), ("x", "'x'"), ({}, "an object"), ([], "a list"), (7, "7")],
)
def test_shown_value(value: Value, text: str) -> None:
    assert shown_value(value) == text


def test_shortened() -> None:
    assert shortened("a\n  b") == "a b"
    assert shortened("abcdef", 4) == "abc…"
