"""Following scheduled work to its end, on a sandbox and on servers with bad manners."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.follow import ChainState, Subject, follow, is_worth_following, subjects_of
from tests.transport.nasty_server import Route, nasty_server, says, whole

Row = dict[str, dict[str, Any]]


@pytest.fixture
async def on_the_sandbox(sandbox: SandboxAddress, home: Path) -> AsyncIterator[Workspace]:
    environ = {"CLOUDFLOW_HOME": str(home), "PW": sandbox.password}
    profile = Profile("lab", sandbox.url, login=sandbox.login, secret=SecretPlace("env", "PW"))
    async with Workspace.open(profile, paths=app_paths(environ), environ=environ) as workspace:
        yield workspace


def workspace_on(url: str, home: Path) -> Workspace:
    environ = {"CLOUDFLOW_HOME": str(home), "PW": "x"}
    profile = Profile("lab", url, login="ann", secret=SecretPlace("env", "PW"))
    return Workspace.open(profile, paths=app_paths(environ), environ=environ)


async def states(workspace: Workspace, path: str, timeout_s: float | None = None) -> list[ChainState]:
    exchange = await workspace.send(workspace.draft_call("POST", path), confirmed=True)
    return [state async for state in follow(workspace, exchange, interval_s=0.05, timeout_s=timeout_s)]


async def test_a_reboot_is_followed_to_its_end(on_the_sandbox: Workspace) -> None:
    found = await states(on_the_sandbox, "/virtual_machines/2/reboot")
    last = found[-1]
    assert last.end == "complete"
    assert not any(state.is_done for state in found[:-1])
    assert last.steps[-1].title == "Reboot virtual machine"
    assert last.steps[-1].log_lines
    assert {state.steps[-1].status for state in found if state.steps} >= {"running", "complete"}


async def test_only_the_call_and_the_last_state_are_written_down(on_the_sandbox: Workspace) -> None:
    await states(on_the_sandbox, "/virtual_machines/3/reboot")
    paths = [row.path for row in on_the_sandbox.history.rows()]
    assert len(paths) == 2
    assert paths[0].startswith("/transactions/")


async def test_two_are_followed_at_once(on_the_sandbox: Workspace) -> None:
    import asyncio

    first, second = await asyncio.gather(
        states(on_the_sandbox, "/virtual_machines/4/reboot"),
        states(on_the_sandbox, "/virtual_machines/5/reboot"),
    )
    assert (first[-1].end, second[-1].end) == ("complete", "complete")
    assert {step.id for step in first[-1].steps}.isdisjoint({step.id for step in second[-1].steps})


async def test_what_the_work_is_about(on_the_sandbox: Workspace) -> None:
    exchange = await on_the_sandbox.send(on_the_sandbox.draft_call("POST", "/virtual_machines/6/reboot"))
    assert subjects_of(on_the_sandbox, exchange) == (Subject("virtualmachine", "6"),)
    assert is_worth_following(on_the_sandbox, exchange)
    read = await on_the_sandbox.send(on_the_sandbox.draft_call("GET", "/users/1"))
    assert not is_worth_following(on_the_sandbox, read)


def transaction(number: int, status: str, **more: object) -> Row:
    row: dict[str, Any] = {
        "id": number,
        "action": "startup_virtual_machine",
        "status": status,
        "parent_id": 7,
    }
    return {"transaction": {**row, "parent_type": "VirtualMachine", "log_output": "Fatal: no", **more}}


def routes(*rows: Row, status: str = "200 OK") -> dict[str, Route]:
    listed = json.dumps(rows).encode()
    answers = {
        f"/transactions/{row['transaction']['id']}.json": says(whole(json.dumps(row).encode()))
        for row in rows
    }
    return {
        "/virtual_machines/7/startup.json": says(
            whole(b'{"virtual_machine":{"id":7}}', status="201 Created")
        ),
        "/transactions.json?per_page=100": says(whole(listed, status=status)),
        "/transactions.json": says(whole(listed, status=status)),
        **answers,
    }


@pytest.mark.parametrize(
    ("rows", "end", "ids"),
    [
        ([transaction(5, "failed"), transaction(4, "complete", chain_id="9")], "failed", [5]),
        ([transaction(5, "cancelled")], "cancelled", [5]),
        (
            [transaction(5, "complete", chain_id="c"), transaction(4, "failed", chain_id="c")],
            "failed",
            [4, 5],
        ),
        (
            [transaction(6, "complete", parent_id=1, dependent_transaction_id=5), transaction(5, "complete")],
            "complete",
            [5, 6],
        ),
        ([transaction(5, "complete"), transaction(3, "pending")], "complete", [5]),
        ([transaction(5, "complete", parent_id=8)], "none", []),
        ([], "none", []),
    ],
)
async def test_how_it_ends(rows: list[Row], end: str, ids: list[int], home: Path) -> None:
    async with nasty_server(routes=routes(*rows)) as server, workspace_on(server.url, home) as workspace:
        last = (await states(workspace, "/virtual_machines/7/startup"))[-1]
    assert (last.end, [step.id for step in last.steps]) == (end, ids)


async def test_after_one_401_nothing_more_is_asked(home: Path) -> None:
    refusing = routes(status="401 Unauthorized")
    async with nasty_server(routes=refusing) as server, workspace_on(server.url, home) as workspace:
        [last] = await states(workspace, "/virtual_machines/7/startup")
    assert last.end == "unknown"
    assert "credentials" in last.note


async def test_a_time_to_wait_at_most(home: Path) -> None:
    running = routes(transaction(5, "running"))
    async with nasty_server(routes=running) as server, workspace_on(server.url, home) as workspace:
        last = (await states(workspace, "/virtual_machines/7/startup", timeout_s=0.2))[-1]
    assert last.end == "unknown"
    assert "goes on" in last.note
