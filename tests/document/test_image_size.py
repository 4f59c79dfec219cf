"""Pixels of an image are told from its beginning, and only when they stand there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document.image_size import image_size

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xe0\x08\x06\0\0\0"
GIF = b"GIF89a\x10\0\x08\0\x80\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\0\x20\0\x40\3"


@pytest.mark.parametrize(
    ("head", "size"), [(PNG, (640, 480)), (GIF, (16, 8)), (JPEG, (64, 32)), (b"", None), (b"%PDF-1.7", None)]
)
def test_size(head: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(head) == size


@pytest.mark.parametrize("head", [PNG, GIF, JPEG])
def test_a_cut_image_never_fails(head: bytes) -> None:
    assert {image_size(head[:end]) for end in range(len(head) + 1)} == {None, image_size(head)}


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_signature_end(rest: bytes) -> None:
    image_size(b"\xff\xd8" + rest)
