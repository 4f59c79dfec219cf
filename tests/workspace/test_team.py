"""Cases shared over a real PostgreSQL: nothing twice, nothing secret, as often as one likes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.profiles.models import Profile
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.comparing import compare_exchanges
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.history.samples import add

CANARY = "kanarienvogel-7"


def binaries() -> Path | None:
    """The folder of the programs of PostgreSQL."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A PostgreSQL of its own on loopback."""
    pytest.importorskip("sqlalchemy", reason="the extra team is not installed")
    pytest.importorskip("psycopg", reason="the extra team is not installed")
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    # It refuses to run as root.
    as_user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        data = folder / "data"

        def run(program: str, *words: str) -> None:
            command = [*as_user, str(programs / program), "-D", str(data), *words]
            done = subprocess.run(
                command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
            )
            if done.returncode:
                pytest.skip(f"PostgreSQL does not start here: {done.stderr.strip()[-300:]}")

        run("initdb", "-U", "team", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -k {folder}"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://team:{CANARY}-pw@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


def opened(folder: Path) -> Workspace:
    return Workspace.open(Profile("", ""), environ={"CLOUDFLOW_HOME": str(folder)})


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Workspace]:
    workspace = opened(tmp_path / "here")
    history = workspace.history
    request = make_request("POST", body=b'{"user":{"login":"zaza"}}', endpoint_id="users.create")
    answer = make_response(422, b'{"errors":{"email":["can\'t be blank \\u0000"]}}')
    add(history, make_exchange(request=request, response=answer), "email refused")
    add(history, make_exchange(response=make_response(200, b'{"echo":"%s"}' % CANARY.encode())))
    history.cases.open("TCK-1", "Cannot be made", at=STARTED_AT)
    history.cases.tag("TCK-1", [1, 2])
    history.cases.add_note("ask again", name="TCK-1", author="ann", at=STARTED_AT)
    history.cases.add_note("look here", number=1, author="ann", at=STARTED_AT)
    history.cases.attach("TCK-1", "log.txt", b"a line", "text/plain")
    yield workspace
    workspace.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Workspace]:
    workspace = opened(tmp_path / "there")
    yield workspace
    workspace.close()


def everything(url: str) -> str:
    """All that the store holds."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        names = [
            row[0]
            for row in connection.execute(
                text("SELECT tablename FROM pg_tables WHERE tablename LIKE 'cloudflow_%'")
            )
        ]
        rows = [str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in names]
    engine.dispose()
    return "\n".join(rows)


def test_there_and_back(url: str, here: Workspace, there: Workspace) -> None:
    from cloudflow_tui.workspace.team import pull, push

    here.know_secrets([CANARY])
    here.history.know_secret(CANARY)
    first = push(here, url, author="ann")
    assert (first.case_count, first.exchange_count, first.note_count, first.attachment_count) == (1, 2, 2, 1)
    assert push(here, url, ["tck-1"], author="bob").words == "1 cases: 0 exchanges, 0 notes, 0 files are new."
    stored = everything(url)
    assert CANARY not in stored
    assert "'ann'" in stored

    taken = pull(there, url)
    assert (taken.exchange_count, taken.note_count, taken.attachment_count) == (2, 2, 1)
    again = pull(there, url, ["TCK-1"])
    assert (again.exchange_count, again.note_count, again.attachment_count) == (0, 0, 0)
    case = there.history.cases.get("TCK-1")
    assert (case.title, case.opened_at, case.exchange_count) == ("Cannot be made", STARTED_AT, 2)
    assert compare_exchanges(here.history.get(1), there.history.get(1)).is_equal
    assert there.history.rows()[1].what_happened == "email refused"
    assert there.history.numbers("blank") == [1]
    assert [note.text for note in there.history.cases.notes(number=1)] == ["look here"]
    assert there.history.cases.attached("TCK-1", "log.txt") == b"a line"

    there.history.cases.add_note("answer", name="TCK-1", author="bob")
    there.history.cases.close("TCK-1")
    assert push(there, url, ["TCK-1"]).note_count == 1
    back = pull(here, url)
    assert (back.exchange_count, back.note_count) == (0, 1)
    assert here.history.count() == 2
    assert not here.history.cases.get("TCK-1").is_open


def test_what_cannot_be_reached(here: Workspace, url: str) -> None:
    from cloudflow_tui.workspace.team import pull, push

    with pytest.raises(HistoryError, match="no case nothing"):
        pull(here, url, ["nothing"])
    with pytest.raises(HistoryError, match="none of PostgreSQL"):
        push(here, "mysql://x")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        closed = probe.getsockname()[1]
    with pytest.raises(HistoryError, match="cannot be used") as caught:
        push(here, f"postgresql://team:{CANARY}@127.0.0.1:{closed}/postgres")
    assert CANARY not in str(caught.value)
    assert here.history.count() == 2
