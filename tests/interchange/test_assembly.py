"""Secrets of what was pasted: noted by kind, marked, never shown."""

from __future__ import annotations

from base64 import b64encode

import pytest

from cloudflow_tui.interchange.assembly import kind_of_secret, secrets_in, spots_of
from tests.interchange.reading import only

SECRET = "Zk9-verySecret-77"
URL = "https://cp.example.com/users.json"
BASIC = b64encode(f"ann:{SECRET}".encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        f"curl -u ann:{SECRET} {URL}",
        f"curl -H 'Authorization: Basic {BASIC}' {URL}",
        f"curl -H 'Authorization: Bearer {SECRET}' {URL}",
        f"curl -H 'X-Api-Key: {SECRET}' {URL}",
        f"curl -b session={SECRET} {URL}",
        f"curl '{URL}?api_key={SECRET}'",
        f"curl https://ann:{SECRET}@cp.example.com/users.json",
        f'curl -d \'{{"user":{{"password":"{SECRET}"}}}}\' {URL}',
        f'curl –d “{{"user":{{"password":"{SECRET}"}}}}” {URL}',
        f"curl -d 'user[password]={SECRET}' {URL}",
        f"curl -d '<user><password>{SECRET}</password></user>' {URL}",
        f'curl.exe -d \'{{"user":{{"password":"{SECRET}"}}}}\' {URL}',
        f"POST {URL} {{'user': {{'password': '{SECRET}'}}}}",
        f"requests.post('{URL}', json={{'password': '{SECRET}'}}, auth=('ann', '{SECRET}'))",
    ],
)
def test_no_secret_is_shown(text: str) -> None:
    pasted = only(text)
    shown = [pasted.shown_url, pasted.shown_body, repr(pasted.shown_headers), pasted.wire, repr(pasted)]
    shown += [observation.evidence for observation in pasted.observations]
    assert not [one for one in shown if SECRET in one or BASIC in one]


@pytest.mark.parametrize(
    ("secret", "kind"),
    [
        ("0123456789abcdef" * 2 + "01234567", "key"),
        ("hunter22", "password"),
        ("****", "masked"),
        ("$KEY", "masked"),
        ("", "masked"),
    ],
)
def test_the_kind_of_a_secret(secret: str, kind: str) -> None:
    assert kind_of_secret(secret) == kind


def test_masks_are_no_secrets() -> None:
    assert list(secrets_in('{"password":"********"}')) == []
    assert "a&b" in set(secrets_in("<password>a&amp;b</password>"))


def test_lines_begin_after_every_kind_of_end() -> None:
    assert spots_of("a\nb\r\nc\rd") == (0, 2, 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "curl -X POST -u ann@example.com}}{KEY} https://h.example/users.json",
        "curl -H 'Autho\"ization: Bearer {KEY}' https://h.example/users.json",
        "curl -nn@example.com:{KEY} -H 'A: b' https://h.example/users.json",
        "curl -H 'X-Odd: {KEY}' https://h.example/users.json",
        'POST /users.json {{"a": "ann@example.com:{KEY}"}}',
    ],
)
def test_keys_in_broken_lines_are_not_shown_either(text: str) -> None:
    from cloudflow_tui.diagnosis.lint import lint
    from tests.interchange.corpus.bases import the_catalog

    key = "0123456789abcdef" * 2 + "01234567"
    pasted = only(text.format(KEY=key))
    report = lint(pasted, the_catalog())
    assert key not in repr(report) + repr(report.to_dict())
