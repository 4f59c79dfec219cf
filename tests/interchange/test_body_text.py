"""Bodies of other encodings as text and as words of a shell."""

from __future__ import annotations

import subprocess

import pytest

from cloudflow_tui.exchange import Request
from cloudflow_tui.interchange.body_text import body_bytes, body_text, charset_of, shell_word
from cloudflow_tui.interchange.curl import to_curl
from cloudflow_tui.interchange.python_code import to_python
from cloudflow_tui.interchange.raw_http import to_raw_http

NASTY = "é'\\n$HOME\n`id` \" %s"
LATIN = Request(
    "POST",
    "http://127.0.0.1/a",
    (("Content-Type", "application/json; charset=ISO-8859-1"),),
    '{"a": "é"}'.encode("iso-8859-1"),
    follow_redirects=True,
)


@pytest.mark.parametrize(
    ("said", "charset"),
    [
        ("application/json", ""),
        ("application/json; charset=utf-8", ""),
        ('text/xml; Charset="iso-8859-1"', "iso-8859-1"),
        ("text/xml; charset=nonsense", ""),
    ],
)
def test_the_encoding_of_the_headers(said: str, charset: str) -> None:
    assert charset_of((("content-type", said),)) == charset


@pytest.mark.parametrize("charset", ["", "iso-8859-1", "cp1252"])
def test_a_shell_makes_the_same_bytes(charset: str) -> None:
    line = f"printf %s {shell_word(NASTY, charset)}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=True)
    assert done.stdout == body_bytes(NASTY, charset)
    assert body_text(done.stdout, charset) == NASTY


def test_snippets_keep_the_encoding_and_follow() -> None:
    assert to_raw_http(LATIN).endswith('{"a": "é"}')
    assert to_curl(LATIN).startswith("curl -L -X POST")
    assert r"\351" in to_curl(LATIN)
    assert ").encode('ISO-8859-1')," in to_python(LATIN)
    assert "follow_redirects=True" in to_python(LATIN)
