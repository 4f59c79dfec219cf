"""curl command lines: options, bodies, addresses, and the wire that is made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interchange.reading import only, rules_seen

URL = "https://cp.example.com/users.json"


@pytest.mark.parametrize(
    ("line", "method", "body"),
    [
        (f"curl {URL}", "GET", ""),
        (f"curl -X PUT -d '{{}}' {URL}", "PUT", "{}"),
        (f"curl -XDELETE {URL}", "DELETE", ""),
        (f"curl --request=PUT {URL}", "PUT", ""),
        (f"curl -d a=1 -d b=2 {URL}", "POST", "a=1&b=2"),
        (f"curl -da=1 --url {URL}", "POST", "a=1"),
        (f"curl -sSkd '{{\"a\":1}}' {URL}", "POST", '{"a":1}'),
        (f"curl --data-urlencode 'a=b c' {URL}", "POST", "a=b+c"),
        (f"curl --data-raw @x {URL}", "POST", "@x"),
        (f"curl --json '{{}}' {URL}", "POST", "{}"),
        (f"curl -I {URL}", "HEAD", ""),
        (f"curl -d $'{{\"a\":\\n1}}' {URL}", "POST", '{"a":\n1}'),
        (f'sudo curl -d "{{\\"a\\":1}}" \\\n  {URL} | jq .', "POST", '{"a":1}'),
    ],
)
def test_method_and_body(line: str, method: str, body: str) -> None:
    pasted = only(line)
    assert (pasted.method, pasted.url, pasted.body) == (method, URL, body)


def test_data_goes_into_the_address_with_g() -> None:
    pasted = only(f"curl -G -d page=2 -d per_page=50 {URL}")
    assert (pasted.method, pasted.url, pasted.body_kind) == ("GET", f"{URL}?page=2&per_page=50", "none")


def test_headers_and_their_places() -> None:
    pasted = only(f"curl -H 'Accept: application/json' -H 'X-Own: 1' {URL}")
    assert pasted.headers == (("Accept", "application/json"), ("X-Own", "1"))
    assert pasted.places.of("header.accept").column == 9


def test_without_a_header_a_body_is_a_form() -> None:
    assert only(f"curl -d '{{}}' {URL}").content_type == "application/x-www-form-urlencoded"
    assert only(f"curl --json '{{}}' {URL}").content_type == "application/json"
    assert only(f"curl -F a=b {URL}").content_type == "multipart/form-data"


def test_credentials_are_noted_and_dropped() -> None:
    pasted = only(f"curl -u ann:s3cretpw {URL}")
    assert (pasted.login, pasted.secret_kind, pasted.auth) == ("ann", "password", "basic")
    assert "s3cretpw" not in repr(pasted)
    key = only(f"curl -u ann@example.com:{'0123456789' * 4} {URL}")
    assert (key.login, key.secret_kind) == ("ann@example.com", "key")


def test_a_file_is_never_opened(tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text('{"user":{"login":"from-the-file"}}', encoding="utf-8")
    pasted = only(f"curl -d @{file} {URL}")
    assert (pasted.body_kind, pasted.body) == ("file", "")
    assert "body-in-file" in rules_seen(pasted)


def test_a_command_is_never_run(tmp_path: Path) -> None:
    file = tmp_path / "touched"
    pasted = only(f'curl -u "ann:$(touch {file})" -d "`touch {file}`" {URL}')
    assert "command-substitution" in rules_seen(pasted)
    assert not file.exists()


def test_the_guides_own_dash() -> None:
    pasted = only(f"curl –u user:userpass -X POST —data '{{}}' {URL}")
    assert (pasted.login, pasted.body, pasted.method) == ("user", "{}", "POST")
    assert rules_seen(pasted) >= {"typographic-dash", "placeholder-left"}
    assert "–u" in pasted.wire


def test_the_wire_is_told_where_it_differs() -> None:
    line = f"curl.exe -d '{{\"a\":1}}' {URL}"
    assert "{a:1}" in only(line, "powershell").wire
    assert only(line, "powershell7").wire == ""
    assert only(line, "bash").wire == ""
    assert "'{a:1}'" in only(line, "cmd").wire


def test_several_transfers_of_one_line() -> None:
    from cloudflow_tui.interchange.pasting import read_pasted

    found = read_pasted(f"curl -X POST {URL} --next -X DELETE {URL}")
    assert [one.method for one in found] == ["POST", "DELETE"]


@pytest.mark.parametrize("line", ["curl -X POST -d '{}'", f"curl {URL} -H", 'curl -u ann:pw -d \'{"a":1'])
def test_half_a_line_says_so(line: str) -> None:
    assert "incomplete-line" in rules_seen(only(line))
