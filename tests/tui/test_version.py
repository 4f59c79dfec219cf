"""The version of the Control Panel is asked for at the start; why it is not known is said."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.transport.nasty_server import nasty_server, says, whole
from tests.tui.console import WIDE, console_on


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (whole(b'{"version":"6.7.0"}'), ""),
        (whole(b'{"errors":["no"]}', status="401 Unauthorized"), "GET /version answered 401."),
        (whole(b"<html>hello</html>", headers="Content-Type: text/html"), "GET /version answered 200."),
        (b"", "closed the connection"),
    ],
    ids=["known", "refused", "a page", "nothing"],
)
async def test_why_the_version_is_not_known(answer: bytes, words: str) -> None:
    async with nasty_server(routes={"/version.json": says(answer)}) as server:
        address = SandboxAddress(server.url, "ann", "s3cret-of-ann")
        async with console_on(address, size=WIDE) as console:
            text = console.text()
            assert ("The version is not known: " in text) == bool(words)
            assert words in text
            assert ("version 6.7" in text) == (not words)


async def test_nothing_is_said_over_an_open_call() -> None:
    refused = whole(b"{}", status="500 Internal Server Error")
    async with nasty_server(routes={"/version.json": says(refused)}) as server:
        address = SandboxAddress(server.url, "ann", "s3cret-of-ann")
        async with console_on(address, size=WIDE, endpoint_id="users.list") as console:
            assert "The version is not known" not in console.text()
