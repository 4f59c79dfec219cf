"""HAR files."""

from __future__ import annotations

import json

from cloudflow_tui.interchange.pasting import read_pasted
from tests.interchange.reading import only


def har(*entries: object) -> str:
    return json.dumps({"log": {"version": "1.2", "entries": entries}})


def entry(method: str = "POST", body: str = '{"user":{"login":"ann"}}') -> dict[str, object]:
    return {
        "request": {
            "method": method,
            "url": "https://cp.example.com/users.json",
            "headers": [
                {"name": ":method", "value": method},
                {"name": "Content-Type", "value": "application/json"},
                {"name": "Authorization", "value": "Bearer abcdef123456"},
            ],
            "postData": {"mimeType": "application/json", "text": body},
        },
        "response": {
            "status": 422,
            "headers": [{"name": "Content-Type", "value": "application/json"}],
            "content": {"text": "eyJlcnJvciI6IngifQ==", "encoding": "base64"},
        },
    }


def test_requests_with_their_answers() -> None:
    first, second = read_pasted(har(entry(), entry("PUT")))
    assert (first.method, second.method) == ("POST", "PUT")
    assert first.body == '{"user":{"login":"ann"}}'
    assert first.answer is not None
    assert (first.answer.status, first.answer.body) == (422, '{"error":"x"}')
    assert first.auth == "bearer"
    assert "abcdef123456" not in repr(first)
    assert [name for name, _ in first.headers] == ["Content-Type", "Authorization"]


def test_what_is_odd_is_passed_over() -> None:
    text = json.dumps({"log": {"entries": [1, {"request": []}, {"request": {"url": 7}}, entry()]}})
    assert only(text).method == "POST"


def test_a_cut_har_gives_nothing_and_does_not_fail() -> None:
    assert read_pasted(har(entry())[:-20]) == []
