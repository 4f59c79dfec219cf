"""Options that are refused, and versions that compare."""

from __future__ import annotations

import pytest

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.options import (
    SandboxOptions,
    check_options,
    is_loopback,
    make_password,
    version_key,
)


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_loopback(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own


def test_public_only_when_said_so() -> None:
    with pytest.raises(SandboxError, match="--i-know"):
        check_options(SandboxOptions(host="0.0.0.0"))
    check_options(SandboxOptions(host="0.0.0.0", is_public=True))


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (SandboxOptions(port=65536), "port"),
        (SandboxOptions(size="huge"), "size"),  # type: ignore[arg-type]  # what a caller may get wrong
        (SandboxOptions(api_version="new"), "version"),
        (SandboxOptions(api_version=""), "version"),
        (SandboxOptions(api_version="99"), "version"),
        (SandboxOptions(api_version="1.9"), "version"),
    ],
)
def test_refused(options: SandboxOptions, word: str) -> None:
    with pytest.raises(SandboxError, match=word):
        check_options(options)


def test_versions_compare() -> None:
    keys = [version_key(text) for text in ("2.0", "2.3", "5.4.0-12", "5.10", "6", "6.7")]
    assert all(key is not None for key in keys)
    assert keys == sorted(keys, key=lambda key: key or (0, 0))
    assert version_key("x.1") is None


def test_password_is_not_shown() -> None:
    assert "pass-phrase" not in repr(SandboxOptions(password="pass-phrase"))
    assert make_password() != make_password()
