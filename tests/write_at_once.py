"""Two consoles and ten command lines send into one history: `python -m tests.write_at_once [SECONDS]`.

Says how many exchanges were sent and whether all of them are there. Not a test itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from cloudflow_tui.history import History
from cloudflow_tui.paths import app_paths
from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess

SECONDS = 60.0
CONSOLES, LINES = 2, 10
_CONSOLE = "from tests.write_at_once import console; console({seconds})"
_SEND = [sys.executable, "-m", "cloudflow_tui", "send", "version.get", "--json"]


@dataclass
class Report:
    """What was sent, and what of it is missing."""

    numbers: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{len(self.numbers):,} exchanges sent; {len(self.faults)} faults"


def console(seconds: float) -> None:
    """A console that sends the same call for so long; prints the numbers of its exchanges."""
    from tests.tui.console import console_on

    async def send() -> None:
        address = SandboxAddress(
            os.environ["CLOUDFLOW_URL"], os.environ["CLOUDFLOW_LOGIN"], os.environ["CLOUDFLOW_PASSWORD"]
        )
        async with console_on(address, endpoint_id="version.get") as opened:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                await opened.press("ctrl+r")
                answered = opened.app.explorer.response_pane._exchange
                assert answered is not None
                sys.stdout.write(f"{answered.number}\n{opened.app.workspace.history.warning}\n")

    asyncio.run(send())


async def write_at_once(address: SandboxAddress, home: Path, seconds: float) -> Report:
    """Let all of them send, and look for what they sent."""
    environ = {
        **os.environ,
        "CLOUDFLOW_HOME": str(home),
        "CLOUDFLOW_URL": address.url,
        "CLOUDFLOW_LOGIN": address.login,
        "CLOUDFLOW_PASSWORD": address.password,
    }
    report = Report()
    end = time.monotonic() + seconds

    async def run(*command: str) -> tuple[str, str, int]:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ
        )
        out, err = await process.communicate()
        return out.decode(), err.decode(), process.returncode or 0

    async def one_console() -> None:
        out, err, code = await run(sys.executable, "-c", _CONSOLE.format(seconds=seconds))
        said = out.split("\n")
        report.numbers += [int(line) for line in said if line.isdigit()]
        report.faults += [line for line in said if line and not line.isdigit()]
        if code:
            report.faults.append(f"a console ended with {code}: {err[-500:]}")

    async def one_line() -> None:
        while time.monotonic() < end:
            out, err, code = await run(*_SEND)
            if code or "lock" in err or "Warning" in err:
                report.faults.append(f"a command line ended with {code}: {err[-500:]}")
            else:
                report.numbers.append(json.loads(out)["number"])

    await asyncio.gather(*(one_console() for _ in range(CONSOLES)), *(one_line() for _ in range(LINES)))
    _look(app_paths({"CLOUDFLOW_HOME": str(home)}).history_file, report)
    return report


def _look(file: Path, report: Report) -> None:
    """Everything that was sent must be there, once, with its answer."""
    history = History.open(file)
    twice = len(report.numbers) - len(set(report.numbers))
    if twice:
        report.faults.append(f"{twice} numbers were given twice")
    rows = {row.number: row for row in history.rows(limit=1_000_000)}
    for number in report.numbers:
        row = rows.get(number)
        if row is None or row.status != 200:
            report.faults.append(f"exchange {number} is {'missing' if row is None else row.what_happened}")
    with history.store.reading() as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    if said != "ok":
        report.faults.append(f"the file is not whole: {said}")
    history.close()


def main(words: list[str]) -> int:
    """Run for so many seconds; 1 when something is missing."""
    seconds = float(words[0]) if words else SECONDS
    sandbox = SandboxProcess.spawn(seed=1)
    try:
        address = sandbox.wait_ready(timeout_s=20)
        with TemporaryDirectory() as home:
            report = asyncio.run(write_at_once(address, Path(home), seconds))
    finally:
        sandbox.stop()
    for fault in report.faults[:20]:
        sys.stderr.write(fault + "\n")
    sys.stdout.write(f"{report}\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
