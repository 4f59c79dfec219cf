"""A sandbox as a child: it starts, keeps its password to itself, keeps its data, and ends with its parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.sandbox.options import PASSWORD_VARIABLE
from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from tests.sandbox.support import basic


def ask(address: SandboxAddress, target: str, method: str = "GET", password: str = "") -> tuple[int, Any]:
    headers = {"Authorization": basic(address.login, password or address.password)}
    try:
        with urlopen(Request(address.url + target, headers=headers, method=method), timeout=20) as answer:
            body = answer.read()
            return answer.status, json.loads(body) if body else None
    except HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def test_answers_and_stops() -> None:
    process = SandboxProcess.spawn(api_version="5.4")
    try:
        address = process.wait_ready()
        assert address.url.startswith("http://127.0.0.1:")
        assert address.login == "admin"
        assert ask(address, "/version.json") == (200, {"version": "5.4.0-12"})
        assert ask(address, "/version.json", password="wrong")[0] == 401
        assert process.wait_ready() == address
    finally:
        process.stop()
    process.stop()
    with pytest.raises(OSError, match="refused"):
        ask(address, "/version.json")


def test_password_is_not_to_be_seen() -> None:
    environ = {**os.environ, PASSWORD_VARIABLE: "pass-phrase-of-mine"}
    process = SandboxProcess.spawn(environ=environ)
    try:
        address = process.wait_ready()
        assert address.password == "pass-phrase-of-mine"
        assert ask(address, "/users.json?per_page=1")[0] == 200
        assert "pass-phrase-of-mine" not in repr(address)
        for file in ("cmdline", "environ"):
            assert b"pass-phrase-of-mine" not in Path(f"/proc/{process.pid}/{file}").read_bytes()
    finally:
        process.stop()


def test_passwords_are_made_anew() -> None:
    processes = [SandboxProcess.spawn(environ=os.environ) for _ in range(2)]
    try:
        passwords = {process.wait_ready().password for process in processes}
    finally:
        for process in processes:
            process.stop()
    assert len(passwords) == 2
    assert min(map(len, passwords)) >= 12


def test_data_outlives_the_process(tmp_path: Path) -> None:
    file = tmp_path / "cloud.sqlite"
    process = SandboxProcess.spawn(data=file)
    try:
        address = process.wait_ready()
        status, made = ask(address, "/roles.json?role[label]=Auditors", "POST")
        assert status == 201
    finally:
        process.stop()
    process = SandboxProcess.spawn(data=file)
    try:
        assert (
            ask(process.wait_ready(), f"/roles/{made['role']['id']}.json")[1]["role"]["label"] == "Auditors"
        )
    finally:
        process.stop()


def test_says_why_it_does_not_start(tmp_path: Path) -> None:
    file = tmp_path / "no.sqlite"
    file.write_text("This is no database, whatever its name says. " * 100)
    process = SandboxProcess.spawn(data=file)
    with pytest.raises(SandboxError, match=r"no\.sqlite"):
        process.wait_ready()


def test_two_cannot_hold_one_file(tmp_path: Path) -> None:
    first = SandboxProcess.spawn(data=tmp_path / "cloud.sqlite")
    try:
        ask(first.wait_ready(), "/version.json")
        second = SandboxProcess.spawn(data=tmp_path / "cloud.sqlite")
        with pytest.raises(SandboxError, match=r"cloud\.sqlite"):
            second.wait_ready()
    finally:
        first.stop()


OWN_SECTION = {
    "section": "tickets",
    "title": "Tickets",
    "group": "Own",
    "source": "",
    "endpoints": [
        {
            "id": "tickets.list",
            "title": "List tickets",
            "method": "GET",
            "path": "/tickets",
            "summary": "Lists tickets.",
            "basis": "client",
            "effect": "read",
            "responses": {
                "success": 200,
                "root": "tickets",
                "list": True,
                "attributes": [{"name": "id", "type": "integer"}, {"name": "label", "type": "string"}],
            },
        }
    ],
}


def own_catalog(home: Path, text: str) -> dict[str, str]:
    """The environment of somebody with a catalog file of their own."""
    environ = {**os.environ, "CLOUDFLOW_HOME": str(home)}
    folder = app_paths(environ).catalog_folder
    folder.mkdir(parents=True)
    (folder / "tickets.json").write_text(text, "utf-8")
    return environ


def test_answers_calls_of_ones_own(home: Path) -> None:
    process = SandboxProcess.spawn(environ=own_catalog(home, json.dumps(OWN_SECTION)))
    try:
        status, tickets = ask(process.wait_ready(), "/tickets.json")
    finally:
        process.stop()
    assert status == 200
    assert [ticket["ticket"]["id"] for ticket in tickets] == [1, 2, 3]


def test_starts_without_a_broken_file_of_ones_own(home: Path) -> None:
    process = SandboxProcess.spawn(environ=own_catalog(home, "{"))
    try:
        address = process.wait_ready()
        assert ask(address, "/tickets.json")[0] == 404
        assert ask(address, "/version.json")[0] == 200
    finally:
        process.stop()


PARENT = """
import sys
from cloudflow_tui.sandbox.process import SandboxProcess
process = SandboxProcess.spawn()
process.wait_ready()
print(process.pid, flush=True)
sys.stdin.read()
"""


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_ends_with_its_parent() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_running(pid)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    deadline = time.monotonic() + 20
    while is_running(pid):
        assert time.monotonic() < deadline, "the sandbox goes on without its parent"
        os.sched_yield()
