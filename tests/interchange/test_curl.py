"""A request as a curl command: what bash makes of it, and what it never holds."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.errors import BuildError
from cloudflow_tui.interchange.curl import to_curl
from cloudflow_tui.redact import MASK
from cloudflow_tui.request import Draft, build
from tests.factories import make_request
from tests.request.examples import CREATE_USER

BASH = shutil.which("bash")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
NASTY = "o'br\"ien $HOME `id` $(id) \\ ! * ~ #\n;&|<>é"


def test_a_read() -> None:
    assert to_curl(make_request(), "ann") == (
        "curl -u \"ann:$CLOUDFLOW_PASSWORD\" -H 'Accept: application/json' https://cp.example.com/users.json"
    )


def test_a_write() -> None:
    headers = (("Content-Type", "application/json"),)
    request = make_request("PUT", "/users/7.json", headers=headers, body=b'{"vip": true}')
    assert to_curl(request) == (
        "curl -X PUT -H 'Content-Type: application/json' --data-raw '{\"vip\": true}'"
        " https://cp.example.com/users/7.json"
    )


def test_brackets_of_an_address_are_no_range() -> None:
    command = to_curl(make_request(path="/a.json?period[startdate]=1"))
    assert shlex.split(command)[1] == "--globoff"
    assert "--globoff" not in to_curl(make_request())


def test_a_read_with_a_body() -> None:
    assert shlex.split(to_curl(make_request(body=b"{}")))[1:3] == ["-X", "GET"]


def test_a_write_without_a_body() -> None:
    assert "'Content-Length: 0'" in to_curl(make_request("POST"))
    assert "Content-Length" not in to_curl(make_request("DELETE"))


def test_a_header_without_value_is_sent() -> None:
    assert "-H 'X-Empty;'" in to_curl(make_request(headers=(("X-Empty", ""),)))


def test_another_variable() -> None:
    assert '"ann@example.com:$KEY"' in to_curl(make_request(), "ann@example.com", "KEY")
    for name in ("", "A B", "A;id", "1A", "$A"):
        with pytest.raises(BuildError, match="no name of a variable"):
            to_curl(make_request(), "ann", name)


def test_own_credentials_take_the_place_of_the_login() -> None:
    command = to_curl(make_request(headers=(("Authorization", "Basic YW5uOmh1bnRlcjIy"),)), "ann")
    assert shlex.split(command)[1:3] == ["-H", f"Authorization: Basic {MASK}"]
    assert "-u" not in shlex.split(command)


@pytest.mark.parametrize("format", ["json", "xml"])
def test_no_secret(format: str) -> None:
    draft = Draft(CREATE_USER, format="xml" if format == "xml" else "json")
    draft.set("password", "hunter22-and-more")
    draft.set("note", "hunter22-and-more")
    draft.extra_query = [("api_key", "key-of-ann")]
    draft.headers = [("X-Auth", "header-secret")]
    command = to_curl(build(draft, "https://cp.example.com"), "ann")
    assert not re.search("hunter22|key-of-ann|header-secret", command)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_the_pieces_come_back(login: str, value: str, body: str) -> None:
    one_line = value.replace("\r", "").replace("\n", "")
    request = make_request("POST", headers=(("X-Note", one_line),), body=body.encode())
    words = shlex.split(to_curl(request, login))
    header = f"X-Note: {one_line}" if one_line else "X-Note;"
    expected = ["curl", "-X", "POST"]
    expected += ["-u", f"{login}:$CLOUDFLOW_PASSWORD"] if login else []
    expected += ["-H", header]
    expected += ["--data-raw", body] if body else ["-H", "Content-Length: 0"]
    if MASK not in " ".join(words):
        assert words == [*expected, request.url]


@pytest.mark.skipif(BASH is None, reason="needs bash")
def test_what_bash_makes_of_it() -> None:
    request = make_request("POST", headers=(("X-Note", NASTY.replace("\n", "")),), body=NASTY.encode())
    command = to_curl(request, NASTY)
    script = f"curl() {{ printf '%s\\0' \"$@\"; }}\n{command}\n"
    found = subprocess.run(
        [str(BASH), "--noprofile", "--norc"],
        input=script.encode(),
        env={"CLOUDFLOW_PASSWORD": "pass word$"},
        capture_output=True,
        check=True,
    )
    words = found.stdout.decode().split("\0")[:-1]
    assert words[3] == f"{NASTY}:pass word$"
    assert words[-2:] == [NASTY, request.url]
    assert found.stderr == b""
