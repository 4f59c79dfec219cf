"""Headers that cannot stand in HTTP."""

from __future__ import annotations

import pytest

from cloudflow_tui.redact import MASK
from cloudflow_tui.request.header_checks import header_fault, header_problems


@pytest.mark.parametrize(("name", "value"), [("X-Trace", "1"), ("Accept", ""), ("X-Tab", "a\tb")])
def test_fine(name: str, value: str) -> None:
    assert header_fault(name, value) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("", "x"),
        ("a b", "x"),
        ("a:", "x"),
        ("X-Zoë", "x"),
        ("X", "a\r\nb"),
        ("X", "a\nb"),
        ("X", "a\x00"),
        ("X\r\n", "a"),
    ],
)
def test_faults(name: str, value: str) -> None:
    assert header_fault(name, value)


def test_the_value_is_not_told() -> None:
    [problem] = header_problems([("Accept", "a"), ("X-Api-Key", "hunter22\n")])
    assert (problem.parameter, problem.place) == ("X-Api-Key", "header")
    assert "hunter22" not in f"{problem}"


def test_a_masked_value_is_no_value() -> None:
    [problem] = header_problems([("X-Api-Key", MASK)])
    assert problem.message == "The header X-Api-Key was masked when it was stored."
