"""A recording served again: by the best match, in order, and what it lacks."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.handling import HttpRequest
from cloudflow_tui.sandbox.replay import Replay, read_recording


def entry(method: str, target: str, status: int, text: str, body: str = "") -> dict[str, Any]:
    request: dict[str, Any] = {"method": method, "url": f"https://cp.example.net{target}", "headers": []}
    if body:
        request["postData"] = {"mimeType": "application/json", "text": body}
    headers = [
        {"name": "Content-Type", "value": "application/json; charset=utf-8"},
        {"name": "Content-Length", "value": "99999"},
        {"name": "X-Total", "value": "7"},
    ]
    response = {"status": status, "headers": headers, "content": {"text": text}}
    return {"request": request, "response": response}


ENTRIES = [
    entry("GET", "/users.json", 200, '"all"'),
    entry("GET", "/users.json?page=2&per_page=5", 200, '"second page"'),
    entry("POST", "/users.json", 422, '"ann is taken"', '{"user": {"login": "ann"}}'),
    entry("POST", "/users.json", 201, '"bob is made"', '{"user":{"login":"bob"}}'),
    entry("GET", "/users/7.json", 200, '"before"'),
    entry("GET", "/users/7.json", 200, '"after"'),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "talk.har"
    file.write_text(json.dumps({"log": {"version": "1.2", "entries": ENTRIES}}))
    return file


def ask(replay: Replay, method: str, target: str, body: str = "") -> tuple[int, Any]:
    path, _, query = target.partition("?")
    answer = replay.answer(HttpRequest(method, path, query, {}, body.encode()))
    return answer.status, json.loads(answer.body)


def test_the_best_match(file: Path) -> None:
    replay = Replay(read_recording(file))
    assert ask(replay, "GET", "/users.json?per_page=5&page=2") == (200, "second page")
    assert ask(replay, "GET", "//users.json") == (200, "all")
    assert ask(replay, "POST", "/users.json", '{"user": {"login":"bob"}}') == (201, "bob is made")
    assert ask(replay, "POST", "/users.json", '{"user": {"login":"ann"}}') == (422, "ann is taken")
    assert [ask(replay, "GET", "/users/7.json")[1] for _ in range(3)] == ["before", "after", "before"]
    assert replay.missed == []


def test_headers_of_then(file: Path) -> None:
    answer = Replay(read_recording(file)).answer(HttpRequest("GET", "/users.json", "", {}))
    assert answer.headers == (("Content-Type", "application/json; charset=utf-8"), ("X-Total", "7"))


def test_in_order(file: Path) -> None:
    told: list[str] = []
    replay = Replay(read_recording(file), "order", told.append)
    assert ask(replay, "GET", "/users.json") == (200, "all")
    status, data = ask(replay, "DELETE", "/users/7.json")
    assert status == 404
    assert "DELETE /users/7.json here; next is GET /users.json" in data["errors"][0]
    assert told == data["errors"]
    assert ask(replay, "GET", "/users.json") == (200, "second page")


def test_what_is_not_held(file: Path) -> None:
    replay = Replay(read_recording(file))
    assert ask(replay, "GET", "/roles.json")[0] == 404
    assert replay.missed == ["GET /roles.json"]


def test_bytes(tmp_path: Path) -> None:
    held = entry("GET", "/logo.png", 200, b64encode(b"\x89PNG").decode())
    held["response"]["content"]["encoding"] = "base64"
    file = tmp_path / "one.har"
    file.write_text(json.dumps({"log": {"entries": [held]}}))
    assert read_recording(file)[0].answer.body == b"\x89PNG"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"log": {}}', '{"log": {"entries": []}}', '{"log": 7}'])
def test_no_recording(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.har"
    file.write_text(text)
    with pytest.raises(SandboxError, match=r"bad\.har"):
        read_recording(file)
    with pytest.raises(SandboxError, match="cannot be read"):
        read_recording(tmp_path / "none.har")
