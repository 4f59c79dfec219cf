"""Long bodies are masked in windows with the same result as in one piece."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.redact import MASK, masking
from cloudflow_tui.redact.masking import mask_bytes, mask_pieces
from cloudflow_tui.redact.values import Kind, KnownValues

PIECES = st.lists(
    st.sampled_from(
        [
            '{"password":"hunter2"}',
            '{"note":"it is hunter2, you see"}',
            '{"user_api_keys":[{"id":1,"key":"abc"}]}',
            '{"pass":["a","b",3]}',
            '{"id":1234,"label":"a b 1234 c"}',
            '{"label":"\\"}"}',
            '"plain"',
            "17",
        ]
    ),
    max_size=40,
)


def in_windows(data: bytes, kind: Kind, values: KnownValues) -> bytes:
    return b"".join(masked for _, masked in mask_pieces(io.BytesIO(data).read, kind, values))


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "WINDOW_BYTES", 64)
    monkeypatch.setattr(masking, "OVERLAP_BYTES", 48)


@pytest.mark.usefixtures("small_windows")
class TestSmallWindows:
    @settings(max_examples=200)
    @given(PIECES, st.booleans())
    def test_windows_change_nothing(self, pieces: list[str], has_number: bool) -> None:
        data = ("[" + ", ".join(pieces) + "]").encode()
        values = KnownValues(["hunter2", "1234"] if has_number else ["hunter2"])
        found = in_windows(data, "json", values)
        assert found == mask_bytes(data, "json", values)
        json.loads(found)
        both = list(mask_pieces(io.BytesIO(data).read, "json", values))
        assert b"".join(piece for piece, _ in both) == data
        assert b"".join(masked for _, masked in both) == found
        assert all((piece is masked) == (piece == masked) for piece, masked in both)

    def test_a_secret_longer_than_a_window(self) -> None:
        data = b'{"a":1,"private_key":"' + b"x" * 1000 + b'","b":2}'
        assert in_windows(data, "json", KnownValues()) == f'{{"a":1,"private_key":"{MASK}","b":2}}'.encode()

    def test_a_secret_without_end_masks_the_rest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(masking, "STREAM_LIMIT_BYTES", 256)
        data = b'{"a":1,"password":"' + b"x" * 10_000
        assert in_windows(data, "json", KnownValues()) == f'{{"a":1,"password":"{MASK}'.encode()
        pieces = [piece for piece, _ in mask_pieces(io.BytesIO(data).read, "json", KnownValues())]
        assert b"".join(pieces) == data
        assert max(len(piece) for piece in pieces) < 1000

    def test_xml(self) -> None:
        data = b"<users>" + b"<user><id>1</id><password>hunter2</password></user>" * 50 + b"</users>"
        expected = data.replace(b"hunter2", MASK.encode())
        assert in_windows(data, "xml", KnownValues(["user"])) == expected


def test_a_long_body_of_one_line() -> None:
    data = b"x" * 3_000_000 + b"hunter2" + b"y" * 100_000
    expected = data.replace(b"hunter2", MASK.encode())
    assert in_windows(data, "text", KnownValues(["hunter2"])) == expected
