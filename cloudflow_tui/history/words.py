"""The words by which an exchange is found: what of a body is indexed, and how a word is asked for.

The index holds words and their places only, no texts. It is cut into parts of PART numbers each: a search
that finds enough among the newest need not look at the others, an addition never waits until a large part
is put in order, and what is pruned goes with its part. Row 2n of a part is what was sent as number n, row
2n + 1 what came back.
"""

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
PART: Final = 8192
EMPTY_TABLE: Final = "words"
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
    _insert(connection, number, (number * 2, " ".join(head), "", text_of_body(body)))


def index_answer(connection: sqlite3.Connection, number: int, what: Iterable[object], body: bytes) -> None:
    """Make what became of a request findable; within the transaction that is open."""
    words = " ".join(str(word) for word in what if word not in (None, ""))
    _insert(connection, number, (number * 2 + 1, "", words, text_of_body(body)))


def parts(connection: sqlite3.Connection) -> list[tuple[int, int, str]]:
    """(first number, last number, table) of each part, the newest first."""
    (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM exchanges").fetchone()
    found = connection.execute("SELECT name FROM sqlite_master WHERE name GLOB 'words_[0-9]*'")
    # Each part has tables of its own behind it, such as words_0_data.
    tables = {name for (name,) in found if name.count("_") == 1}
    ranges = ((part * PART, part * PART + PART - 1, _table(part)) for part in range(newest // PART, -1, -1))
    return [(low, high, table if table in tables else EMPTY_TABLE) for low, high, table in ranges]


def drop_part(connection: sqlite3.Connection, number: int) -> None:
    """Forget the words of the part that a number is in."""
    connection.execute(f"DROP TABLE IF EXISTS {_table(number // PART)}")


def _table(part: int) -> str:
    return f"words_{part}"


def _insert(connection: sqlite3.Connection, number: int, row: tuple[int, str, str, str]) -> None:
    import sqlite3

    table = _table(number // PART)
    statement = f"INSERT INTO {table} (rowid, head, what, body) VALUES (?, ?, ?, ?)"
    try:
        connection.execute(statement, row)
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        connection.execute(f"CREATE VIRTUAL TABLE {table} USING fts5 (head, what, body, content = '')")
        connection.execute(statement, row)


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


def match_of_path(text: str, *, is_literal: bool = False) -> str:
    """What the index is asked for before a path is compared, "" when it cannot tell.

    Args:
        text: As `path:` has it: stars stand for anything, commas between several.
        is_literal: Stars and commas are nothing special.
    """
    if not text.isascii() or (not is_literal and "," in text):
        return ""
    pieces = [text] if is_literal else re.split(r"[*?]", text)
    rows = []
    for index, piece in enumerate(pieces):
        words = re.findall(r"[a-zA-Z0-9]+", piece)
        # A word at a star may be part of a longer one.
        if words and index and piece[0].isalnum():
            words = words[1:]
        if words and index < len(pieces) - 1 and piece[-1].isalnum():
            words = words[:-1]
        if words:
            rows.append(f'"{" ".join(words)}"')
    return f"head : ({' AND '.join(rows)})" if rows else ""


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
