"""From a pasted request to the endpoint it means, and to a draft."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.diagnosis.drafting import draft_of_pasted, find_call
from cloudflow_tui.interchange import read_pasted
from cloudflow_tui.request import encode_body
from tests.interchange.corpus.bases import the_catalog
from tests.interchange.reading import only


@pytest.mark.parametrize(
    ("text", "endpoint_id", "values"),
    [
        ("GET https://cp.example.com/users/7.json", "users.get", {"user_id": "7"}),
        ("GET https://cp.example.com/panel/users/7", "users.get", {"user_id": "7"}),
        ("GET /users.json/7", "users.get", {"user_id": "7"}),
        ("GET /users/.json", "users.get", {"user_id": ":missing"}),
        ("GET //users.json", "users.list", {}),
        ("GET /users.json/", "users.list", {}),
        ("GET /users.json/page/2", "users.list", {"page": "2"}),
        ("GET /nothing/at/all", "", {}),
    ],
)
def test_the_call_is_found(text: str, endpoint_id: str, values: dict[str, str]) -> None:
    call = find_call(only(text), the_catalog())
    assert (call.endpoint.id if call.endpoint else "") == endpoint_id
    found = {name: value for name, value in call.values.items() if not value.startswith(":")}
    assert found == {name: value for name, value in values.items() if not value.startswith(":")}


def test_what_the_body_says_tells_calls_apart() -> None:
    text = 'POST /virtual_machines.json {"virtual_machine":{"label":"a","instance_package_id":1}}'
    call = find_call(only(text), the_catalog())
    assert call.endpoint is not None
    assert call.endpoint.id == "virtual_servers.create_from_instance_package"


@pytest.mark.parametrize(
    "body",
    [
        '{"user":{"login":"zed","first_name":"Ann"}}',
        '{"login":"zed","first_name":"Ann"}',
        '{"user":{"user":{"login":"zed","first_name":"Ann"}}}',
        "<user><login>zed</login><first_name>Ann</first_name></user>",
        "user[login]=zed&user[first_name]=Ann",
    ],
)
def test_bodies_of_every_form(body: str) -> None:
    pasted = only(f"curl -d '{body}' https://cp.example.com/users.json")
    draft = draft_of_pasted(pasted, the_catalog()).draft
    assert json.loads(encode_body(draft, "json")) == {"user": {"login": "zed", "first_name": "Ann"}}


def test_parameters_of_the_body_in_the_address() -> None:
    pasted = only("curl -X POST -g 'https://cp.example.com/users.json?user[login]=zed&page=2'")
    draft = draft_of_pasted(pasted, the_catalog()).draft
    assert draft.get("login") == "zed"
    assert draft.extra_query == [("page", "2")]


def test_what_cannot_be_read_stays_raw() -> None:
    made = draft_of_pasted(only("curl -d '{\"user\":' https://cp.example.com/users.json"), the_catalog())
    assert made.draft.raw_body == '{"user":'
    assert made.notes


def test_masks_are_left_out_and_told() -> None:
    made = draft_of_pasted(
        only('POST /users.json {"user":{"login":"zed","password":"********"}}'), the_catalog()
    )
    assert not made.draft.is_set("password")
    assert any("password" in note for note in made.notes)


def test_credentials_do_not_get_into_a_draft() -> None:
    text = "curl -u ann:hunter22 -H 'X-Own: 1' -H 'X-Api-Key: hunter22' 'https://h.example/users.json?api_key=hunter22'"
    draft = draft_of_pasted(only(text), the_catalog()).draft
    assert draft.headers == [("X-Own", "1")]
    assert "hunter22" not in json.dumps(draft.to_dict())


def test_an_unknown_call_becomes_a_draft_of_it() -> None:
    made = draft_of_pasted(only('POST /odd/calls.json {"a":1}'), the_catalog())
    assert (made.draft.endpoint.id, made.draft.endpoint.path) == ("", "/odd/calls")
    assert made.draft.values("body") == {"a": 1}


def test_the_format() -> None:
    texts = ["GET /users.xml", "GET /users.json", "curl -d '<user/>' https://h.example/users"]
    drafts = [draft_of_pasted(one, the_catalog()).draft for text in texts for one in read_pasted(text)]
    assert [draft.format for draft in drafts] == ["xml", "json", "xml"]
