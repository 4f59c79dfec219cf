"""HTTPie lines."""

from __future__ import annotations

import json

from tests.interchange.reading import only


def test_items_become_a_body() -> None:
    pasted = only(
        "http -a ann@example.com:k POST https://h.example/users.json user[login]=ann"
        " user[role_ids][]:=2 Accept:application/json page==2"
    )
    assert (pasted.source, pasted.method) == ("httpie", "POST")
    assert pasted.url == "https://h.example/users.json?page=2"
    assert json.loads(pasted.body) == {"user": {"login": "ann", "role_ids": [2]}}
    assert pasted.headers == (("Accept", "application/json"),)
    assert (pasted.login, pasted.content_type) == ("ann@example.com", "application/json")


def test_the_program_is_the_scheme() -> None:
    assert only("https h.example.com/users.json").url == "https://h.example.com/users.json"
    assert only("http :3000/users.json").url == "http://localhost:3000/users.json"


def test_a_body_of_json() -> None:
    assert (
        only('http POST h.example.com/users.json user:=\'{"login":"x"}\'').body == '{"user": {"login": "x"}}'
    )


def test_prose_is_no_command() -> None:
    from cloudflow_tui.interchange.pasting import read_pasted

    assert read_pasted("http is not encrypted.\nhttps is.\n") == []
