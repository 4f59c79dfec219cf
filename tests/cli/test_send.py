"""`cloudflow-tui send`, on the sandbox and on servers with bad manners: data on stdout, talk on stderr."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.history import History
from cloudflow_tui.paths import app_paths
from tests.transport.nasty_server import hold, nasty_server, says

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress

Capture = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("on_sandbox")


def rows_sent(home: Path) -> int:
    file = app_paths({"CLOUDFLOW_HOME": str(home)}).history_file
    if not file.exists():
        return 0
    history = History.open(file)
    count = history.count()
    history.close()
    return count


def test_a_list_is_json_on_stdout(capsys: Capture, home: Path) -> None:
    assert main(["send", "users.list"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)[0]["user"]["login"]
    assert captured.err.startswith("200 OK")
    assert rows_sent(home) == 1


def test_a_list_in_xml(capsys: Capture) -> None:
    assert main(["send", "users.list", "--format", "xml"]) == 0
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert (root.tag, root.get("type")) == ("users", "array")


@pytest.mark.parametrize("words", [["GET", "/version"], ["get", "version.json"], ["GET", "/version.xml"]])
def test_a_call_by_method_and_path(capsys: Capture, words: list[str]) -> None:
    assert main(["send", *words]) == 0
    assert "6.7" in capsys.readouterr().out


def test_missing_parameters_are_named_and_nothing_is_sent(capsys: Capture, home: Path) -> None:
    assert main(["send", "users.create"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    for name in ("login", "email", "password"):
        assert name in captured.err
    assert rows_sent(home) == 0


def test_anyway_sends_it_and_explains_the_422(capsys: Capture) -> None:
    assert main(["send", "users.create", "login=zaza", "--anyway"]) == 4
    captured = capsys.readouterr()
    assert "email" in json.loads(captured.out)["errors"]
    assert "422 Unprocessable Entity" in captured.err
    assert "email: can't be blank" in captured.err


def test_a_delete_of_what_is_not_there(capsys: Capture) -> None:
    assert main(["send", "users.delete", "user_id=999999", "--yes"]) == 4
    assert "404 Not Found: The address is wrong, or there is no such user" in capsys.readouterr().err


def test_a_delete_without_yes_is_refused(capsys: Capture, home: Path) -> None:
    assert main(["send", "users.delete", "user_id=999999"]) == 2
    assert "was not confirmed" in capsys.readouterr().err
    assert rows_sent(home) == 0


def test_a_read_only_profile_refuses(capsys: Capture, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOUDFLOW_READ_ONLY", "1")
    assert main(["send", "users.delete", "user_id=999999", "--yes"]) == 2
    assert "is read-only" in capsys.readouterr().err
    assert rows_sent(home) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["users.lst"], "users.list"),
        (["users.create", "logn=a"], "login"),
        (["users.list", "--format", "yaml"], "json"),
        (["users.list", "login"], "name=value"),
        (["users.list", "--header", "nonsense"], "Name: value"),
        (["users.list", "--output", "bdy"], "body"),
        (["users.list", "--filter", "[["], "not complete (column 3)"),
        (["users.list", "--timeout", "0"], "timeout"),
        (["/users"], "needs a method"),
        (["GET"], "needs a path"),
        (["users.list", "--demo", "--url", "http://a"], "two Control Panels"),
        (["users.list", "--login", "ann"], "belong to --url"),
        (["users.list", "--profile", "lba"], "lba"),
        (["users.create", "--body", "/nowhere/at-all"], "/nowhere/at-all cannot be read"),
    ],
)
def test_what_cannot_be_understood_is_told(capsys: Capture, home: Path, words: list[str], said: str) -> None:
    assert main(["send", *words]) in (2, 3)
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert rows_sent(home) == 0


def test_a_dry_run_shows_the_wire_and_sends_nothing(capsys: Capture, home: Path) -> None:
    words = ["users.create", "login=zaza", "email=z@example.net", "password=hunter2-x"]
    assert main(["send", *words, "--dry-run"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("POST /users.json HTTP/1.1\n")
    assert "hunter2-x" not in captured.out
    assert "Nothing was sent." in captured.err
    assert rows_sent(home) == 0


def test_a_filter_picks_from_the_answer(capsys: Capture) -> None:
    assert main(["send", "users.list", "--filter", "[0].user.login"]) == 0
    assert json.loads(capsys.readouterr().out) == "admin"


def test_the_whole_exchange_as_json(capsys: Capture, sandbox: SandboxAddress) -> None:
    assert main(["send", "GET", "/version", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["outcome"], data["number"], data["login"]) == ("answered", 1, sandbox.login)
    assert data["response"]["status"] == 200
    assert data["request"]["url"] == f"{sandbox.url}/version.json"
    assert data["explanation"]["title"] == "200 OK"


def test_the_whole_exchange_as_text(capsys: Capture, sandbox: SandboxAddress) -> None:
    assert main(["send", "GET", "/version", "--output", "exchange"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("GET /version.json HTTP/1.1\n")
    assert "\nHTTP/1.1 200 OK\n" in out
    assert "Authorization: Basic ••••••••" in out
    assert sandbox.password not in out


@pytest.mark.parametrize("output", ["none", "wire"])
def test_other_outputs(capsys: Capture, output: str) -> None:
    assert main(["send", "GET", "/version", "--output", output]) == 0
    assert ("HTTP/1.1" in capsys.readouterr().out) is (output == "wire")


def test_headers_and_query_of_ones_own(capsys: Capture) -> None:
    assert main(["send", "users.list", "--header", "X-Odd: 1", "--query", "odd=2", "--output", "wire"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("GET /users.json?odd=2 HTTP/1.1")
    assert "X-Odd: 1" in out


@pytest.mark.parametrize("source", ["-", "file"])
def test_a_body_of_ones_own(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    from io import StringIO

    text = '{"user":{"login":"zaza"}}'
    monkeypatch.setattr(sys, "stdin", StringIO(text))
    (tmp_path / "user.json").write_text(text)
    name = "-" if source == "-" else str(tmp_path / "user.json")
    assert main(["send", "POST", "/users", "--body", name, "--anyway"]) == 4
    assert "login" not in json.loads(capsys.readouterr().out)["errors"]


def test_no_server(capsys: Capture, home: Path) -> None:
    assert main(["send", "users.list", "--url", "http://127.0.0.1:9"]) == 6
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "127.0.0.1:9 refuses connections." in captured.err
    assert rows_sent(home) == 1


@pytest.mark.parametrize(
    ("answer", "said"), [(b"SSH-2.0-OpenSSH\r\n\r\n", "is not HTTP"), (b"", "closed the connection before")]
)
async def test_a_port_of_another_service(capsys: Capture, answer: bytes, said: str) -> None:
    async with nasty_server(routes={"/users.json": says(answer)}) as server:
        words = ["send", "users.list", "--url", server.url]
        assert await asyncio.to_thread(main, words) == 6
    assert said in capsys.readouterr().err


async def test_silence_ends_after_the_timeout(capsys: Capture) -> None:
    async with nasty_server(routes={"/users.json": hold}) as server:
        words = ["send", "users.list", "--url", server.url, "--timeout", "0.2"]
        assert await asyncio.to_thread(main, words) == 6
        where = f"127.0.0.1:{server.port}"
    assert f"No answer: No answer from {where} in 0.2 s." in capsys.readouterr().err


async def test_ctrl_c_cancels_and_the_history_says_so(home: Path) -> None:
    async with nasty_server(routes={"/users.json": hold}) as server:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "cloudflow_tui", "send", "users.list", "--url", server.url),
            stderr=asyncio.subprocess.PIPE,
            # Programs that a shell runs in the background inherit a signal that is ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        await server.is_reached.wait()
        child.send_signal(signal.SIGINT)
        _, said = await child.communicate()
    assert child.returncode == 130
    assert said == b"Cancelled.\n"
    history = History.open(app_paths({"CLOUDFLOW_HOME": str(home)}).history_file)
    assert [row.outcome for row in history.rows()] == [Outcome.CANCELLED]
    history.close()


def test_what_would_go_out_is_printed_as_data(capsys: Capture, home: Path) -> None:
    words = ["users.create", "login=ann", "email=ann@example.net", "password=hunter2secret"]
    assert main(["send", *words, "--dry-run", "--json"]) == 0
    request = json.loads(capsys.readouterr().out)["request"]
    assert (request["endpoint_id"], request["method"]) == ("users.create", "POST")
    assert '"login": "ann"' in request["body"]
    assert "hunter2secret" not in request["body"]


def test_a_misspelt_method_is_told(capsys: Capture, home: Path) -> None:
    assert main(["send", "GTE", "/users"]) == 2
    assert "'GTE' is no method. Nearest: GET" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    ("word", "said"), [("x", "'x' is no number of seconds"), ("-1", "-1 is not within 0 and 3600 seconds")]
)
def test_seconds_that_are_none_are_told(capsys: Capture, word: str, said: str) -> None:
    assert main(["send", "users.list", f"--timeout={word}"]) == 2
    assert said in capsys.readouterr().err


def test_the_password_is_in_no_output_and_on_no_disk(
    capsys: Capture, home: Path, sandbox: SandboxAddress
) -> None:
    for extra in ([], ["--json"], ["--output", "exchange"], ["--output", "wire"]):
        assert main(["send", "users.list", *extra]) == 0
    for words in (
        ["history", "list", "--json"],
        ["history", "show", "1"],
        ["history", "show", "1", "--json"],
    ):
        assert main(words) == 0
    captured = capsys.readouterr()
    assert sandbox.password not in captured.out + captured.err
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    assert all(sandbox.password.encode() not in path.read_bytes() for path in files)


def test_what_would_go_out_is_printed_in_other_forms(capsys: Capture, home: Path) -> None:
    assert main(["send", "users.get", "user_id=1", "--dry-run", "--as", "python"]) == 0
    assert "httpx.request(" in capsys.readouterr().out
    assert main(["send", "users.get", "user_id=1", "--dry-run", "--as", "pyton"]) == 2
    assert "Nearest: python." in capsys.readouterr().err
    assert main(["send", "users.get", "user_id=1", "--as", "curl"]) == 2
    assert "Add --dry-run." in capsys.readouterr().err
    assert rows_sent(home) == 0


def test_a_saved_request_is_sent(capsys: Capture, home: Path) -> None:
    folder = app_paths({"CLOUDFLOW_HOME": str(home)}).requests_folder / "support"
    folder.mkdir(parents=True)
    (folder / "one user.toml").write_text('endpoint = "users.get"\ncall = "GET /users/:user_id"\n')
    assert main(["send", "@support/one user"]) == 3
    assert "user_id" in capsys.readouterr().err
    assert main(["send", "@support/one user", "user_id=1"]) == 0
    assert json.loads(capsys.readouterr().out)["user"]["login"] == "admin"
    assert main(["send", "@support/one usr"]) == 2
    assert "Nearest: support/one user." in capsys.readouterr().err


def test_options_of_one_request(capsys: Capture) -> None:
    words = ["send", "users.create", "login=Jörg", "--anyway", "--follow", "--encoding", "iso-8859-1"]
    assert main([*words, "--dry-run"]) == 0
    assert "Content-Type: application/json; charset=ISO-8859-1" in capsys.readouterr().out
    assert main([*words, "--dry-run", "--as", "command"]) == 0
    assert " --follow --encoding iso-8859-1 " in capsys.readouterr().out
    assert main(["send", "users.list", "--encoding", "iso-8859"]) == 2
    assert "nearest: " in capsys.readouterr().err


def test_the_format_by_the_headers_alone(capsys: Capture) -> None:
    assert main(["send", "users.get", "user_id=1", "--no-suffix", "--format", "xml", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("GET /users/1 HTTP/1.1\n")
