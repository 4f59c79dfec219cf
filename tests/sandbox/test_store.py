"""Objects kept, found, counted, changed and undone; in memory and in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.store import Filter, Object, Store


def seeder(kind: str) -> Iterator[Object]:
    if kind == "disk":
        for number in range(1, 6):
            yield {
                "id": number,
                "identifier": f"disk{number}",
                "label": f"Disk {number}",
                "user_id": number % 2 + 1,
                "size": 10 * number,
                "primary": number == 1,
                "note": None,
                "_secret": "hidden",
                "_in": [f"server:{number % 2 + 1}", "zone:1"],
            }


@pytest.fixture
def store() -> Store:
    return Store(seeder=seeder)


def ids(rows: list[Object]) -> list[int]:
    return [row["id"] for row in rows]


def test_seeds_once_and_counts_on(store: Store) -> None:
    assert store.next_id("disk") == 6
    assert store.insert("disk", {"label": "new"})["id"] == 6
    assert store.next_id("disk") == 7
    assert store.next_id("nothing") == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [1, 2, 3, 4, 5]),
        (Filter(parent="server:1"), [2, 4]),
        (Filter(parent="zone:1"), [1, 2, 3, 4, 5]),
        (Filter(parent="zone:11"), []),
        (Filter(owner=2), [1, 3, 5]),
        (Filter(equal=(("user_id", 1),)), [2, 4]),
        (Filter(equal=(("size", 30),)), [3]),
        (Filter(equal=(("label", "Disk 4"),)), [4]),
        (Filter(equal=(("note", None),)), [1, 2, 3, 4, 5]),
        (Filter(equal=(("primary", 1),)), [1]),
        (Filter(text="DISK 2"), [2]),
        (Filter(text="hidden"), []),
        (Filter(parent="server:1", equal=(("size", 40),), text="disk"), [4]),
    ],
)
def test_select(store: Store, wanted: Filter, found: list[int]) -> None:
    rows, total = store.select("disk", wanted)
    assert ids(rows) == found
    assert total == len(found)


def test_pages(store: Store) -> None:
    rows, total = store.select("disk", limit=2, offset=2)
    assert (ids(rows), total) == ([3, 4], 5)
    rows, total = store.select("disk", limit=2, is_newest_first=True)
    assert (ids(rows), total) == ([5, 4], 5)
    rows, total = store.select("disk", limit=2, offset=9)
    assert (ids(rows), total) == ([], 5)


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("disk3", 3), ("Disk 3", 3), ("9", None), ("", None)])
def test_find(store: Store, text: str, number: int | None) -> None:
    found = store.find("disk", text, keys=("label",))
    assert (found and found["id"]) == number


def test_find_takes_any_text(store: Store) -> None:
    for text in ("9" * 40, "٣", "\x00", "' OR 1=1 --"):
        assert store.find("disk", text, keys=("label",)) is None


def test_save_and_remove(store: Store) -> None:
    revision = store.revision
    row = store.get("disk", 2)
    assert row is not None
    row.update(label="other", _in=["server:9"], user_id=7)
    assert store.get("disk", 2) != row
    store.save("disk", row)
    assert store.get("disk", 2) == row
    assert ids(store.select("disk", Filter(parent="server:9"))[0]) == [2]
    assert ids(store.select("disk", Filter(owner=7))[0]) == [2]
    store.remove("disk", 2)
    assert store.get("disk", 2) is None
    assert store.revision > revision


def test_rollback(store: Store) -> None:
    store.ensure("disk")
    store.commit()
    store.insert("disk", {})
    store.rollback()
    assert store.next_id("disk") == 6
    assert len(store.select("disk")[0]) == 5


def test_snapshot(store: Store) -> None:
    store.ensure("disk")
    first = store.snapshot()
    store.remove("disk", 1)
    store.insert("disk", {})
    store.restore(first)
    assert ids(store.select("disk")[0]) == [1, 2, 3, 4, 5]
    assert store.next_id("disk") == 6


def test_facts_and_jobs(store: Store) -> None:
    assert store.fact("mood") == ""
    store.set_fact("mood", "good")
    assert store.fact("mood") == "good"
    assert store.next_due() is None
    store.add_job(20.0, {"do": "later"})
    store.add_job(10.0, {"do": "first"})
    assert store.next_due() == 10.0
    assert store.take_job(9.0) is None
    assert store.take_job(15.0) == {"do": "first"}
    assert store.take_job(15.0) is None


def test_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "cloud.sqlite"
    store = Store(file, seeder)
    store.insert("disk", {"label": "kept"})
    with pytest.raises(SandboxError, match=r"cloud\.sqlite"):
        Store(file)
    snapshot = store.snapshot()
    store.insert("disk", {"label": "gone"})
    store.restore(snapshot)
    store.close()
    again = Store(file, seeder)
    assert again.get("disk", 6) == {"id": 6, "label": "kept"}
    assert again.next_id("disk") == 7
    again.close()


def test_file_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "cloud.sqlite"
    file.write_bytes(b"no database at all, only words" * 100)
    with pytest.raises(SandboxError, match="Give another file"):
        Store(file)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1).filter(lambda name: name not in ("id", "_in")), values))
def test_objects_come_back(row: Object) -> None:
    store = Store()
    made = store.insert("thing", dict(row))
    assert store.get("thing", made["id"]) == {**row, "id": 1}
    store.close()


def test_facts_that_begin_alike_are_forgotten() -> None:
    store = Store()
    for name in ("a:1", "a:2", "b:1"):
        store.set_fact(name, "x")
    store.forget_facts("a:")
    assert [store.fact(name) for name in ("a:1", "a:2", "b:1")] == ["", "", "x"]
