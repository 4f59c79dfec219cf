"""kill -9 amid writes: the file opens again and holds every change that was answered."""

from __future__ import annotations

import json
import os
import signal
import threading
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from tests.sandbox.support import basic

ROUNDS = int(os.environ.get("CLOUDFLOW_KILL_ROUNDS", "3"))
"""Fifty in a long run."""
AFTER = 20
"""Answers after which the kill comes, while more are on their way."""


class Writer:
    """Makes roles on one connection, and remembers those that were answered."""

    def __init__(self, address: SandboxAddress, number: int, round: int) -> None:
        self._address = address
        self._name = f"{round}.{number}"
        self.answered: list[str] = []
        self.has_enough = threading.Event()

    def run(self) -> None:
        connection = HTTPConnection(urlsplit(self._address.url).netloc, timeout=20)
        headers = {
            "Authorization": basic("admin", self._address.password),
            "Content-Type": "application/json",
        }
        try:
            while True:
                label = f"{self._name}.{len(self.answered)}"
                body = json.dumps({"role": {"label": label}})
                connection.request("POST", "/roles.json", body, headers)
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 201
                self.answered.append(label)
                if len(self.answered) >= AFTER:
                    self.has_enough.set()
        except (OSError, HTTPException):
            # The kill.
            self.has_enough.set()
        finally:
            connection.close()


def labels(address: SandboxAddress) -> set[str]:
    connection = HTTPConnection(urlsplit(address.url).netloc, timeout=20)
    connection.request("GET", "/roles.json", headers={"Authorization": basic("admin", address.password)})
    rows = json.loads(connection.getresponse().read())
    connection.close()
    return {row["role"]["label"] for row in rows}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_every_answered_change_is_there(tmp_path: Path) -> None:
    file = tmp_path / "cloud.sqlite"
    answered: set[str] = set()
    for round in range(ROUNDS):
        process = SandboxProcess.spawn(data=file)
        address = process.wait_ready()
        assert answered <= labels(address)
        writers = [Writer(address, number, round) for number in range(3)]
        threads = [threading.Thread(target=writer.run) for writer in writers]
        for thread in threads:
            thread.start()
        assert writers[0].has_enough.wait(60)
        os.kill(process.pid, signal.SIGKILL)
        for thread in threads:
            thread.join(30)
        process.stop()
        answered.update(label for writer in writers for label in writer.answered)
    process = SandboxProcess.spawn(data=file)
    try:
        assert answered <= labels(process.wait_ready())
        assert len(answered) >= ROUNDS * AFTER
    finally:
        process.stop()
