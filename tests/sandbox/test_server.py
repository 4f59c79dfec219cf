"""Addresses to listen on, and a server that ends when its lifeline does."""

from __future__ import annotations

import os
import threading
from urllib.request import Request, urlopen

import pytest

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.server import bind, serve, url_of
from tests.sandbox.support import PASSWORD, basic


def test_any_free_port() -> None:
    with bind(SandboxOptions()) as first, bind(SandboxOptions()) as second:
        assert url_of(first) != url_of(second)
        assert url_of(first).startswith("http://127.0.0.1:")


def test_taken_port() -> None:
    with bind(SandboxOptions()) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(SandboxError, match=str(port)):
            bind(SandboxOptions(port=port))


def test_refuses_others() -> None:
    with pytest.raises(SandboxError, match="other machines"):
        bind(SandboxOptions(host="0.0.0.0"))


def test_public_address_is_told_as_one_to_call() -> None:
    with bind(SandboxOptions(host="0.0.0.0", is_public=True)) as listener:
        assert url_of(listener).startswith("http://127.0.0.1:")


def test_ends_with_its_lifeline() -> None:
    addresses: list[str] = []
    is_told = threading.Event()

    def announce(url: str) -> None:
        addresses.append(url)
        is_told.set()

    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as lifeline:
        options = SandboxOptions(password=PASSWORD)
        thread = threading.Thread(target=serve, args=(options, announce), kwargs={"lifeline": lifeline})
        thread.start()
        try:
            assert is_told.wait(30)
            request = Request(f"{addresses[0]}/version.json", headers={"Authorization": basic()})
            with urlopen(request, timeout=20) as answer:
                assert answer.status == 200
        finally:
            os.close(writing)
            thread.join(30)
        assert not thread.is_alive()
