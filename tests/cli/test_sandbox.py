"""`cloudflow-tui sandbox`: address first, password not on stdout, ends with ctrl+c."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from cloudflow_tui.cli.main import main
from tests.sandbox.support import basic


def start(*words: str, environ: dict[str, str], is_signal_ignored: bool = False) -> subprocess.Popen[str]:
    def before() -> None:
        # As a shell does for what it runs in the background, or for what stands in front.
        signal.signal(signal.SIGINT, signal.SIG_IGN if is_signal_ignored else signal.default_int_handler)

    return subprocess.Popen(
        [sys.executable, "-m", "cloudflow_tui", "sandbox", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ,
        text=True,
        preexec_fn=before,
    )


def call(url: str, password: str) -> int:
    with urlopen(
        Request(f"{url}/version.json", headers={"Authorization": basic("admin", password)}), timeout=20
    ) as a:
        return int(a.status)


@pytest.mark.parametrize("is_signal_ignored", [False, True])
def test_foreground(home: Path, is_signal_ignored: bool) -> None:
    environ = {"CLOUDFLOW_HOME": str(home)}
    process = start("--seed", "7", environ=environ, is_signal_ignored=is_signal_ignored)
    assert process.stdout is not None
    assert process.stderr is not None
    url = process.stdout.readline().strip()
    said = process.stderr.readline()
    password = said.partition("password ")[2].partition(". ")[0]
    assert call(url, password) == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out == ""
    assert "ended" in err


def test_given_password_is_not_said(home: Path) -> None:
    environ = {"CLOUDFLOW_HOME": str(home), "CLOUDFLOW_SANDBOX_PASSWORD": "pass-phrase-of-mine"}
    process = start(environ=environ)
    assert process.stdout is not None
    assert call(process.stdout.readline().strip(), "pass-phrase-of-mine") == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert "pass-phrase-of-mine" not in out + err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "--i-know"),
        (["--port", "70000"], "port"),
        (["--api-version", "new"], "version"),
        (["--size", "huge"], "huge"),
        (["--seed", "x"], "whole number"),
    ],
)
def test_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", *words], {}) != 0
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_scenarios_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", "--scenarios"], {}) == 0
    assert "busy-server" in capsys.readouterr().out


def test_accounts_curl_lines_and_a_line_a_request(home: Path) -> None:
    folder = home / "config" / "catalog"
    folder.mkdir(parents=True)
    process = start("--fault", "GET /roles: 503", environ={"CLOUDFLOW_HOME": str(home)})
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert process.stderr is not None
    said: list[str] = []
    while not (said and said[-1].endswith("/_sandbox\n")):
        said.append(process.stderr.readline())
    text = "".join(said)
    for word in ("administrator", "plain user", "read-only user", "bob@example.net", f"{url}/users.xml"):
        assert word in text
    line = next(line for line in said if "plain user" in line)
    password = line.partition("bob / ")[2].split()[0]
    request = Request(f"{url}/profile.json?x=secret", headers={"Authorization": basic("bob", password)})
    with urlopen(request, timeout=20) as answer:
        assert answer.status == 200
    logged = process.stderr.readline()
    assert logged.startswith("GET /profile.json 200 ")
    assert logged.endswith(" bob\n")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)


@pytest.mark.parametrize(
    "words",
    [
        ["--port", "99999"],
        ["--scenario", "nosuch"],
        ["--fault", "foo"],
        ["--api-version", "foo"],
        ["--host", "0.0.0.0"],
        ["--replay", "no-such-file.har"],
    ],
)
def test_what_is_asked_wrongly_is_a_mistake_of_the_command_line(
    words: list[str], capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert main(["sandbox", *words]) == 2
    assert capsys.readouterr().err
