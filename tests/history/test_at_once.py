"""Programs killed in the middle, and many that write at once: nothing is lost, no lock is seen."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cloudflow_tui.exchange import Outcome
from cloudflow_tui.history import History
from cloudflow_tui.sandbox.process import SandboxAddress
from tests.write_at_once import write_at_once

SEND_AT_RANDOM = """
import asyncio, os, random, sys
from cloudflow_tui.workspace import Workspace

CALLS = [("users.list", {}), ("version.get", {}), ("virtual_servers.list", {}),
    ("users.get", {"user_id": 1}), ("users.get", {"user_id": 999999}),
    ("users.create", {"login": "zaza"}), ("users.delete", {"user_id": 99999})]

async def main():
    chance = random.Random(int(sys.argv[1]))
    async with Workspace.open() as workspace:
        gate = asyncio.Semaphore(8)

        async def one():
            endpoint_id, values = chance.choice(CALLS)
            async with gate:
                draft = workspace.draft(endpoint_id, format=chance.choice(["json", "xml"]))
                for name, value in values.items():
                    draft.set(name, value)
                exchange = await workspace.send(draft, anyway=True, confirmed=True)
                sys.stdout.write(f"{exchange.number} {exchange.status}\\n")
                sys.stdout.flush()

        await asyncio.gather(*(one() for _ in range(200)))

asyncio.run(main())
"""


@pytest.mark.parametrize("kill_after", [1, 60, 150])
def test_killed_amid_random_sends(on_sandbox: SandboxAddress, home: Path, kill_after: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SEND_AT_RANDOM, str(kill_after)],
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert process.stdout is not None
    told = [next(process.stdout).split() for _ in range(kill_after)]
    process.kill()
    told += [line.split() for line in process.stdout if line.count(" ") == 1]
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    history = History.open(home / "data" / "history.sqlite")
    assert history.warning == ""
    rows = {row.number: row for row in history.rows(limit=1000)}
    # What the program was told of is there with its answer.
    for number, status in told:
        assert rows[int(number)].outcome is Outcome.ANSWERED
        assert str(rows[int(number)].status) == status
    for row in rows.values():
        exchange = history.get(row.number)
        if row.outcome is Outcome.SENDING:
            assert row.what_happened == "outcome unknown"
            assert exchange.response is None
        else:
            assert exchange.response is not None
            assert exchange.response.body.size_bytes == row.size_bytes
    assert set(history.numbers("outcome:unknown")) == {
        number for number, row in rows.items() if row.outcome is Outcome.SENDING
    }
    with history.store.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    history.close()


WRITE_MANY = """
import sys
from pathlib import Path
from cloudflow_tui.history import History
from tests.factories import make_exchange, make_response
from tests.history.samples import add
history = History.open(Path(sys.argv[1]))
for index in range(int(sys.argv[3])):
    body = b'{"user":{"id":%d,"by":"writer%s"}}' % (index, sys.argv[2].encode())
    number = add(history, make_exchange(response=make_response(200, body)), "by writer" + sys.argv[2])
    if index % 5 == 0:
        history.cases.tag("A", [number])
        history.cases.add_note("note of " + sys.argv[2], number=number)
    assert history.rows(limit=5, query="writer" + sys.argv[2])[0].number == number
print(history.warning or "well")
"""


def test_two_consoles_and_ten_command_lines_write_at_once(on_sandbox: SandboxAddress, home: Path) -> None:
    file = home / "data" / "history.sqlite"
    consoles = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE_MANY, str(file), str(index), "100"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for index in range(2)
    ]
    command = [sys.executable, "-m", "cloudflow_tui", "send", "version.get", "--json"]
    lines = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(10)
    ]
    said = [process.communicate() for process in consoles]
    assert [out for out, _ in said] == ["well\n", "well\n"]
    answers = [process.communicate() for process in lines]
    assert [process.returncode for process in lines] == [0] * 10
    assert not [err for _, err in answers if "Warning" in err or "lock" in err]
    numbers = [json.loads(out)["number"] for out, _ in answers]
    history = History.open(file)
    assert history.count() == 210
    assert len(set(numbers)) == 10
    assert [history.get(number).status for number in numbers] == [200] * 10
    for index in range(2):
        assert history.count(f"answer:writer{index}") == 100
    assert history.cases.get("A").exchange_count == 40
    history.close()


async def test_consoles_and_command_lines_send_at_once(sandbox: SandboxAddress, home: Path) -> None:
    report = await write_at_once(sandbox, home, seconds=2)
    assert report.faults == []
    assert len(report.numbers) >= 12
