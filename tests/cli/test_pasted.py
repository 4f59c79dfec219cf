"""Text of any encoding, from a file or a pipe."""

from __future__ import annotations

import pytest

from cloudflow_tui.cli.pasted import decoded


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("GET /users".encode("utf-16"), "GET /users"),
        (b"\xef\xbb\xbfGET /users", "GET /users"),
        (b"curl \x96u ann", "curl –u ann"),
        (b"\xff\xfe", ""),
        (b"", ""),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert decoded(data) == text
