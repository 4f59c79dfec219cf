"""Hits counted, and told one by one when they are asked for."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import Body, open_document
from cloudflow_tui.document.find import Part, Wanted, pieces_of
from cloudflow_tui.document.found import Found
from cloudflow_tui.document.text_index import HexLines, HexText


def found(data: bytes, wanted: Wanted) -> Found:
    done = Found([(data, 0)], wanted)
    for piece, count in done.search():
        done.take(piece, count)
    return done


@given(st.text("ab\n\u00e9", max_size=80), st.text("ab\u00e9", min_size=1, max_size=2), st.booleans())
def test_every_hit_has_its_place(text: str, wanted: str, regex: bool) -> None:
    done = found(text.encode(), Wanted(wanted, regex=regex))
    plain = [
        (number, at, at + len(match))
        for number, line in enumerate(text.split("\n"))
        for at, match in _plain(line, wanted)
    ]
    assert [tuple(done.hit(index)) for index in range(done.total)] == plain
    for index, hit in enumerate(plain):
        assert done.index_at(hit[0], hit[1]) == index
    assert sorted(set(done.lines())) == sorted({hit[0] for hit in plain})


def _plain(line: str, wanted: str) -> list[tuple[int, str]]:
    places, at = [], line.find(wanted)
    while at >= 0:
        places.append((at, wanted))
        at = line.find(wanted, at + len(wanted))
    return places


@pytest.mark.parametrize("regex", [False, True])
def test_a_line_of_many_megabytes_is_searched_whole(regex: bool) -> None:
    unit = "needle \u00e9 " + "x" * 90
    text = unit * 90_000
    data = f"first needle\n{text}\nlast needle".encode()
    assert len(list(pieces_of(data))) > 5
    done = found(data, Wanted("needle", regex=regex))
    assert done.total == 90_002
    assert done.hit(0) == (0, 6, 12)
    assert done.hit(50_001) == (1, 50_000 * len(unit), 50_000 * len(unit) + 6)
    assert done.hit(90_001) == (2, 5, 11)
    assert done.index_at(1, 70_000 * len(unit)) == 70_001
    with pytest.raises(IndexError):
        done.hit(90_002)


def test_a_hit_across_a_cut_counts_once() -> None:
    data = b"ab" * 5_000_000
    assert found(data, Wanted("ab")).total == 5_000_000
    assert found(data, Wanted("abab")).total == pytest.approx(2_500_000, abs=10)


@pytest.mark.parametrize(("part", "lines"), [("all", [2, 2, 3, 5]), ("keys", [2, 3]), ("values", [2, 5])])
def test_keys_or_values_of_json(part: Part, lines: list[int]) -> None:
    data = {"user": {"id": "id 1", "id_two": 2, "b": ["x", "id"]}}
    document = open_document(Body.of(json.dumps({"u": data["user"]}).encode()))
    text = document.text[:]
    done = found(text, Wanted("id", part=part, kind="json"))
    hits = [done.hit(index) for index in range(done.total)]
    assert [hit.line for hit in hits] == [line if line < 4 else 6 for line in lines]
    wanted = Wanted("id", part=part, kind="json")
    assert [
        hit for line in range(document.line_count) for hit in wanted.on_line(document.line(line), line)
    ] == hits


@pytest.mark.parametrize(("part", "count"), [("all", 5), ("keys", 3), ("values", 2)])
def test_names_or_values_of_xml(part: Part, count: int) -> None:
    assert found(b'<r><id type="id" id="1">id</id></r>', Wanted("id", part=part, kind="xml")).total == count


def test_several_texts_count_on() -> None:
    done = Found([(b"x one", 0), (b"two\nx x", 1)], Wanted("x"))
    for piece, count in done.search():
        done.take(piece, count)
    assert [tuple(done.hit(index)) for index in range(done.total)] == [(0, 0, 1), (2, 0, 1), (2, 2, 3)]


@pytest.mark.parametrize("size", [0, 1, 16, 17, 32, 100])
def test_binary_data_as_text(size: int) -> None:
    lines = HexLines(bytes(range(size)))
    text = HexText(lines)
    plain = b"\n".join(lines.line(number) for number in range(lines.count))
    assert text[0 : len(text)] == plain
    assert len(text) == len(plain)
    assert text[80:90] == plain[80:90]
    assert [text.find(b"\n", at) for at in range(0, size * 4, 7)] == [
        plain.find(b"\n", at) for at in range(0, size * 4, 7)
    ]
