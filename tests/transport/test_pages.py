"""Pages of a list, as newer servers tell them in headers."""

from __future__ import annotations

import pytest

from cloudflow_tui.transport import Page, page_of
from tests.factories import make_response


def test_the_three_headers_make_a_page() -> None:
    response = make_response(headers=(("X-Page", "2"), ("x-limit", " 10 "), ("X-TOTAL", "21")))
    assert page_of(response) == Page(2, 10, 21)


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (10, 1), (11, 2), (21, 3)])
def test_the_last_page(total: int, last: int) -> None:
    assert Page(1, 10, total).last == last


@pytest.mark.parametrize("limit", ["", "0", "-1", "ten", "1.5", "²", "9" * 30])
def test_what_is_no_number_is_no_page(limit: str) -> None:
    headers = (("X-Page", "1"), ("X-Limit", limit), ("X-Total", "5"))
    assert page_of(make_response(headers=headers)) is None


def test_no_headers_are_no_page() -> None:
    assert page_of(make_response()) is None
