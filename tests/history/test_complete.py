"""What is offered while a query is typed."""

from __future__ import annotations

import pytest

from cloudflow_tui.history import History
from cloudflow_tui.history.complete import complete
from tests.factories import make_exchange, make_request
from tests.history.samples import add


@pytest.fixture
def filled(history: History) -> History:
    add(history, make_exchange(request=make_request(endpoint_id="disks.list")))
    add(history, make_exchange(request=make_request(endpoint_id="users.list"), profile_name="prod eu"))
    history.cases.open("TCK-1")
    return history


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("st", ["status:"]),
        ("users st", ["status:"]),
        ("-st", ["status:"]),
        ("(st", ["status:"]),
        ("b", ["body:"]),
        ("method:p", ["POST", "PUT"]),
        ("method:POST,d", ["POST,DELETE"]),
        ("endpoint:u", ["users.*", "users.list"]),
        ("endpoint:list", ["users.list", "disks.list"]),
        ("profile:", ['"prod eu"', "lab"]),
        ("case:t", ["TCK-1"]),
        ("outcome:f", ["failed"]),
        ("status:2", ["2xx", "200"]),
        ("body:", []),
        ('"st', []),
        ("zzz", []),
    ],
)
def test_offers(filled: History, text: str, offered: list[str]) -> None:
    assert [one.text for one in complete(text, len(text), filled)] == offered


def test_an_offer_says_what_it_replaces(filled: History) -> None:
    (offer,) = complete("users -sta more", 10, filled)
    assert (offer.start, offer.text) == (7, "status:")
    assert "status:422" in offer.meaning
    assert complete("", 0, filled)[0].text == "status:"
