"""Reading beside writing, by several threads and while another program holds the file."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history import History
from tests.history.samples import add


def test_reading_sees_what_was_written_before(history: History) -> None:
    for number in (1, 2, 3):
        assert add(history) == number
        assert history.rows()[0].number == number


def test_reading_within_a_writing_sees_what_that_wrote(history: History) -> None:
    with history.batch():
        add(history)
        assert history.count() == 1
        with ThreadPoolExecutor() as pool:
            assert pool.submit(history.count).result() == 0
    assert history.count() == 1


def test_nobody_waits_to_read_while_a_write_waits_for_another_program(history: History, file: Path) -> None:
    add(history)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        writing = threading.Thread(target=add, args=(history,))
        writing.start()
        assert history.count() == 1
        assert history.get(1).number == 1
        assert writing.is_alive()
        other.execute("COMMIT")
        writing.join()
    assert history.count() == 2


def test_many_threads_read_and_write(history: History) -> None:
    def work(_: int) -> int:
        number = add(history)
        assert history.get(number).number == number
        return history.count()

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(work, range(40)))
    assert history.count() == max(counts) == 40


def test_a_reader_cannot_write(history: History) -> None:
    with (
        pytest.raises(HistoryError, match="readonly"),
        history.store.reading() as connection,
    ):
        connection.execute("DELETE FROM exchanges")


def test_a_closed_one_says_so(history: History) -> None:
    history.close()
    with pytest.raises(HistoryError, match="closed"):
        history.count()
    with pytest.raises(HistoryError, match="closed"):
        add(history)
    history.close()
