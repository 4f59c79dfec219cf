"""`cloudflow-tui watch`: looks on stdout, changes marked, exit status by how it ended."""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.cli.watch import seconds
from tests.transport.nasty_server import NastyServer, Reader, Route, Writer, nasty_server, says, whole

Capture = pytest.CaptureFixture[str]
WORDS = ["watch", "virtual_servers.get", "virtual_machine_id=7", "--every", "1ms"]


def counting() -> Route:
    """A server that boots at the third look; its memory grows by one each time."""
    numbers = itertools.count(1)

    async def route(server: NastyServer, reader: Reader, writer: Writer) -> None:
        number = next(numbers)
        vm = {"id": 7, "memory": number, "booted": number >= 3}
        writer.write(whole(json.dumps({"virtual_machine": vm}).encode()))

    return route


async def watched(route: Route, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("cloudflow_tui.workspace.watch.LEAST_S", 0.001)
    async with nasty_server(routes={"/virtual_machines/7.json": route}) as server:
        monkeypatch.setenv("CLOUDFLOW_URL", server.url)
        return await asyncio.to_thread(main, [*WORDS, *words])


async def test_until_the_condition_is_met(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await watched(counting(), monkeypatch, "--until", "virtual_machine.booted == `true`") == 0
    captured = capsys.readouterr()
    assert "look 1: first look" in captured.out
    assert "  ~ virtual_machine.memory: 1 → 2  ▁█" in captured.out
    assert "  ~ virtual_machine.booted: false → true" in captured.out
    assert "The condition is met." in captured.err


async def test_a_condition_that_is_never_met(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await watched(counting(), monkeypatch, "--until", "virtual_machine.locked", "--count", "2") == 6
    assert "Not met after 2 looks: virtual_machine.locked" in capsys.readouterr().err


async def test_json_is_one_object_a_look(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await watched(counting(), monkeypatch, "--count", "2", "--json") == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["look"], first["status"], first["changes"]) == (1, 200, [])
    assert second["changes"] == [{"path": "virtual_machine.memory", "kind": "changed", "old": 1, "new": 2}]


async def test_a_refusal_ends_it(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = says(whole(b"", status="401 Unauthorized"))
    assert await watched(refusal, monkeypatch, "--until", "x") == 4
    assert "401: it is not asked for any more" in capsys.readouterr().err


@pytest.mark.usefixtures("on_sandbox")
def test_only_reads_are_watched(capsys: Capture) -> None:
    assert main(["watch", "virtual_servers.reboot", "virtual_machine_id=1"]) == 2
    assert "only reads are watched" in capsys.readouterr().err


@pytest.mark.usefixtures("on_sandbox")
def test_a_condition_that_is_none(capsys: Capture) -> None:
    assert main(["watch", "users.list", "--until", "[["]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("word", "value"), [("5", 5.0), ("5s", 5.0), ("500ms", 0.5), ("2m", 120.0), ("1h", 3600.0)]
)
def test_times(word: str, value: float) -> None:
    assert seconds(word) == value


@pytest.mark.parametrize("word", ["", "0", "-1", "soon", "nan", "9999h"])
def test_what_is_no_time(word: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no time such as"):
        seconds(word)
