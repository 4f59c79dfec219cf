"""A request as HTTP text, held against what the client really sends."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cloudflow_tui import __version__
from cloudflow_tui.interchange.raw_http import to_raw_http
from cloudflow_tui.redact import MASK
from cloudflow_tui.request import Draft, build
from cloudflow_tui.transport import Client
from tests.factories import make_profile, make_request
from tests.request.examples import BARE_DELETE, CREATE_USER, LIST_USERS

PASSWORD = "hunter22-and-more"


def test_every_line() -> None:
    request = make_request(
        "POST",
        "/users.json?short",
        headers=(("Accept", "application/json"), ("Content-Type", "application/json")),
        body=b'{\n  "login": "ann"\n}',
    )
    assert to_raw_http(request, "ann") == (
        "POST /users.json?short HTTP/1.1\n"
        "Host: cp.example.com\n"
        "Accept: application/json\n"
        "Content-Type: application/json\n"
        f"User-Agent: cloudflow-tui/{__version__}\n"
        "Accept-Encoding: gzip, deflate\n"
        f"Authorization: Basic {MASK}\n"
        "Content-Length: 20\n"
        "\n"
        '{\n  "login": "ann"\n}'
    )


def test_without_login_there_are_no_credentials() -> None:
    assert "Authorization" not in to_raw_http(make_request())


def test_own_credentials_are_masked() -> None:
    text = to_raw_http(make_request(headers=(("Authorization", "Bearer abc.def"),)), "ann")
    assert f"Authorization: Bearer {MASK}" in text
    assert text.count("Authorization") == 1


def test_no_secret_of_a_body_or_address() -> None:
    for format in ("json", "xml"):
        draft = Draft(CREATE_USER, format="xml" if format == "xml" else "json")
        draft.set("password", PASSWORD)
        draft.set("note", f"it is {PASSWORD}")
        draft.extra_query = [("api_key", "key-of-ann")]
        draft.headers = [("X-Auth", "header-secret")]
        request = build(draft, "https://cp.example.com")
        text = to_raw_http(request, "ann")
        assert not re.search("hunter22|key-of-ann|header-secret", text)
        assert f"Content-Length: {len(request.body)}" in text


def test_what_is_no_text() -> None:
    assert to_raw_http(make_request("POST", body=b"\xff")).endswith("\n\n\ufffd")


@pytest.mark.parametrize("kind", ["read", "write", "nothing to write", "own headers", "deletion"])
async def test_it_is_what_is_sent(kind: str, tmp_path: Path) -> None:
    arrived = bytearray()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.extend(await reader.readuntil(b"\r\n\r\n"))
        length = re.search(rb"content-length: ([0-9]+)", bytes(arrived).lower())
        arrived.extend(await reader.readexactly(int(length[1])) if length else b"")
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    request = build(DRAFTS[kind](), base_url)
    client = Client(make_profile(base_url), PASSWORD, spool_folder=tmp_path)
    async with server:
        exchange = await client.send(request)
        await client.aclose()
    assert exchange.status == 204
    sent = arrived.decode().replace("\r\n", "\n")
    assert re.sub("Basic .*", f"Basic {MASK}", sent) == to_raw_http(request, "ann")


def read() -> Draft:
    draft = Draft(LIST_USERS)
    draft.set("period[startdate]", "2026-03-01 09:15:00")
    draft.set("short", True)
    return draft


def write() -> Draft:
    draft = Draft(CREATE_USER)
    draft.set("login", "zoë")
    return draft


def write_nothing() -> Draft:
    return Draft(CREATE_USER, format="xml")


def own_headers() -> Draft:
    draft = write()
    draft.headers = [("user-agent", "mine"), ("X-Trace", "1"), ("X-Trace", "2")]
    return draft


def deletion() -> Draft:
    draft = Draft(BARE_DELETE)
    draft.set("user_id", "..")
    draft.set("force", True)
    return draft


DRAFTS: dict[str, Callable[[], Draft]] = {
    "read": read,
    "write": write,
    "nothing to write": write_nothing,
    "own headers": own_headers,
    "deletion": deletion,
}
