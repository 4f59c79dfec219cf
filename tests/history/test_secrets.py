"""No secret reaches the disk, in whatever part of an exchange it stands."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome
from cloudflow_tui.history import History
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.history.samples import add, all_bytes, begin

CANARY = "kanarienvogel-7"
FORMS = [
    make_exchange(request=make_request(path=f"/users.json?password={CANARY}&page=2")),
    make_exchange(request=make_request(path=f"/users.json?word={CANARY}")),
    make_exchange(request=make_request(headers=(("Authorization", f"Basic {CANARY}"), ("X-Key", CANARY)))),
    make_exchange(request=make_request("POST", body=b'{"user":{"password":"%s"}}' % CANARY.encode())),
    make_exchange(request=make_request("POST", body=b'{"user":{"odd":"%s"}}' % CANARY.encode())),
    make_exchange(
        request=make_request("POST", body=b"<user><odd>%s</odd></user>" % CANARY.encode(), format="xml")
    ),
    make_exchange(response=make_response(200, b'{"api_key":"x","echo":"%s"}' % CANARY.encode())),
    make_exchange(response=make_response(200, headers=(("Set-Cookie", f"s={CANARY}"), ("X-Echo", CANARY)))),
    make_exchange(
        response=make_response(200, b64encode(f"ann:{CANARY}".encode()), content_type="text/plain")
    ),
    make_exchange(response=make_response(200, reason=CANARY)),
    make_exchange(outcome=Outcome.FAILED, failure=Failure(FailureKind.OTHER, f"no: {CANARY}", CANARY)),
]


@pytest.mark.parametrize("exchange", FORMS)
def test_a_known_value_is_nowhere(history: History, file: Path, exchange: Exchange) -> None:
    request = replace(exchange.request, secret_values=frozenset({CANARY}))
    add(history, replace(exchange, request=request), f"it said {CANARY}")
    on_disk = all_bytes(file)
    assert CANARY.encode() not in on_disk
    assert b64encode(f"ann:{CANARY}".encode()) not in on_disk
    history.close()
    assert CANARY.encode() not in all_bytes(file)


@pytest.mark.parametrize("exchange", FORMS)
def test_the_secret_of_the_profile_is_nowhere(file: Path, exchange: Exchange) -> None:
    opened = History.open(file, secrets=[CANARY])
    add(opened, exchange, f"it said {CANARY}")
    opened.close()
    assert CANARY.encode() not in all_bytes(file)


def test_a_secret_may_become_known_later(history: History, file: Path) -> None:
    history.know_secret(CANARY)
    add(history, FORMS[6])
    assert CANARY.encode() not in all_bytes(file)


def test_secret_names_are_enough(history: History, file: Path) -> None:
    add(history, FORMS[0])
    add(history, FORMS[3])
    assert CANARY.encode() not in all_bytes(file)
    path = history.rows()[1].path
    assert path.startswith("/users.json?password=")
    assert path.endswith("&page=2")


def test_a_large_answer_is_masked_on_its_way(history: History, file: Path, tmp_path: Path) -> None:
    spooled = tmp_path / "spooled.body"
    line = b'{"note": "nothing"},\n'
    spooled.write_bytes(b"[" + line * 80_000 + b'"%s",' % CANARY.encode() + line * 80_000 + b"1]")
    response = replace(make_response(), body=Body.in_file(spooled))
    add(history, make_exchange(request=make_request(secret_values=frozenset({CANARY})), response=response))
    assert CANARY.encode() not in all_bytes(file)
    answer = history.get(1).response
    assert answer is not None
    assert answer.body.read().count(line) == 160_000


DRAFT = {
    "endpoint_id": "users.create",
    "format": "json",
    "body": {"login": "zaza", "password": CANARY, "odd": CANARY, "pin": 73, "list": [{"token": CANARY}]},
    "headers": [["Authorization", f"Bearer {CANARY}"], ["X-Other", "kept"], ["Cookie", f"s={CANARY}"]],
    "extra_query": [["api_key", CANARY], ["page", "2"]],
    "raw_body": json.dumps({"user": {"password": CANARY, "login": "zaza"}}),
}


def test_drafts_are_masked_in_every_part(history: History, file: Path) -> None:
    request = make_request(secret_values=frozenset({CANARY, "73"}))
    number = begin(history, request, json.dumps(DRAFT))
    assert CANARY.encode() not in all_bytes(file)
    stored = json.loads(history.draft_json(number))
    assert stored["body"]["login"] == "zaza"
    assert stored["body"]["pin"] != 73
    assert stored["headers"][1] == ["X-Other", "kept"]
    assert stored["extra_query"][1] == ["page", "2"]
    assert json.loads(stored["raw_body"])["user"]["login"] == "zaza"


def test_names_alone_mask_a_draft_as_well(history: History) -> None:
    stored = json.loads(history.draft_json(begin(history, draft_json=json.dumps(DRAFT))))
    del stored["body"]["odd"]
    assert CANARY not in json.dumps(stored)


def test_the_login_stays_readable(history: History) -> None:
    history.know_secret("admin")
    history.begin(make_request(), profile_name="lab", login="admin", started_at=STARTED_AT)
    assert history.rows()[0].login == "admin"
