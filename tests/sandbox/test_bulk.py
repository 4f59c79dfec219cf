"""A large seed laid down in parts: no question sees the difference, and none is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.sandbox.bulk import FIRST_PART, Bulk, Span, read_span
from cloudflow_tui.sandbox.store import Filter, Object, Store

TOLD, LAST = 5, 1000


def make(start: int, end: int) -> Iterable[Object]:
    for number in range(start, end):
        yield {
            "id": number,
            "identifier": f"i{number}",
            "label": f"n{number % 7}",
            "_in": [f"zone:{number % 3}"],
        }


def make_store(*, is_newest_first: bool, path: Path | None = None) -> Store:
    store = Store(path, seeder=lambda kind: make(1, TOLD + 1))
    store.bulks = {"row": Bulk(TOLD + 1, LAST, make, is_newest_first)}
    return store


def whole() -> Store:
    """The same objects, all there from the start."""
    return Store(seeder=lambda kind: make(1, LAST + 1))


@given(
    is_newest_first=st.booleans(),
    parts=st.integers(0, 2),
    asks_newest=st.booleans(),
    limit=st.sampled_from([-1, 1, 10, 300, 2000]),
    offset=st.sampled_from([0, 3, 190, 600, 999]),
    wanted=st.sampled_from([Filter(), Filter(parent="zone:1"), Filter(equal=(("label", "n3"),))]),
)
@settings(deadline=None, max_examples=60)
def test_no_question_sees_the_difference(
    is_newest_first: bool, parts: int, asks_newest: bool, limit: int, offset: int, wanted: Filter
) -> None:
    store = make_store(is_newest_first=is_newest_first)
    store.ensure("row")
    for _ in range(parts):
        assert store.lay_some()
    given_rows = store.select("row", wanted, limit=limit, offset=offset, is_newest_first=asks_newest)
    assert given_rows == whole().select(
        "row", wanted, limit=limit, offset=offset, is_newest_first=asks_newest
    )


@pytest.mark.parametrize("is_newest_first", [True, False])
def test_the_first_answer_waits_for_a_part_only(is_newest_first: bool) -> None:
    store = make_store(is_newest_first=is_newest_first)
    rows, total = store.select("row", limit=10, is_newest_first=is_newest_first)
    assert (len(rows), total) == (10, LAST)
    assert store._db.execute("SELECT count(*) FROM objects").fetchone()[0] == TOLD + FIRST_PART
    assert store.counts() == {"row": LAST}
    assert store.next_id("row") == LAST + 1


def test_single_objects_are_there_at_once() -> None:
    for number in (1, TOLD + 1, 500, LAST):
        for text in (str(number), f"i{number}"):
            found = make_store(is_newest_first=True).find("row", text)
            assert found is not None
            assert found["id"] == number
    assert make_store(is_newest_first=True).get("row", LAST + 1) is None


def test_all_is_there_after_enough_parts() -> None:
    store = make_store(is_newest_first=True)
    revision = store.revision
    assert sum(1 for _ in iter(store.lay_some, False)) < LAST
    assert store.revision == revision
    assert store._db.execute("SELECT count(*) FROM objects").fetchone()[0] == LAST
    assert not store.lay_some()


def test_what_was_rolled_back_is_laid_again() -> None:
    store = make_store(is_newest_first=True)
    store.select("row")
    store.rollback()
    assert store.select("row")[1] == LAST
    store = make_store(is_newest_first=True)
    store.ensure("row")
    store.commit()
    store.select("row")
    store.rollback()
    assert store.select("row")[1] == LAST


def test_new_changed_and_removed_objects_stay_so() -> None:
    store = make_store(is_newest_first=True)
    assert store.insert("row", {"label": "new"})["id"] == LAST + 1
    old = store.get("row", 300)
    assert old is not None
    store.save("row", {**old, "label": "changed"})
    store.remove("row", 301)
    for _ in iter(store.lay_some, False):
        pass
    assert store.select("row")[1] == LAST
    assert store.get("row", 301) is None
    assert (store.get("row", 300) or {})["label"] == "changed"


def test_a_file_goes_on_where_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "cloud.db"
    store = make_store(is_newest_first=True, path=path)
    store.lay_some()
    store.close()
    again = make_store(is_newest_first=True, path=path)
    assert again.select("row")[1] == LAST
    assert len({row["id"] for row in again.select("row")[0]}) == LAST
    again.close()


@pytest.mark.parametrize("is_newest_first", [True, False])
def test_parts_make_up_the_span(is_newest_first: bool) -> None:
    rest, seen = Span(6, 31), []
    while rest.size:
        part, rest = rest.part(10, is_newest_first=is_newest_first)
        assert read_span(rest.written()) == rest
        seen += list(range(part.start, part.end))
    assert sorted(seen) == list(range(6, 31))
