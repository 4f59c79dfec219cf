"""stdout: tables, JSON, bytes, and readers that go away."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

from cloudflow_tui.cli.output import Output


def written() -> tuple[Output, io.TextIOWrapper, io.BytesIO]:
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="utf-8", newline="\n", write_through=True)
    return Output(stream), stream, data


def test_columns_are_aligned_and_lines_end_without_blanks() -> None:
    output, _, data = written()
    output.table([("a", "long", ""), ("bbb", "x", "last one")])
    assert data.getvalue().decode() == "a    long\nbbb  x     last one\n"


def test_an_empty_table_prints_nothing() -> None:
    output, _, data = written()
    output.table([])
    assert data.getvalue() == b""


def test_json_keeps_other_scripts_and_ends_with_a_newline() -> None:
    output, _, data = written()
    output.json({"title": "Città", "rows": ()})
    text = data.getvalue().decode()
    assert text.endswith("}\n")
    assert "Città" in text
    assert json.loads(text) == {"title": "Città", "rows": []}


def test_raw_bytes_come_after_what_was_written_before() -> None:
    output, _, data = written()
    output.line("first")
    output.raw(b"\xff\x00")
    assert data.getvalue() == b"first\n\xff\x00"


def test_lines_of_a_server_are_disarmed() -> None:
    output, _, data = written()
    output.lines(["\x1b]0;title\x07"])
    assert data.getvalue() == b"\\x1b]0;title\\x07\n"


def test_a_closed_pipe_is_quiet_and_does_not_change_the_status() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "cloudflow_tui", "explain", "422"],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
