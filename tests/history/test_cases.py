"""Cases: opened, filled, searched, closed; nothing secret in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.history import History
from tests.factories import STARTED_AT
from tests.history.samples import add, all_bytes, begin

CANARY = "kanarienvogel-7"


def test_from_open_to_closed(history: History) -> None:
    opened = history.cases.open("TCK-4471", "Users cannot be made", at=STARTED_AT)
    assert (opened.name, opened.title, opened.is_open) == ("TCK-4471", "Users cannot be made", True)
    assert opened.opened_at == STARTED_AT
    closed = history.cases.close("tck-4471", at=STARTED_AT)
    assert (closed.is_open, closed.closed_at) == (False, STARTED_AT)
    again = history.cases.open("TCK-4471")
    assert (again.is_open, again.title) == (True, "Users cannot be made")
    history.cases.delete("TCK-4471")
    assert history.cases.all() == []


def test_what_is_sent_meanwhile_belongs_to_it(history: History) -> None:
    add(history)
    history.begin_in_case("TCK-1")
    add(history)
    begin(history)
    history.begin_in_case("")
    add(history)
    assert history.cases.numbers("TCK-1") == [2, 3]
    assert [row.cases for row in history.rows()] == [(), ("TCK-1",), ("TCK-1",), ()]


def test_tags_come_later_too(history: History) -> None:
    numbers = [add(history) for _ in range(3)]
    assert history.cases.tag("A", numbers[:2]) == 2
    assert history.cases.tag("A", numbers) == 1
    assert history.cases.tag("B", numbers[:1]) == 1
    assert history.rows()[2].cases == ("A", "B")
    assert history.cases.untag("A", [1, 2, 99]) == 2
    assert history.cases.get("A").exchange_count == 1


def test_an_unknown_exchange_changes_nothing(history: History) -> None:
    number = add(history)
    with pytest.raises(HistoryError, match="no exchange 99"):
        history.cases.tag("A", [number, 99])
    assert history.cases.all() == []


@pytest.mark.parametrize("name", ["", "  ", "a,b", "a*", 'a"b', "none", "ANY", "x" * 101, "a\nb", "a\x1bb"])
def test_names_that_cannot_be(history: History, name: str) -> None:
    with pytest.raises(HistoryError):
        history.cases.open(name)


def test_an_unknown_case_names_the_nearest(history: History) -> None:
    history.cases.open("TCK-4471")
    with pytest.raises(HistoryError, match="TCK-4417") as caught:
        history.cases.get("TCK-4417")
    assert "TCK-4471" in caught.value.advice


def test_they_are_searched(history: History) -> None:
    history.cases.open("A", "Backups fail")
    history.cases.open("B", "Login")
    history.cases.add_note("waits for the backup server", name="B")
    history.cases.close("A")
    assert [case.name for case in history.cases.all()] == ["B", "A"]
    assert [case.name for case in history.cases.all("backup")] == ["B", "A"]
    assert [case.name for case in history.cases.all("backup waits")] == ["B"]
    assert [case.name for case in history.cases.all(is_open=True)] == ["B"]
    assert [case.name for case in history.cases.all(is_open=False)] == ["A"]


def test_notes(history: History) -> None:
    number = add(history)
    first = history.cases.add_note("on the exchange", number=number, author="ann", at=STARTED_AT)
    history.cases.add_note("on the case", name="A")
    assert history.cases.notes(number=number) == [first]
    assert (first.author, first.written_at, first.number) == ("ann", STARTED_AT, number)
    assert [note.text for note in history.cases.notes(name="A")] == ["on the case"]
    assert history.rows()[0].has_note
    history.cases.add_note("again", number=number, mark=first.mark)
    assert history.cases.notes(number=number) == [first]
    history.cases.remove_note(first.id)
    assert history.cases.notes(number=number) == []
    with pytest.raises(HistoryError, match="empty"):
        history.cases.add_note(" ", name="A")


def test_attachments(history: History) -> None:
    history.cases.attach("A", "/tmp/some/log.txt", b"one", "text/plain")
    history.cases.attach("A", "log.txt", b"two", "text/plain")
    history.cases.attach("A", "..\\dump.bin", b"\0\1")
    assert [(one.name, one.size_bytes) for one in history.cases.attachments("A")] == [
        ("log.txt", 3),
        ("dump.bin", 2),
    ]
    assert history.cases.attached("A", "log.txt") == b"two"
    with pytest.raises(HistoryError, match="no file"):
        history.cases.attached("A", "other")
    with pytest.raises(HistoryError, match="no name"):
        history.cases.attach("A", "..", b"")


def test_nothing_secret_gets_in(history: History, file: Path) -> None:
    history.know_secret(CANARY)
    history.cases.open("A", f"title {CANARY}")
    history.cases.add_note(f"he said {CANARY}", name="A", author=CANARY)
    history.cases.attach("A", "log.txt", b"password=hunter22 and " + CANARY.encode(), "text/plain")
    on_disk = all_bytes(file)
    assert CANARY.encode() not in on_disk
    assert b"hunter22" not in on_disk
