"""The file itself: private, shared, never in the way when it is damaged."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.exchange import Outcome
from cloudflow_tui.history import History
from cloudflow_tui.history.migrations import MIGRATIONS, migrate
from tests.factories import STARTED_AT, make_exchange, make_response, make_timing
from tests.history.samples import add, begin


def test_it_is_for_its_owner_alone(history: History, file: Path) -> None:
    add(history)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == {"history.sqlite": 0o600, "history.sqlite-wal": 0o600, "history.sqlite-shm": 0o600}


def test_an_old_umask_makes_no_difference(file: Path) -> None:
    before = os.umask(0)
    try:
        History.open(file).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_importing_and_naming_a_file_makes_none(file: Path) -> None:
    assert not file.parent.exists()


def test_an_empty_file_is_a_new_history(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    opened = History.open(file)
    assert (opened.warning, opened.count()) == ("", 0)
    opened.close()


def version_of(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def test_a_new_file_has_the_newest_version(history: History, file: Path) -> None:
    assert version_of(file) == len(MIGRATIONS)


def test_later_steps_are_added_to_what_is_there(history: History, file: Path) -> None:
    add(history)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        migrate(connection, (*MIGRATIONS, ("ALTER TABLE exchanges ADD COLUMN note TEXT",)))
        assert connection.execute("SELECT number, note FROM exchanges").fetchall() == [(1, None)]
    assert version_of(file) == len(MIGRATIONS) + 1


def test_a_failing_step_changes_nothing(history: History, file: Path) -> None:
    steps = (*MIGRATIONS, ("CREATE TABLE more (id INTEGER)", "NONSENSE"))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, steps)
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    assert "more" not in names
    assert version_of(file) == len(MIGRATIONS)


def test_a_file_of_a_later_version_is_left_alone(file: Path) -> None:
    History.open(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="later version") as caught:
        History.open(file)
    assert "Update" in caught.value.advice
    assert version_of(file) == 99


@pytest.mark.parametrize("damage", ["garbage", "cut", "pages"])
def test_a_damaged_file_is_set_aside(file: Path, damage: str) -> None:
    first = History.open(file)
    for _ in range(200):
        add(first, make_exchange(), "words " * 20)
    first.close()
    data = file.read_bytes()
    broken = {
        "garbage": b"this is no database at all" * 100,
        "cut": data[: len(data) // 2],
        "pages": data[:4096] + b"\xff" * (len(data) - 4096),
    }[damage]
    file.write_bytes(broken)
    opened = History.open(file)
    (aside,) = file.parent.glob("history-damaged-*.sqlite")
    assert aside.read_bytes() == broken
    assert str(aside) in opened.warning
    assert add(opened) == 1
    opened.close()


def test_damage_found_later_is_told(history: History, file: Path) -> None:
    add(history)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE details")
    with pytest.raises(HistoryError, match="cannot be used"):
        history.get(1)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HistoryError, match="cannot be opened") as caught:
        History.open(tmp_path / "file" / "history.sqlite")
    assert "CLOUDFLOW_HOME" in caught.value.advice


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite").mkdir()
    with pytest.raises(HistoryError, match="cannot be opened"):
        History.open(tmp_path / "history.sqlite")


def test_several_connections_write_at_once(file: Path) -> None:
    errors: list[HistoryError] = []

    def write() -> None:
        try:
            own = History.open(file)
            for _ in range(20):
                add(own)
            own.close()
        except HistoryError as error:
            errors.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    opened = History.open(file)
    assert [row.number for row in opened.rows()] == list(range(80, 0, -1))
    opened.close()


def test_one_history_serves_several_threads(history: History) -> None:
    threads = [threading.Thread(target=lambda: add(history)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert history.count() == 4


BEGIN_AND_DIE = """
import os, signal, sys
from pathlib import Path
from tempfile import TemporaryDirectory
from cloudflow_tui.history import History
from tests.history.samples import add, begin
history = History.open(Path(sys.argv[1]))
add(history)
begin(history)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_its_request(file: Path) -> None:
    done = subprocess.run([sys.executable, "-c", BEGIN_AND_DIE, str(file)], check=False)
    assert done.returncode == -signal.SIGKILL
    opened = History.open(file)
    unknown, answered = opened.rows()
    assert opened.warning == ""
    assert (unknown.outcome, unknown.what_happened) == (Outcome.SENDING, "outcome unknown")
    assert answered.outcome is Outcome.ANSWERED
    assert opened.get(unknown.number).request.method == "GET"
    assert begin(opened) == 3
    opened.close()


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history import History
from tests.history.samples import add, begin
# Once before: the interpreter may lie where nobody else can read it.
warm = History.open(Path(sys.argv[1]).parent / "other.sqlite")
add(warm), warm.rows(query="users"), warm.close()
import urllib.parse
(Path(sys.argv[1]).parent / "other.sqlite").unlink()
Path(sys.argv[1]).parent.chmod(int(sys.argv[2]))
if os.getuid() == 0:
    os.setuid(65534)
history = History.open(Path(sys.argv[1]))
print(history.warning)
print([row.number for row in history.rows(query="users")])
try:
    begin(history)
except HistoryError as error:
    print(error)
"""


@pytest.mark.parametrize("mode", [0o555, 0o777])
def test_a_file_that_may_only_be_read(mode: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        history = History.open(folder / "history.sqlite")
        add(history)
        history.close()
        (folder / "history.sqlite").chmod(0o444)
        words = [sys.executable, "-c", READ_AS_NOBODY, str(folder / "history.sqlite"), str(mode)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        folder.chmod(0o755)
    warning, numbers, error = done.stdout.splitlines()
    assert "can only be read" in warning
    assert numbers == "[1]"
    assert "cannot be used" in error


def test_a_full_disk_is_told_and_nothing_is_lost(history: History, file: Path) -> None:
    add(history)
    with history.store.alone() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    big = make_exchange(response=make_response(200, bytes(range(256)) * 3000))
    with pytest.raises(HistoryError, match="full") as caught:
        add(history, big)
    assert "Make room" in caught.value.advice
    assert history.rows()[-1].number == 1
    with history.store.alone() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages * 100}")
    add(history, big)
    assert history.count() >= 2


def test_a_lock_of_another_program_is_told(history: History, file: Path) -> None:
    with history.store.alone() as connection:
        connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(HistoryError, match="locked") as caught:
            add(history)
        assert "try again" in caught.value.advice
        other.execute("ROLLBACK")
    add(history)


def test_a_clock_that_goes_backwards_changes_no_order(history: History) -> None:
    early = make_exchange(timing=make_timing(started_at=STARTED_AT - timedelta(days=900)))
    assert [add(history), add(history, early), add(history)] == [1, 2, 3]
    assert [row.number for row in history.rows()] == [3, 2, 1]
    assert [(one.key, one.count) for one in history.views.groups("day")] == [
        ("2026-03-01", 2),
        ("2023-09-13", 1),
    ]
