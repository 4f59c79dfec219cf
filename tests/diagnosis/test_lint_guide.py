"""The guide's own example requests, in both formats: no error, but for those that are known to be wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from shlex import quote

from cloudflow_tui.catalog.models import Endpoint, Unset
from cloudflow_tui.diagnosis.lint import corrected, lint
from cloudflow_tui.interchange import read_pasted
from cloudflow_tui.request import Draft, encode_body
from tests.interchange.corpus.bases import HOST, KEY, LOGIN, the_catalog

KNOWN_WRONG = {
    "vs_firewall_rules.create": "missing-required",
    "service_addons.add_notification_event": "missing-required",
    "buckets.access_controls_create": "wrong-type",
}
"""Examples of calls that leave out what their own table marks as required, or write a switch as 1.0."""

PRINTED_WRONG = {
    "typographic-dash": (
        "curl –u user:userpass -H 'Accept: application/json' 'https://cp.example.com/users.json'",
        ("GET", "https://cp.example.com/users.json", ""),
    ),
    "xml-two-roots": (
        "curl -X POST -u user:userpass -H 'Accept: application/xml' -H 'Content-type: application/xml'"
        " -d '<ip_addresses type=\"array\"/><user_id>1</user_id>' 'https://cp.example.com/odd/calls.xml'",
        (
            "POST",
            "https://cp.example.com/odd/calls.xml",
            '<hash><ip_addresses type="array"/><user_id>1</user_id></hash>',
        ),
    ),
    "unquoted-keys": (
        "curl -X POST -u user:userpass -H 'Content-type: application/json'"
        " -d \"{user:{login:'zed',email:'z@example.com',password:'Geheim-2026'}}\" 'https://cp.example.com/users.json'",
        (
            "POST",
            "https://cp.example.com/users.json",
            '{"user": {"login": "zed", "email": "z@example.com", "password": "Geheim-2026"}}',
        ),
    ),
}
"""What editions of the guide print, and what was meant."""


def examples() -> Iterator[tuple[Endpoint, str, str]]:
    """Endpoint, format and body of every example."""
    catalog = the_catalog()
    for section in catalog.sections:
        for endpoint in catalog.section(section).endpoints:
            example = endpoint.request_example
            if isinstance(example, Unset) or not isinstance(example, dict) or not example:
                continue
            body = json.dumps(example)
            draft = Draft(endpoint, format="xml")
            draft.load_body(body, "json")
            yield endpoint, "json", body
            yield endpoint, "xml", encode_body(draft)


def test_examples_give_no_error() -> None:
    wrong: dict[str, str] = {}
    count = 0
    for endpoint, format, body in examples():
        path = re.sub(r":\w+", "1", endpoint.path)
        if re.search(r"\.(json|xml)(/|$)", path):
            continue
        line = (
            f"curl -g -X {endpoint.method} -u {LOGIN}:{KEY} -H 'Accept: application/{format}'"
            f" -H 'Content-type: application/{format}' -d {quote(body)} {quote(f'{HOST}{path}.{format}')}"
        )
        [pasted] = read_pasted(line)
        count += 1
        for finding in lint(pasted, the_catalog()).findings:
            if finding.severity == "error":
                wrong[endpoint.id] = finding.rule
    assert count > 200
    assert wrong == KNOWN_WRONG


def test_what_the_guide_prints_wrong_is_put_right() -> None:
    for rule, (text, wanted) in PRINTED_WRONG.items():
        [pasted] = read_pasted(text)
        assert rule in {one.rule for one in lint(pasted, the_catalog()).findings}
        better = corrected(pasted, the_catalog())
        assert (better.method, better.url, better.body) == wanted
        assert rule not in {one.rule for one in lint(better, the_catalog()).findings}
