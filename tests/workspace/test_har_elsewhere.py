"""HAR files beside the programs of others: they read ours, we read theirs. Each test says what it misses."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.exchange import Exchange
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles.models import Profile, SecretPlace
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.comparing import compare_exchanges
from cloudflow_tui.workspace.har_import import import_har
from cloudflow_tui.workspace.reports import export

VALIDATE = """
const { har } = require('har-validator')
har(JSON.parse(require('fs').readFileSync(0)))
  .then(() => console.log('valid'))
  .catch(error => { console.log(JSON.stringify(error.errors || String(error))); process.exit(1) })
"""


@pytest.fixture
async def on_box(sandbox: SandboxAddress) -> AsyncIterator[Workspace]:
    secret = SecretPlace("env", "BOX")
    profile = Profile("box", sandbox.url, login=sandbox.login, secret=secret, is_sandbox=True)
    async with Workspace.open(profile, paths=app_paths(), environ={"BOX": sandbox.password}) as opened:
        yield opened


async def some_exchanges(workspace: Workspace) -> list[Exchange]:
    """Reads in both formats, one that is refused, one that is not found, one without a body."""
    found = [await workspace.send(workspace.draft("users.list"))]
    in_xml = workspace.draft("users.list")
    in_xml.format = "xml"
    found.append(await workspace.send(in_xml))
    found.append(await workspace.send(workspace.draft("users.create"), anyway=True))
    gone = workspace.draft("users.get")
    gone.set_text("user_id", "999999", place="path")
    found.append(await workspace.send(gone))
    assert [one.status for one in found] == [200, 200, 422, 404]
    return found


async def har_text(workspace: Workspace) -> str:
    numbers = [exchange.number for exchange in await some_exchanges(workspace)]
    return export(workspace, numbers, "har").text


async def test_a_public_validator_takes_ours(on_box: Workspace, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if run([node, "-e", "require('har-validator')"], tmp_path).returncode:
        pytest.skip("har-validator is not installed (npm install har-validator, NODE_PATH names its folder)")
    done = run([node, "-e", VALIDATE], tmp_path, await har_text(on_box))
    assert (done.stdout.strip(), done.returncode) == ("valid", 0)


async def test_haralyzer_opens_ours(on_box: Workspace) -> None:
    haralyzer = pytest.importorskip("haralyzer", reason="haralyzer is not installed (the extra others)")
    parser = haralyzer.HarParser(json.loads(await har_text(on_box)))
    pages = [entry.response.status for page in parser.pages for entry in page.entries]
    entries = pages or [entry["response"]["status"] for entry in parser.har_data["entries"]]
    assert entries == [200, 200, 422, 404]


async def test_mitmproxy_opens_ours(on_box: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "ours.har"
    file.write_text(await har_text(on_box))
    done = run([mitmdump(), "-n", "-r", str(file)], tmp_path)
    assert done.returncode == 0
    shown = [line for line in done.stdout.splitlines() if "/users" in line]
    assert len(shown) == 4
    assert "/users.xml" in done.stdout


async def test_what_mitmproxy_recorded_compares_equal(
    on_box: Workspace, sandbox: SandboxAddress, tmp_path: Path
) -> None:
    recorded = tmp_path / "recorded.har"
    environ = {"BOX": sandbox.password, "CLOUDFLOW_HOME": str(tmp_path / "through")}
    with recording(sandbox.url, recorded, tmp_path) as url:
        profile = replace(on_box.profile, url=url)
        async with Workspace.open(profile, environ=environ) as through:
            sent = [through.history.get(one.number) for one in await some_exchanges(through)]
    imported = import_har(on_box, recorded)
    read = [on_box.history.get(number) for number in imported.numbers]
    assert len(read) == len(sent)
    for ours, theirs in zip(sent, read, strict=True):
        compared = compare_exchanges(ours, theirs)
        assert compared.answer.is_equal
        assert compared.request.is_equal
        assert ours.status == theirs.status


def mitmdump() -> str:
    found = shutil.which("mitmdump")
    if found is None:
        pytest.skip("mitmproxy is not installed (its mitmdump in PATH is enough)")
    return found


def plain_environ(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "NODE_PATH") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8"}


def run(command: list[str], home: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, input=text, capture_output=True, text=True, env=plain_environ(home), check=False
    )


@contextmanager
def recording(address: str, file: Path, home: Path) -> Iterator[str]:
    """A mitmproxy before that address which writes what passes into a HAR; its own address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = ["--mode", f"reverse:{address}@127.0.0.1:{port}", "--set", f"hardump={file}", "-q"]
    process = subprocess.Popen([mitmdump(), *words], env=plain_environ(home))
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens there."""
    while process.poll() is None:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
            trial.settimeout(0.1)
    pytest.fail("mitmproxy ended")
