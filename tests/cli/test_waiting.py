"""`send --wait`: progress on stderr, the exit status by how the work ended."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.__main__ import main
from tests.transport.nasty_server import Route, nasty_server, says, whole

Capture = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("on_sandbox")
def test_a_reboot_is_waited_for(capsys: Capture) -> None:
    assert main(["send", "virtual_servers.reboot", "virtual_machine_id=1", "--wait", "--output", "none"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("201 Created")
    assert "Reboot virtual machine: complete" in captured.err
    assert "Complete after" in captured.err


@pytest.mark.usefixtures("on_sandbox")
def test_a_read_has_nothing_to_wait_for(capsys: Capture) -> None:
    assert main(["send", "version.get", "--wait"]) == 0
    captured = capsys.readouterr()
    assert "version" in json.loads(captured.out)
    assert "transaction" not in captured.err


@pytest.mark.parametrize(("status", "code"), [("complete", 0), ("failed", 5), ("cancelled", 4)])
async def test_the_exit_status(
    status: str, code: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    row = {
        "id": 5, "action": "reboot_virtual_machine", "status": status, "parent_id": 7,
        "parent_type": "VirtualMachine", "log_output": "one line",
    }  # fmt: skip
    one = json.dumps({"transaction": row}).encode()
    routes: dict[str, Route] = {
        "/virtual_machines/7/reboot.json": says(whole(b'{"virtual_machine":{"id":7}}', status="201 Created")),
        "/transactions.json": says(whole(b"[" + one + b"]")),
        "/transactions.json?per_page=100": says(whole(b"[" + one + b"]")),
        "/transactions/5.json": says(whole(one)),
    }
    async with nasty_server(routes=routes) as server:
        monkeypatch.setenv("CLOUDFLOW_URL", server.url)
        words = ["send", "virtual_servers.reboot", "virtual_machine_id=7", "--wait", "--output", "none"]
        assert await asyncio.to_thread(main, words) == code
    assert "one line" in capsys.readouterr().err
