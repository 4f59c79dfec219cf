"""Secrets made of unique strings, every spelling of them, and a Control Panel that hands them back.

Not a test itself; see `test_canary`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote, quote_plus

LOGIN = "ann@example.net"


@dataclass(frozen=True, slots=True)
class Canaries:
    """One of each kind; no other text of a day holds them."""

    password: str = "cnry-Login/Pässwort+1aa"
    typed_password: str = "cnry-Typed&Word=2bb"
    body_password: str = "cnry-Body<Pass>Word-3cc"
    console_password: str = "cnry-Console-Body-4dd"
    answer_password: str = "cnry-Root'Answer-5ee"
    cookie: str = "cnry-Cookie-6ff"
    userinfo: str = "cnry-Userinfo%Loc-7gg"
    address: str = "cnry-Address-8hh"
    api_key: str = "cnryApiKey99iiJJkkLLmm"
    open_key: str = "cnry-Open-In-Toml-10nn"
    crash: str = "cnry-In-A-Traceback-11oo"

    def all(self) -> dict[str, str]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


def spellings(secret: str) -> set[bytes]:
    """The secret plain, in JSON, XML and URLs, and what of it shows in base64 wherever it stands."""
    raw = secret.encode()
    found = {
        raw,
        json.dumps(secret)[1:-1].encode(),
        json.dumps(secret, ensure_ascii=False)[1:-1].encode(),
        quote(secret, safe="").encode(),
        quote(secret).encode(),
        quote_plus(secret).encode(),
        quote(secret, safe="").lower().encode(),
        re.sub(r"[<>&]", lambda m: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}[m[0]], secret).encode(),
        raw[::-1],
        raw.hex().encode(),
    }
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + raw)
        first, last = -(-offset * 8 // 6), (offset + len(raw)) * 8 // 6
        core = coded[first:last]
        found |= {core, core.replace(b"+", b"-").replace(b"/", b"_"), quote(core).encode()}
    return found


@dataclass(frozen=True, slots=True)
class Places:
    """Everything that a day left behind."""

    texts: list[tuple[str, bytes]]

    def add(self, where: str, text: str | bytes) -> None:
        self.texts.append((where, text.encode("utf-8", "replace") if isinstance(text, str) else text))

    def add_folder(self, folder: Path, *, but: Iterable[Path] = ()) -> None:
        """Every file below a folder, except those that a user keeps secrets in."""
        kept = set(but)
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file not in kept:
                self.texts.append((str(file.relative_to(folder)), file.read_bytes()))

    def leaks(self, canaries: Canaries) -> list[str]:
        """Which secret stands where."""
        return [
            f"{name} in {where}: …{_around(text, spelling)!r}…"
            for name, secret in canaries.all().items()
            for spelling in spellings(secret)
            for where, text in self.texts
            if spelling in text
        ]


def _around(text: bytes, spelling: bytes) -> bytes:
    at = text.index(spelling)
    return text[max(0, at - 60) : at + len(spelling) + 20]


@dataclass(slots=True)
class LeakyPanel:
    """Where the Control Panel listens, and what it has seen."""

    url: str
    is_reached: Event
    """Set once a request to `/hold` came; it is never answered."""
    may_end: Event
    authorizations: list[str]
    bodies: list[bytes]


@contextmanager
def leaky_panel(canaries: Canaries) -> Iterator[LeakyPanel]:
    """A Control Panel in a thread, whose answers are full of secrets."""
    panel = LeakyPanel("", Event(), Event(), [], [])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            panel.authorizations.append(self.headers.get("Authorization", ""))
            panel.bodies.append(body)
            if "/hold/" in self.path:
                panel.is_reached.set()
                panel.may_end.wait(60)
                self.close_connection = True
                return
            status, headers, answer = _answer_to(self.path, body, self.headers["Authorization"], canaries)
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # as the library calls them

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    panel.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield panel
    finally:
        panel.may_end.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _answer_to(
    path: str, body: bytes, authorization: str | None, canaries: Canaries
) -> tuple[int, dict[str, str], bytes]:
    cookie = {"Set-Cookie": f"_session_id={canaries.cookie}; path=/; HttpOnly"}
    target = path.partition("?")[0]
    if target == "/version.json":
        return 200, cookie, b'{"version":"6.7.0-12"}'
    if target == "/profile.json":
        return 200, {}, b'{"user":{"id":7,"login":"ann","email":"ann@example.net"}}'
    if target == "/redirect.json":
        away = f"https://ann:{quote(canaries.userinfo, safe='')}@other.example.net/x?token={canaries.cookie}"
        return 302, {"Location": away}, b""
    if target.startswith("/users.xml"):
        secret = f"<initial_root_password>{canaries.answer_password}</initial_root_password>"
        return 201, {"Content-Type": "application/xml"}, f"<user><id>9</id>{secret}</user>".encode()
    if target.startswith("/users/9/user_api_keys"):
        return 201, {}, json.dumps({"api_key": canaries.api_key}).encode()
    if target == "/users/9.json":
        return 200, cookie, b'{"user":{"id":9,"login":"zaza","email":"zaza@example.net"}}'
    if target.startswith("/page/"):
        return 200, {"Content-Type": "text/html"}, b"<html><title>Hotel</title></html>"
    if target == "/moved.json":
        return 302, {**cookie, "Location": f"/users/9.json?token={canaries.cookie}"}, b""
    if target == "/refused.json":
        return 401, {}, json.dumps({"errors": [f"Authorization: {authorization} is not known"]}).encode()
    echo = body.decode("utf-8", "replace")
    pair = base64.b64decode((authorization or "").removeprefix("Basic ")).decode()
    user = {"id": 9, "root_password": canaries.answer_password, "seen": echo, "by": authorization, "as": pair}
    data = {"user": user}
    return 201, cookie, json.dumps(data).encode()
