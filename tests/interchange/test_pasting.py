"""Requests out of anything that was pasted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.interchange.pasting import read_pasted, with_dialect
from tests.interchange.reading import only, rules_seen

LETTER = """Dear support,

since yesterday this fails with an error:

    [root@web1 ~]# curl -u ann@example.com:abc -X POST https://cp.example.com/users.json

and Ann's other call is

    GET https://cp.example.com/users/7.json

which returns 404.

Kind regards, don't hesitate to call
"""


def test_requests_in_a_letter() -> None:
    first, second = read_pasted(LETTER)
    assert (first.source, first.method, second.source, second.method) == ("curl", "POST", "line", "GET")
    assert "prompt-copied" in rules_seen(first)
    assert second.answer is not None
    assert second.answer.status == 404


def test_ten_requests_in_one_paste() -> None:
    text = "\n".join(f"curl -X DELETE https://cp.example.com/users/{number}.json" for number in range(10))
    assert [one.url[-6] for one in read_pasted(text)] == list("0123456789")


@pytest.mark.parametrize(
    "text", ["", "Hello.", "curl", "curl: (3) bad range in URL position 2", "my curl fails", "422", "{}"]
)
def test_what_holds_no_request(text: str) -> None:
    assert read_pasted(text) == []


def test_an_open_quote_does_not_swallow_the_letter() -> None:
    pasted = only("curl -u ann:x -d '{\"a\":1\n\nBest regards, Ann's team")
    assert "incomplete-line" in rules_seen(pasted)
    assert "regards" not in pasted.body


def test_an_answer_behind_a_command() -> None:
    pasted = only('curl -X DELETE https://h/users/7.json\n{"errors":["Resource not found"]}\n')
    assert pasted.answer is not None
    assert pasted.answer.body == '{"errors":["Resource not found"]}'


def test_another_dialect() -> None:
    text = "curl -d '{\"a\":1}' https://h/users.json"
    pasted = only(text)
    assert pasted.dialect == "bash"
    switched = with_dialect(text, pasted, "cmd")
    assert switched is not None
    assert switched.dialect == "cmd"
    assert switched.wire


def test_five_megabytes_of_log() -> None:
    line = "2026-03-02 10:14:07 INFO something happened in /var/log with a value=17 and no request at all\n"
    text = line * 25_000 + "curl https://cp.example.com/users.json\n" + line * 25_000
    assert only(text).places.spot(only(text).places.start).line == 25_001


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    read_pasted(text)


def test_mutilated_pastes_are_taken() -> None:
    chance = random.Random(7)
    for _ in range(150):
        text = list(LETTER)
        for _ in range(12):
            text[chance.randrange(len(text))] = chance.choice("'\"\\{}[]<>&|;$`\n\t\u00a0“–@ ")
        for pasted in read_pasted("".join(text)):
            assert pasted.method
