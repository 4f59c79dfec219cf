"""Who gets in: login with password, e-mail with key, and nobody else."""

from __future__ import annotations

from base64 import b64encode

import pytest

from cloudflow_tui.sandbox.auth import API_KEYS, PASSWORD, digest, opens, read_basic, sign_in
from cloudflow_tui.sandbox.store import Object, Store


def header(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("value", "credentials"),
    [
        (header("ann:secret"), ("ann", "secret")),
        (header("ann:a:b"), ("ann", "a:b")),
        (header("ann:").replace("Basic", "basic"), ("ann", "")),
        (header("ann"), None),
        ("Bearer abc", None),
        ("Basic !!", None),
        ("Basic /w==", None),
        ("", None),
    ],
)
def test_read_basic(value: str, credentials: tuple[str, str] | None) -> None:
    assert read_basic(value) == credentials


def make_user(**more: object) -> Object:
    user: Object = {"id": 7, "login": "ann", "email": "ann@example.com", "status": "active"}
    return {**user, PASSWORD: digest("word"), API_KEYS: [digest("key"), digest("other")], **more}


@pytest.mark.parametrize(
    ("name", "secret", "is_open"),
    [
        ("ann", "word", True),
        ("ann@example.com", "key", True),
        ("ann@example.com", "other", True),
        ("ann", "key", False),
        ("ann@example.com", "word", False),
        ("ann", "", False),
        ("ann", "Word", False),
        ("bob", "word", False),
    ],
)
def test_opens(name: str, secret: str, is_open: bool) -> None:
    user = make_user()
    assert opens(user, name, secret) is is_open
    store = Store()
    store.insert("user", user)
    assert sign_in(store, name, secret) == (user if is_open else None)


@pytest.mark.parametrize(
    "more", [{"status": "suspended"}, {"status": "deleted"}, {"locked_at": "2026-03-01"}]
)
def test_closed(more: dict[str, object]) -> None:
    assert not opens(make_user(**more), "ann", "word")


def test_no_password_opens_nothing() -> None:
    assert not opens(make_user(**{PASSWORD: None, API_KEYS: None}), "ann", "")


def test_login_that_looks_like_mail() -> None:
    store = Store()
    store.insert("user", make_user(login="ann@home"))
    assert sign_in(store, "ann@home", "word") is not None
