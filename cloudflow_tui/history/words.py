"""The words by which an exchange is found: what of a body is indexed, and how a word is asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    import sqlite3

INDEXED_BYTES: Final = 64 * 1024
"""Of a body; what stands behind is not found by its words."""
_SHORTEST_BEGINNING: Final = 3
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")


def text_of_body(head: bytes) -> str:
    """The text of the beginning of a body for the index; "" for binary ones."""
    data = head[:INDEXED_BYTES]
    if b"\0" in data:
        return ""
    text = data.decode("utf-8", "replace")
    if "\\u" in text:
        text = _ESCAPE.sub(_character, text)
    if "&" in text:
        text = html.unescape(text)
    # Escaped ends of lines would stick to the words behind them.
    text = text.replace("\\n", " ").replace("\\r", " ").replace("\\t", " ")
    return text.encode("utf-8", "replace").decode()


def text_of_path(path: str) -> str:
    """A path with its escapes undone, beside the path itself."""
    plain = unquote(path)
    return path if plain == path else f"{path} {plain}"


def index_sent(connection: sqlite3.Connection, number: int, head: Iterable[str], body: bytes) -> None:
    """Make a request findable; within the transaction that is open."""
    connection.execute(
        "INSERT INTO words (rowid, head, what, body) VALUES (?, ?, '', ?)",
        (number * 2, " ".join(head), text_of_body(body)),
    )


def index_answer(connection: sqlite3.Connection, number: int, what: Iterable[object], body: bytes) -> None:
    """Make what became of a request findable; within the transaction that is open."""
    words = " ".join(str(word) for word in what if word not in (None, ""))
    connection.execute(
        "INSERT INTO words (rowid, head, what, body) VALUES (?, '', ?, ?)",
        (number * 2 + 1, words, text_of_body(body)),
    )


def has_words(text: str) -> bool:
    """Whether the index can hold anything of it."""
    return any(character.isalnum() for character in text)


def match_of(text: str, column: str = "", *, is_exact: bool = False) -> str:
    """A text as the index is asked for it: its words in a row, the last one as a beginning.

    Numbers and very short words are looked for whole, else half of everything would be found.

    Args:
        column: Only there.
        is_exact: The last word is whole too.
    """
    asked = text.rstrip("*")
    last = re.split(r"[\W_]+", asked)[-1]
    is_beginning = len(last) >= _SHORTEST_BEGINNING and not last.isdigit() and not is_exact
    star = "*" if is_beginning or (text.endswith("*") and last) else ""
    quoted = '"' + asked.replace('"', '""').replace("\0", "") + '"'
    return f"{column} : {quoted}{star}" if column else f"{quoted}{star}"


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
