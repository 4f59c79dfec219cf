"""A script of curl commands that bash understands."""

from __future__ import annotations

import subprocess
from dataclasses import replace

from cloudflow_tui.exchange import Exchange, Outcome
from cloudflow_tui.interchange.curl_script import curl_script_lines
from cloudflow_tui.redact import Redactor
from tests.factories import make_exchange, make_request


def script(*exchanges: Exchange) -> str:
    return "\n".join(curl_script_lines(exchanges)) + "\n"


def test_bash_takes_it_and_keeps_the_order() -> None:
    odd = make_request("POST", "/users.json?a=$(id)", body=b'{"a":"it\'s `x`"}')
    text = script(replace(make_exchange(), number=3), replace(make_exchange(request=odd), number=4))
    done = subprocess.run(["bash", "-n"], input=text, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert text.index("# 3: 2026-03-01 09:15:00 UTC, 200") < text.index("# 4:")
    replaced = text.replace("curl ", "printf '%s\\n' ")
    ran = subprocess.run(
        ["bash"], input=replaced, text=True, capture_output=True, check=True, env={"CLOUDFLOW_PASSWORD": "pw"}
    )
    assert "https://cp.example.com/users.json?a=$(id)" in ran.stdout
    assert '{"a":"it\'s `x`"}' in ran.stdout


def test_it_stops_without_the_password() -> None:
    done = subprocess.run(["bash"], input=script(), text=True, capture_output=True, check=False, env={})
    assert done.returncode != 0
    assert "CLOUDFLOW_PASSWORD" in done.stderr


def test_what_was_masked_is_commented_out() -> None:
    secret = make_request("POST", body=b'{"user":{"password":"hunter22"}}')
    masked = Redactor().exchange(make_exchange(request=secret, outcome=Outcome.CANCELLED))
    lines = script(masked).splitlines()
    assert not [line for line in lines if line.startswith("curl")]
    assert "Put in what is masked" in lines[-2]
    assert "no answer" in lines[-3]
