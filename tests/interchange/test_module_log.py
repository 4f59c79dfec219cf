"""Entries of the WHMCS module log in their forms."""

from __future__ import annotations

import json

from cloudflow_tui.interchange.pasting import read_pasted
from tests.interchange.reading import only, rules_seen

ARRAY_FORM = """2026-03-02 10:14:07\tonapp\tPOST https://panel.example.test/virtual_machines.json
Request
Array
(
    [virtual_machine] => Array
        (
            [label] => web-1
            [template_id] => 8
            [initial_root_password] => ************
        )

)
Response
{"errors":{"cpus":["can't be blank","is not a number"]}}
Processed
stdClass Object
(
    [errors] => stdClass Object
        (
            [cpus] => Array
                (
                    [0] => can't be blank
                )

        )

)
"""


def test_the_array_form() -> None:
    pasted = only(ARRAY_FORM)
    assert (pasted.source, pasted.method) == ("module-log", "POST")
    assert pasted.url == "https://panel.example.test/virtual_machines.json"
    assert json.loads(pasted.body) == {
        "virtual_machine": {"label": "web-1", "template_id": "8", "initial_root_password": "************"}
    }
    assert pasted.is_rebuilt
    assert not pasted.are_headers_known
    assert pasted.answer is not None
    assert json.loads(pasted.answer.body)["errors"]["cpus"] == ["can't be blank", "is not a number"]


def test_newest_first_entry_by_entry() -> None:
    second = ARRAY_FORM.replace("10:14:07", "10:13:00").replace("POST https", "DELETE https")
    assert [one.method for one in read_pasted(ARRAY_FORM + second)] == ["POST", "DELETE"]


def test_the_json_form_with_entities() -> None:
    text = (
        "2026-03-02 10:14:07\tonapp\tPOST /virtual_machines.json\nRequest\n"
        "{&quot;virtual_machine&quot;:{&quot;label&quot;:&quot;web-1&quot;}}\nResponse\n{&quot;error&quot;:&quot;x&quot;}\n"
    )
    pasted = only(text)
    assert json.loads(pasted.body) == {"virtual_machine": {"label": "web-1"}}
    assert pasted.answer is not None
    assert pasted.answer.body == '{"error":"x"}'
    assert not pasted.is_host_known


def test_a_row_with_tabs() -> None:
    text = '2026-03-02 10:14:07\tonapp\tPOST https://h.example/users.json\t{"user":{"login":"x"}}\t{"error":"y"}\tArray\n'
    pasted = only(text)
    assert pasted.body == '{"user":{"login":"x"}}'
    assert pasted.answer is not None
    assert pasted.answer.body == '{"error":"y"}'


def test_a_whole_http_head_and_its_secret() -> None:
    text = (
        "2026-03-02 10:14:07\tonapp\tCreateAccount\nRequest\nPOST /users.json HTTP/1.1\nHost: h.example\n"
        'Authorization: Basic YW5uOnMzY3JldHB3\n\n{"user":{}}\nResponse\nHTTP/1.1 401 Unauthorized\n\n\n'
    )
    pasted = only(text)
    assert (pasted.method, pasted.login, pasted.are_headers_known) == ("POST", "ann", True)
    assert pasted.answer is not None
    assert pasted.answer.status == 401
    assert "s3cretpw" not in repr(pasted) + repr(pasted.headers)
    assert "YW5uOnMzY3JldHB3" not in repr(pasted.headers)


def test_client_details_are_dropped() -> None:
    text = (
        "2026-03-02 10:14:07\tonapp\tCreateAccount\nRequest\nArray\n(\n    [serverid] => 3\n"
        "    [clientsdetails] => Array\n        (\n            [email] => bob@example.com\n        )\n\n"
        "    [configoption1] => 8\n)\nResponse\nsome error\n"
    )
    pasted = only(text)
    assert "bob@example.com" not in pasted.body
    assert pasted.body_kind == "none"
    assert "module-parameters" in rules_seen(pasted)


def test_an_array_that_holds_the_call() -> None:
    text = (
        "Request\nArray\n(\n    [url] => https://h.example/users.json\n    [method] => post\n"
        '    [data] => {"user":{"login":"x"}}\n)\nResponse\n\n'
    )
    pasted = only(text)
    assert (pasted.method, pasted.url) == ("POST", "https://h.example/users.json")
    assert pasted.body == '{"user":{"login":"x"}}'
