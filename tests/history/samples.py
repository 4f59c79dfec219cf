"""A history in a folder of its own, and what goes into it. Not a test itself."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from cloudflow_tui.exchange import Exchange, Request
from cloudflow_tui.history import History
from tests.factories import STARTED_AT, make_exchange, make_request


def begin(history: History, request: Request | None = None, draft_json: str = "") -> int:
    """Begin a request as profile lab and login ann."""
    return history.begin(
        request or make_request(),
        profile_name="lab",
        login="ann",
        started_at=STARTED_AT,
        draft_json=draft_json,
    )


def add(history: History, exchange: Exchange | None = None, what_happened: str = "") -> int:
    """Begin and finish an exchange; its number."""
    from dataclasses import replace

    exchange = exchange or make_exchange()
    number = history.begin(
        exchange.request,
        profile_name=exchange.profile_name,
        login=exchange.login,
        started_at=exchange.timing.started_at,
    )
    history.finish(replace(exchange, number=number), what_happened)
    return number


def all_bytes(file: Path) -> bytes:
    """All that lies on disk, side files included, with packed bodies once more unpacked."""
    paths = [path for path in sorted(file.parent.rglob("*")) if path.is_file()]
    raw = b"".join(path.read_bytes() for path in paths)
    raw += b"".join(zlib.decompress(path.read_bytes()) for path in paths if path.suffix == ".z")
    with closing(sqlite3.connect(file)) as connection:
        packed = connection.execute("SELECT packed FROM body_pieces").fetchall()
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        cells = [connection.execute(f"SELECT * FROM {name}").fetchall() for name in names]
    unpacked = b"".join(zlib.decompress(piece) for (piece,) in packed)
    return raw + unpacked + json.dumps(cells, default=repr, ensure_ascii=False).encode()
