"""Where something was masked is told by place and name."""

from __future__ import annotations

from cloudflow_tui.interchange.masked import masked_places
from cloudflow_tui.redact import Redactor
from tests.factories import make_exchange, make_request, make_response


def test_places_are_named() -> None:
    request = make_request(
        "POST",
        "/users.json?api_key=abcd1234&page=2",
        headers=(("Authorization", "Basic abcd"), ("Accept", "x"), ("Content-Type", "application/json")),
        body=b'{"user":{"password":"hunter22","login":"zaza"}}',
    )
    response = make_response(
        200,
        b'[{"user":{"api_key":"k1k1k1k1"}},{"user":{"api_key":"k2k2k2k2"}}]',
        headers=(("Set-Cookie", "s=1"),),
    )
    masked = Redactor().exchange(make_exchange(request=request, response=response, login=""))
    assert masked_places(masked) == [
        "query api_key",
        "request header Authorization",
        "request body user.password",
        "answer header Set-Cookie",
        "answer [].user.api_key",
    ]


def test_text_without_structure_is_told_as_a_whole() -> None:
    response = make_response(500, b"<html>password=hunter22</html>", content_type="text/html")
    masked = Redactor().exchange(make_exchange(response=response, login=""))
    assert masked_places(masked) == ["answer"]


def test_nothing_masked_is_nothing_told() -> None:
    assert masked_places(make_exchange(login="")) == []
    assert masked_places(make_exchange(login="ann")) == ["request header Authorization"]
