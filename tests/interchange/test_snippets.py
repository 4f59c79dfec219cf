"""Programs that make a request: Python, PHP, Ruby, PowerShell."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.interchange.pasting import read_pasted
from tests.interchange.reading import only, rules_seen

URL = "https://cp.example.com/users.json"
BODY = {"user": {"login": "ann", "vip": True}}
SNIPPETS = {
    "requests": f"""import requests
url = "{URL}"
payload = {{'user': {{'login': 'ann', 'vip': True}}}}
r = requests.post(url, json=payload, auth=('ann@example.com', 's3cretpw'))
""",
    "requests-dumps": f"""requests.request("POST", "{URL}", 
    data=json.dumps({{"user": {{"login": "ann", "vip": True}}}}),
    headers={{"Content-Type": "application/json"}}, auth=HTTPBasicAuth("ann@example.com", "s3cretpw"))
""",
    "php-curl": f"""<?php
$ch = curl_init();
$data = array('user' => array('login' => 'ann', 'vip' => true));
curl_setopt($ch, CURLOPT_URL, '{URL}');
curl_setopt($ch, CURLOPT_USERPWD, 'ann@example.com:s3cretpw');
curl_setopt($ch, CURLOPT_CUSTOMREQUEST, "POST");
curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode($data));
curl_setopt($ch, CURLOPT_HTTPHEADER, ['Content-Type: application/json']);
$out = curl_exec($ch);
""",
    "guzzle": f"""$client->request('POST', '{URL}', [
    'auth' => ['ann@example.com', 's3cretpw'],
    'json' => ['user' => ['login' => 'ann', 'vip' => true]],
]);
""",
    "net-http": f"""uri = URI('{URL}')
req = Net::HTTP::Post.new(uri)
req.basic_auth 'ann@example.com', 's3cretpw'
req['Content-Type'] = 'application/json'
req.body = {{ user: {{ login: 'ann', vip: true }} }}.to_json
res = http.request(req)
""",
    "httparty": f"""HTTParty.post('{URL}',
  basic_auth: {{ username: 'ann@example.com', password: 's3cretpw' }},
  headers: {{ 'Content-Type' => 'application/json' }},
  body: {{ user: {{ login: 'ann', vip: true }} }}.to_json)
""",
    "powershell": f"""$headers = @{{ Authorization = "Basic YW5uQGV4YW1wbGUuY29tOnMzY3JldHB3" }}
Invoke-RestMethod -Uri "{URL}" -Method Post -Headers $headers -ContentType 'application/json' `
  -Body (@{{ user = @{{ login = 'ann'; vip = $true }} }} | ConvertTo-Json)
""",
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_method_address_body_and_login(name: str) -> None:
    pasted = only(SNIPPETS[name])
    assert (pasted.method, pasted.url) == ("POST", URL)
    assert json.loads(pasted.body) == BODY
    assert pasted.content_type == "application/json"
    assert pasted.login == "ann@example.com"
    assert "s3cretpw" not in repr(pasted) + repr(pasted.headers)


def test_a_dict_as_data_becomes_a_form() -> None:
    pasted = only(f"requests.post('{URL}', data={{'user': {{'login': 'ann'}}}})")
    assert pasted.content_type == "application/x-www-form-urlencoded"


def test_a_bare_hashtable_is_seen() -> None:
    pasted = only(f"irm {URL} -Method Post -Body @{{ login = 'x' }}")
    assert "powershell-hashtable" in rules_seen(pasted)


def test_a_php_array_as_fields_is_seen() -> None:
    text = f"$ch = curl_init('{URL}');\ncurl_setopt($ch, CURLOPT_POSTFIELDS, array('login' => 'x'));\n"
    assert "php-array" in rules_seen(only(text))


def test_what_only_the_program_knows_stays_unknown() -> None:
    pasted = only("r = requests.get(f'https://cp.example.com/users/{user_id}.json', auth=(LOGIN, KEY))")
    assert pasted.url == "https://cp.example.com/users/***.json"
    assert pasted.login == ""
    assert pasted.auth == "basic"


def test_two_calls_of_one_program() -> None:
    text = SNIPPETS["requests"] + "requests.delete(url, auth=('a@example.com', 'x'))\n"
    assert [one.method for one in read_pasted(text)] == ["POST", "DELETE"]


def test_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"requests.post('{URL}', json={{'a': __import__('os').system('false'), 'b': eval('1')}})"
    assert json.loads(only(text).body)["b"] == "***"
