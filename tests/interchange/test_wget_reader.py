"""wget command lines."""

from __future__ import annotations

import pytest

from cloudflow_tui.interchange.pasting import read_pasted
from tests.interchange.reading import only, rules_seen

URL = "https://cp.example.com/users.json"
BODY = '{"user":{"login":"ann"}}'
TYPE = "--header='Content-Type: application/json'"
LINES = [
    f"wget --method=POST --user=ann --password=s3cretpw {TYPE} --body-data='{BODY}' {URL}",
    f"wget --user ann --password s3cretpw {TYPE} --post-data '{BODY}' -qO- {URL}",
    f"$ wget -q -O - --http-user=ann --http-password=s3cretpw \\\n  {TYPE} --post-data='{BODY}' {URL}",
]


@pytest.mark.parametrize("line", LINES)
def test_method_address_body_and_login(line: str) -> None:
    pasted = only(line)
    assert (pasted.source, pasted.method, pasted.url, pasted.body) == ("wget", "POST", URL, BODY)
    assert pasted.header("content-type") == "application/json"
    assert (pasted.login, pasted.secret_kind) == ("ann", "password")
    assert "s3cretpw" not in repr(pasted)


def test_a_read() -> None:
    pasted = only(f"wget -S --no-check-certificate {URL}")
    assert (pasted.method, pasted.body_kind) == ("GET", "none")
    assert "insecure" in pasted.flags


def test_the_dialect_can_be_switched() -> None:
    [pasted] = read_pasted(f"wget --post-data='{BODY}' {URL}", "cmd")
    assert pasted.dialect == "cmd"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (f"wget –q {URL}", "typographic-dash"),
        (f"wget --post-file=body.json {URL}", "body-in-file"),
        (f"wget --header='no colon' {URL}", "broken-header"),
        ("wget -q --user", "incomplete-line"),
    ],
)
def test_what_is_odd_is_noted(line: str, rule: str) -> None:
    assert rule in rules_seen(only(line))


def test_a_sentence_about_wget_is_no_line() -> None:
    assert read_pasted("I tried wget and it does not work. Also wget.") == []
