"""Long bodies compared by a process of their own: as they are here, told how far, and stopped."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import compare
from cloudflow_tui.document.body import Body
from cloudflow_tui.document.compare import (
    APART_ABOVE_BYTES,
    Change,
    CompareOptions,
    CompareStopped,
    Comparison,
    compare_bodies,
    compare_here,
)
from cloudflow_tui.document.compare_apart import compare_apart
from cloudflow_tui.document.compare_data import exact_json, exact_text
from cloudflow_tui.document.compare_rows import Row, SideBySide, Stretch, pack, runs_of, unpack

USERS = [{"user": {"id": number, "login": f"login{number}", "roles": [1, 2]}} for number in range(3000)]
OTHERS = [*USERS[1:1500], {"user": {"id": 9999, "login": "new"}}, *USERS[1500:], USERS[0]]


def apart(old: bytes, new: bytes, options: CompareOptions | None = None) -> Comparison:
    found = compare_apart(Body.of(old), Body.of(new), "", "", options or CompareOptions())
    assert found is not None
    return found


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (as_json(USERS), as_json(OTHERS)),
        (b"<users><user><id>1</id></user></users>", b"<users><user><id>2</id><a>x</a></user></users>"),
        (b'{"a": 1.50, "b": 1e400, "s": "\\ud800"}', b'{"a": 1.5, "b": 1e401, "s": "\\ud801"}'),
        (b'{"a": {"b": 123456789012345678901234567890, "c": 0.10}}', b"[]"),
        (b"one\ntwo\nthree", "one\nzwei\nthr\u00e9\u2028e\r\nfour".encode()),
        (b"", b"{}"),
        (b"", b""),
    ],
    ids=["lists", "xml", "numbers", "value", "text", "nothing and something", "nothing"],
)
def test_gives_what_this_process_gives(old: bytes, new: bytes) -> None:
    options = CompareOptions(ignored_names={"login"})
    found = apart(old, new, options)
    wanted = compare_here(Body.of(old), Body.of(new), "", "", options)
    assert list(found.rows) == list(wanted.rows)
    assert found.rows[-1:] == wanted.rows[-1:]
    assert found.runs() == wanted.runs()
    assert list(found.changes) == list(wanted.changes)
    assert found.changes[-1:] == list(wanted.changes[-1:])
    assert (found.words, found.ignored, found.note) == (wanted.words, wanted.ignored, wanted.note)
    assert found.is_equal == wanted.is_equal


def test_long_bodies_go_there_by_themselves(tmp_path: Path) -> None:
    users = USERS * (APART_ABOVE_BYTES // len(as_json(USERS)) + 1)
    file = tmp_path / "long.body"
    file.write_bytes(as_json(users))
    said: list[str] = []
    options = CompareOptions(tell=said.append)
    new = as_json([*users[:-1], {"user": {}}])
    compared = compare_bodies(Body.in_file(file), Body.of(new), options=options)
    assert not isinstance(compared.changes, tuple)
    assert list(compared.changes) == [
        Change(f"[{len(users) - 1}].user.{name}", "removed", users[-1]["user"][name])
        for name in ("id", "login", "roles")
    ]
    assert all(isinstance(words, str) for words in said)


def test_it_tells_how_far_it_is() -> None:
    said: list[str] = []
    compare_here(Body.of(as_json(USERS)), Body.of(as_json(OTHERS)), "", "", CompareOptions(tell=said.append))
    assert said[:3] == ["reading the first", "reading the second", "comparing"]
    percents = [int(words.split()[0]) for words in said[3:]]
    assert percents == sorted(percents)
    assert percents[0] == 0
    assert percents[-1] == 99
    assert len(percents) >= 100


def test_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def started(argv: list[str], **more: Any) -> subprocess.Popen[bytes]:
        # It would never end by itself.
        child = real([*argv[:1], "-c", "import time; time.sleep(3600)"], **more)
        children.append(child)
        return child

    monkeypatch.setattr(subprocess, "Popen", started)
    with pytest.raises(CompareStopped):
        compare_apart(Body.of(b"1"), Body.of(b"2"), "", "", CompareOptions(is_stopped=lambda: bool(children)))
    assert children[0].returncode is not None


def test_without_a_process_it_is_compared_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("subprocess.Popen", refused)
    old, new = Body.of(as_json(USERS * 20)), Body.of(as_json(OTHERS * 20))
    assert compare_apart(old, new, "", "", CompareOptions()) is None
    assert isinstance(compare_bodies(old, new).changes, tuple)


def test_what_a_process_fails_at_is_not_tried_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cloudflow_tui.document.compare_apart.compare_apart", lambda *_: None)
    monkeypatch.setattr(compare, "HERE_AT_MOST_BYTES", APART_ABOVE_BYTES)
    long = Body.of(b"x" * APART_ABOVE_BYTES)
    with pytest.raises(OSError, match="memory"):
        compare_bodies(long, long)


def test_a_spool_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        compare_apart(Body(b"", tmp_path / "gone.body", 9), Body.of(b""), "", "", CompareOptions())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(-9, 9, allow_nan=False, places=3) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=10,
)


@given(VALUES)
def test_a_value_goes_there_and_back(value: Any) -> None:
    text = exact_text(value)
    assert "\n" not in text
    assert exact_json(text) == value


STRETCHES = st.lists(
    st.builds(
        Stretch,
        st.sampled_from(["same", "changed", "added", "removed", "moved", "ignored"]),
        st.integers(1, 9),
        st.booleans(),
        st.booleans(),
    ),
    max_size=20,
)


@given(STRETCHES)
def test_rows_agree_with_a_plain_reading(stretches: list[Stretch]) -> None:
    assert list(unpack(pack(stretches))) == stretches
    left = [f"l{number}" for number in range(sum(one.length for one in stretches if one.has_left))]
    right = [f"r{number}" for number in range(sum(one.length for one in stretches if one.has_right))]
    plain: list[Row] = []
    lefts, rights = enumerate(left, 1), enumerate(right, 1)
    for kind, length, has_left, has_right in stretches:
        for _ in range(length):
            left_number, left_text = next(lefts) if has_left else (0, None)
            right_number, right_text = next(rights) if has_right else (0, None)
            plain.append(Row(kind, left_number, left_text, right_number, right_text))
    rows = SideBySide(left, right, stretches)
    assert list(rows) == plain
    assert [rows[index] for index in range(len(rows))] == plain
    assert [rows[-index - 1] for index in range(len(rows))] == plain[::-1]
    assert rows[1:5] == plain[1:5]
    assert rows.runs() == runs_of(plain)
    with pytest.raises(IndexError):
        rows[len(plain)]
