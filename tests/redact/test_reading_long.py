"""Bodies of any length and shape are read by a process of their own: to their end, in bounded room."""

from __future__ import annotations

import threading
from pathlib import Path

import psutil
import pytest

from cloudflow_tui.redact import Redactor
from cloudflow_tui.redact.reading import Reading
from tests.document.corpus import LONG_SAMPLES, LongSample

SIZE_BYTES = 12_000_000


class Watched:
    """The most room that the processes of this one had at once, in bytes."""

    def __init__(self) -> None:
        self.most_bytes = 0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        ours = psutil.Process()
        while not self._is_over.wait(0.005):
            taken = 0
            for child in ours.children(recursive=True):
                try:
                    taken += child.memory_info().rss
                except psutil.Error:
                    continue  # It has ended.
            self.most_bytes = max(self.most_bytes, taken)


@pytest.mark.parametrize("sample", LONG_SAMPLES, ids=lambda sample: sample.name)
def test_is_shown_as_far_as_it_goes(tmp_path: Path, sample: LongSample) -> None:
    file = tmp_path / "long.body"
    data = sample.of(SIZE_BYTES)
    file.write_bytes(data)
    with Watched() as watched:
        reading = Reading.begin(file, sample.content_type, Redactor(["never-there"]))
        assert reading is not None
        read = reading.finish(len(data))
    assert read is not None
    document = read.document
    assert sample.note in document.note
    assert bool(sample.note) == bool(document.note)
    assert document.is_complete
    assert document.raw_line(0, 40) == data[:40].decode()
    spread = b"".join(document.text[:].split())
    is_same = spread == b"".join(data.split())
    assert is_same, "only white space was added"
    # The two processes themselves have 40 MB each.
    most_bytes = 150_000_000 + 20 * len(data)
    assert watched.most_bytes < most_bytes
    assert [path.name for path in tmp_path.iterdir()] == ["long.body"]
