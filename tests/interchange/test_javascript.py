"""Calls in JavaScript: fetch of a browser and of Node, axios, jQuery."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.interchange.pasting import read_pasted
from tests.interchange.reading import only, rules_seen

URL = "https://cp.example.com/users.json"
BODY = {"user": {"login": "ann", "vip": True}}
SNIPPETS = {
    "browser": f"""fetch("{URL}", {{
  "headers": {{
    "accept": "application/json",
    "authorization": "Basic YW5uQGV4YW1wbGUuY29tOnMzY3JldHB3",
    "content-type": "application/json",
    "sec-ch-ua": "\\"Chromium\\";v=\\"120\\""
  }},
  "referrerPolicy": "strict-origin",
  "body": "{{\\"user\\":{{\\"login\\":\\"ann\\",\\"vip\\":true}}}}",
  "method": "POST",
  "mode": "cors",
  "credentials": "include"
}});""",
    "node": f"""const body = {{ user: {{ login: 'ann', vip: true }} }};
const response = await fetch('{URL}', {{
  method: 'post',
  headers: {{
    'Content-Type': 'application/json',
    Authorization: 'Basic ' + Buffer.from('ann@example.com:s3cretpw').toString('base64'),
  }},
  body: JSON.stringify(body),
}});""",
    "template": """const base = "https://cp.example.com";
window.fetch(`${base}/users.json`, {method: "POST",
  headers: {"Content-Type": "application/json", "Authorization": "Basic " + btoa("ann@example.com:s3cretpw")},
  body: JSON.stringify({user: {login: "ann", vip: true}})})""",
    "axios": f"""axios.post('{URL}', {{ user: {{ login: 'ann', vip: true }} }}, {{
  auth: {{ username: 'ann@example.com', password: 's3cretpw' }}
}}).then(r => console.log(r.data))""",
    "axios-config": """axios({
  method: 'post', baseURL: 'https://cp.example.com/', url: '/users.json',
  auth: {username: 'ann@example.com', password: 's3cretpw'},
  data: {user: {login: 'ann', vip: true}},
})""",
    "ajax": f"""$.ajax({{ url: "{URL}", type: "POST", contentType: "application/json",
  username: "ann@example.com", password: "s3cretpw",
  data: JSON.stringify({{ user: {{ login: "ann", vip: true }} }}) }});""",
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_method_address_body_and_login(name: str) -> None:
    pasted = only(SNIPPETS[name])
    assert (pasted.source, pasted.method, pasted.url) == ("javascript", "POST", URL)
    assert json.loads(pasted.body) == BODY
    assert pasted.header("content-type") == "application/json"
    assert (pasted.login, pasted.secret_kind) == ("ann@example.com", "password")
    assert "s3cretpw" not in repr(pasted)
    assert "s3cretpw" not in pasted.masked(SNIPPETS[name])


def test_a_read_with_a_query() -> None:
    pasted = only("axios.get('https://cp.example.com/users.json', { params: { page: 2, per_page: 5 } })")
    assert (pasted.method, pasted.url) == ("GET", "https://cp.example.com/users.json?page=2&per_page=5")


def test_fetch_reads_by_itself() -> None:
    assert only(f"fetch('{URL}')").method == "GET"


def test_an_object_as_body_is_noted() -> None:
    assert "javascript-object" in rules_seen(only(f"fetch('{URL}', {{method: 'POST', body: {{a: 1}}}})"))


def test_text_without_a_type_is_not_json() -> None:
    pasted = only(f"fetch('{URL}', {{method: 'POST', body: JSON.stringify({{a: 1}})}})")
    assert pasted.implied_type == "text/plain;charset=UTF-8"


@pytest.mark.parametrize(
    "text",
    [
        "fetch(url)",
        "rows.fetch('https://cp.example.com/a')",
        "$db->fetch('https://x.y/')",
        "fetch (",
        "axios(",
    ],
)
def test_what_is_no_call(text: str) -> None:
    assert read_pasted(text) == []


def test_an_address_with_a_variable_is_kept_unknown() -> None:
    pasted = only("fetch(`https://cp.example.com/users/${user.id}.json`)")
    assert pasted.url == "https://cp.example.com/users/***.json"
