"""A long body masked and laid out by a process of its own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cloudflow_tui.document import Body, open_document
from cloudflow_tui.redact import MASK, Redactor
from cloudflow_tui.redact.masked_chunks import GivenUpError, GrowingFile
from cloudflow_tui.redact.reading import Reading
from cloudflow_tui.redact.reading_child import carry_out

ITEM = {"id": 1, "label": "é vm", "roles": [{"id": 1}, {}], "note": 'a "quoted" one'}


def body_of(count: int, **more: object) -> bytes:
    return json.dumps([ITEM, {**ITEM, **more}, *[ITEM] * count]).encode()


def order_of(
    path: Path, secrets: list[str] | None, content_type: str = "application/json"
) -> dict[str, object]:
    return {
        "body": str(path),
        "content_type": content_type,
        "secrets": secrets,
        "text": str(path.with_name("text")),
        "masked": str(path.with_name("masked")),
    }


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (body_of(20_000), "application/json"),
        (body_of(20_000)[:-3], "application/json"),
        (b'{"id":1}', "application/json"),
        (b"<a><b>1</b>" + b"<b>2</b>" * 200_000 + b"</a>", "application/xml"),
        (b"<a>words<b>1</b>" + b"<b>2</b>" * 200_000 + b"</a>", "application/xml"),
        (b"\xef\xbb\xbf" + body_of(2000), "application/json"),
        (body_of(2000).decode().encode("utf-16"), "application/json"),
        (b"plain words\n" * 9000, "text/plain"),
        (bytes(range(256)) * 900, "application/octet-stream"),
        (b"", "application/json"),
    ],
    ids=["json", "cut json", "short", "xml", "mixed xml", "mark", "wide", "text", "binary", "empty"],
)
def test_is_what_is_read_at_once(data: bytes, content_type: str, tmp_path: Path) -> None:
    path = tmp_path / "one.body"
    path.write_bytes(data)
    reading = Reading.begin(path, content_type, Redactor())
    assert reading is not None
    read = reading.finish(len(data))
    assert read is not None
    expected = open_document(Body.of(data), content_type)
    is_same = read.document.text[:] == expected.text[:]
    assert is_same
    assert (read.document.kind, read.document.note) == (expected.kind, expected.note)
    assert read.document.line_count == expected.line_count
    assert read.body == Body(b"", path, len(data))
    assert [one.name for one in tmp_path.iterdir()] == ["one.body"]


def test_secrets_are_masked_from_where_they_stand(tmp_path: Path) -> None:
    data = body_of(20_000, password="hunter22", note="knows s3cret-value")
    path = tmp_path / "one.body"
    path.write_bytes(data)
    reading = Reading.begin(path, "application/json", Redactor(["s3cret-value"]))
    assert reading is not None
    read = reading.finish(len(data))
    assert read is not None
    assert read.body.path is not None
    masked = read.body.read()
    is_same = masked == Redactor(["s3cret-value"]).body(data, "application/json")
    assert is_same
    assert masked.count(MASK.encode()) == 2
    assert b"hunter22" not in read.document.text[:]
    assert read.body.path.stat().st_mode & 0o077 == 0
    assert len(list(tmp_path.iterdir())) == 2


def test_nothing_is_masked_when_the_secrets_are_to_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "one.body"
    path.write_bytes(b'{"password":"hunter22"}')
    reading = Reading.begin(path, "application/json", None)
    assert reading is not None
    read = reading.finish(23)
    assert read is not None
    assert b"hunter22" in read.document.text[:]


def test_reads_a_file_that_grows(tmp_path: Path) -> None:
    data = body_of(30_000)
    path = tmp_path / "one.body"
    with path.open("wb", buffering=0) as handle:
        handle.write(data[:100_000])
        reading = Reading.begin(path, "application/json", Redactor())
        assert reading is not None
        for start in range(100_000, len(data), 100_000):
            handle.write(data[start : start + 100_000])
    read = reading.finish(len(data))
    assert read is not None
    is_same = read.document.text[:] == open_document(Body.of(data), "application/json").text[:]
    assert is_same


def test_stopped_it_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "one.body"
    path.write_bytes(body_of(100))
    reading = Reading.begin(path, "application/json", Redactor())
    assert reading is not None
    reading.stop()
    reading.stop()
    assert reading.finish(1) is None
    assert [one.name for one in tmp_path.iterdir()] == ["one.body"]


def test_asked_to_stop_while_it_waits(tmp_path: Path) -> None:
    path = tmp_path / "one.body"
    path.write_bytes(body_of(100_000))
    reading = Reading.begin(path, "application/json", Redactor())
    assert reading is not None
    assert reading.finish(path.stat().st_size, lambda: True) is None
    assert [one.name for one in tmp_path.iterdir()] == ["one.body"]


def test_a_body_that_is_gone(tmp_path: Path) -> None:
    reading = Reading.begin(tmp_path / "no.body", "application/json", Redactor())
    assert reading is not None
    assert reading.finish(10) is None


def test_waits_for_bytes_that_are_still_to_come() -> None:
    handle = io.BytesIO(b"abc")
    turns = iter([None, None, 6])

    def wait() -> int | None:
        place = handle.tell()
        handle.seek(0, io.SEEK_END)
        handle.write(b"d")
        handle.seek(place)
        return next(turns)

    assert GrowingFile(handle, wait).read(10) == b"abcddd"


def test_is_given_up_when_nobody_waits(tmp_path: Path) -> None:
    path = tmp_path / "one.body"
    path.write_bytes(b"[1")

    def wait() -> int | None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        carry_out(order_of(path, []), wait)


def test_the_child_in_this_process(tmp_path: Path) -> None:
    data = body_of(20_000, password="hunter22")
    path = tmp_path / "one.body"
    path.write_bytes(data)
    said = carry_out(order_of(path, []), lambda: len(data))
    assert said["is_masked"] is True
    assert said["note"] == ""
    assert said["sniffed"]["kind"] == "json"
    assert sum(1 for line in (tmp_path / "text").read_bytes().split(b"\n")) == said["ends"][-1] + 1


def test_masks_beside_the_process_as_in_it(tmp_path: Path) -> None:
    data = body_of(20_000, password="hunter22")
    path = tmp_path / "one.body"
    path.write_bytes(data)
    script = (
        "import sys; from pathlib import Path; from cloudflow_tui.redact.masked_chunks import MaskedChunks\n"
        "path = Path(sys.argv[1])\n"
        "source = MaskedChunks(path, path.with_name('masked'), content_type='application/json', secrets=[],"
        " wait=lambda: path.stat().st_size)\n"
        "sys.stdout.buffer.write(b''.join(source.beside()) + str(source.is_masked).encode())\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, check=True)
    is_same = done.stdout == Redactor().body(data, "application/json") + b"True"
    assert is_same
    assert (tmp_path / "masked").read_bytes() + b"True" == done.stdout
