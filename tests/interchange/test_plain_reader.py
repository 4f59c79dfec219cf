"""A plain METHOD URL body."""

from __future__ import annotations

import pytest

from cloudflow_tui.interchange.plain_reader import balanced_end
from tests.interchange.reading import only


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("POST https://h/users.json", ""),
        ('POST https://h/users.json {"user":{"login":"}"}} and more', '{"user":{"login":"}"}}'),
        ('We send a POST to https://h/users.json with body: {"a":1}. It fails.', '{"a":1}'),
        ('POST https://h/users.json\nContent-Type: application/json\n\n{"a":\n1}\n\nThanks', '{"a":\n1}'),
        ("POST https://h/users.json\n<user><login>x</login></user>\nThanks", "<user><login>x</login></user>"),
    ],
)
def test_method_address_body(text: str, body: str) -> None:
    pasted = only(text)
    assert (pasted.method, pasted.url, pasted.body) == ("POST", "https://h/users.json", body)


def test_a_path_alone() -> None:
    pasted = only("GET /users/7.json")
    assert (pasted.url, pasted.is_host_known, pasted.are_headers_known) == ("/users/7.json", False, False)


def test_where_a_body_ends() -> None:
    text = '{"a":"}"} x'
    assert text[: balanced_end(text, 0, len(text))] == '{"a":"}"}'
    text = "<a/><b>1</b> x"
    assert text[: balanced_end(text, 0, len(text))] == "<a/><b>1</b>"
    text = '{"a": 1\n\nNever closed'
    assert text[: balanced_end(text, 0, len(text))] == '{"a": 1'
