"""Large bodies laid out by a process of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.document import Body, find_hits, fold_end, open_document, parents
from cloudflow_tui.document.apart import carry_out, lay_out_apart
from cloudflow_tui.document.document import APART_ABOVE_BYTES
from cloudflow_tui.document.sniff import Sniffed

JSON = b'[{"user":{"id":1,"login":"ann"}},{"user":{"id":2,"login":"bob"}}]'
XML = b"<users><user><id>1</id><login>ann</login></user></users>"


@pytest.mark.parametrize(("data", "kind"), [(JSON, "json"), (XML, "xml"), (JSON[:-9], "json")])
def test_gives_what_this_process_gives(tmp_path: Path, data: bytes, kind: str) -> None:
    file = tmp_path / "a.body"
    file.write_bytes(data)
    apart = lay_out_apart(file, Sniffed("json" if kind == "json" else "xml", "utf-8"))
    assert apart is not None
    plain = open_document(Body.of(data), f"application/{kind}")
    assert apart.index.text[:] == plain.text
    assert apart.index.count == plain.line_count
    assert apart.note == plain.note
    assert [path.name for path in tmp_path.iterdir()] == ["a.body"]


def test_no_process_no_text(tmp_path: Path) -> None:
    assert lay_out_apart(tmp_path / "gone.body", Sniffed("json", "utf-8")) is None
    assert list(tmp_path.iterdir()) == []


def test_the_text_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "a.body").write_bytes(JSON)
    order = {
        "body": str(tmp_path / "a.body"),
        "text": str(tmp_path / "t"),
        "sniffed": {"kind": "json", "charset": "utf-8"},
    }
    assert carry_out(order)["note"] == ""
    assert (tmp_path / "t").stat().st_mode & 0o077 == 0


def test_a_long_body_is_read_like_a_short_one(tmp_path: Path) -> None:
    file = tmp_path / "long.body"
    file.write_bytes(b"[" + b",".join([JSON] * (APART_ABOVE_BYTES // len(JSON) + 1000)) + b"]")
    document = open_document(Body.in_file(file), "application/json")
    assert not isinstance(document.text, bytes)
    last = document.line_count - 1
    assert fold_end(document, 0) == last
    assert parents(document, last - 4)[-1] == "login"
    assert document.line(last - 4).strip() == '"login": "bob"'
    assert next(find_hits(document, "BOB")).line == 11
    assert document.tokens(4)
