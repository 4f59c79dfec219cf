"""The search language over the history: fields, and the SQL that finds what a query asks for.

Nothing is asked of the database here; its tables are named as migrations.py makes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cloudflow_tui.errors import QueryError
from cloudflow_tui.history import search_values as values
from cloudflow_tui.history.columns import storable, to_us
from cloudflow_tui.history.query import All, Any, Field, Node, Not, Word, read_query
from cloudflow_tui.history.search_values import ValueTrouble
from cloudflow_tui.history.tallies import SIZE_BYTES, SPAN_US, TOOK_MS
from cloudflow_tui.history.words import EMPTY_TABLE, has_words, match_of, match_of_path

Sql = tuple[str, list[object]]


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """What the help says of a field."""

    name: str
    meaning: str
    examples: tuple[str, ...]


FIELDS: Final = (
    FieldHelp(
        "status", "HTTP status of the answer", ("status:422", "status:>=400", "status:4xx", "status:none")
    ),
    FieldHelp("method", "GET, POST, PUT, DELETE", ("method:POST", "method:POST,PUT")),
    FieldHelp("endpoint", "id in the catalog", ("endpoint:users.*", "endpoint:users.create")),
    FieldHelp("path", "all behind the host", ("path:/users/*", "path:*page=2*")),
    FieldHelp("object", "what it is about", ("object:user/17", "object:virtual_machine")),
    FieldHelp("profile", "sent by this profile", ("profile:prod-eu",)),
    FieldHelp("login", "sent as this user", ("login:admin",)),
    FieldHelp("case", "within this case", ("case:TCK-4471", "case:none", "case:any")),
    FieldHelp("since", "not older", ("since:2d", "since:today", "since:2026-03-01")),
    FieldHelp("until", "not younger", ("until:yesterday", "until:2026-03-01T10:00")),
    FieldHelp("day", "on this day", ("day:today", "day:2026-03-01")),
    FieldHelp("body", "words in request or answer", ("body:zaza", 'body:"can\'t be blank"')),
    FieldHelp("request", "words in the body of the request", ("request:zaza",)),
    FieldHelp("answer", "words in the body of the answer", ("answer:blank",)),
    FieldHelp("took", "how long it took", ("took:>2s", "took:<300ms")),
    FieldHelp("size", "bytes of the answer", ("size:>1mb", "size:0")),
    FieldHelp("note", "words of your notes", ("note:retry", "note:any")),
    FieldHelp("outcome", "how it ended", ("outcome:failed", "outcome:cancelled", "outcome:unknown")),
    FieldHelp("number", "its number", ("number:17", "number:100..120")),
)
"""All fields, in the order of the help."""
NAMES: Final = tuple(one.name for one in FIELDS)


@dataclass(frozen=True, slots=True)
class Pick:
    """What every find has, as a condition on the tallies of one kind."""

    counted: str
    """See tallies.py."""
    condition: str
    values: tuple[object, ...]
    exact: str = ""
    """A condition on the exchanges that an index answers, "" for that of the keys."""
    exact_values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """A query as a condition on the table of exchanges."""

    condition: str
    """SQL with `?`; {words} stands for the table of words. "1" lets everything through."""
    values: tuple[object, ...]
    uses_index: bool
    """It asks for words, which stand in parts, see words.py."""
    picks: tuple[Pick, ...] = ()

    def within(self, low: int, high: int, words: str = EMPTY_TABLE) -> tuple[str, tuple[object, ...]]:
        """The condition for the numbers from `low` to `high`, whose words stand in that table."""
        sql = self.condition.replace("{words}", words)
        return f"({sql}) AND number BETWEEN ? AND ?", (*self.values, low, high)


@dataclass(slots=True)
class _Making:
    now: datetime
    uses_index: bool = field(default=False)


def compile_query(text: str, now: datetime) -> Search:
    """What a query asks for.

    Args:
        now: What `since:2d` counts from; its zone is that of days.

    Raises:
        QueryError: With the column.
    """
    making = _Making(now)
    node = read_query(text, NAMES)
    sql, found = _node(node, making)
    asked = node.parts if isinstance(node, All) else (node,)
    picks = [_pick(part, making) for part in asked if isinstance(part, Field)]
    return Search(sql, tuple(found), making.uses_index, tuple(pick for pick in picks if pick is not None))


def _pick(asked: Field, making: _Making) -> Pick | None:
    """What the tallies know of a field, None for nothing."""
    if asked.name == "object":
        kind, object_id = _kind_and_id(asked)
        if object_id or not kind:
            return None
        sql, found = _kind_condition(kind)
        exact, exact_values = _seen_objects(sql, found)
        return Pick("kind", sql, tuple(found), exact, tuple(exact_values))
    counted = _PICKED.get(asked.name)
    if counted is None:
        return None
    sql, found = _COMPILERS[asked.name](asked, making)
    if counted in _STEPS:
        step = _STEPS[counted]
        operator = sql.split()[1]
        if operator not in _STEP_PICKS:
            return None
        condition = _STEP_PICKS[operator].format(counted=counted, step=step)
        return Pick(counted, condition, tuple(found), sql, tuple(found))
    # Of a half hour only the beginning is known, and before 1970 only the end.
    return Pick(counted, _TIME_PICKS.get(asked.name, sql), tuple(found))


def _node(node: Node, making: _Making) -> Sql:
    if isinstance(node, Word):
        return _word(node, making)
    if isinstance(node, Field):
        try:
            return _COMPILERS[node.name](node, making)
        except ValueTrouble as trouble:
            raise QueryError(trouble.message, column=node.value_column, advice=trouble.advice) from trouble
    if isinstance(node, Not):
        sql, found = _node(node.part, making)
        # What is not known is no hit of the part itself, so it is one of its contrary.
        return f"NOT coalesce(({sql}), 0)", found
    joiner = " OR " if isinstance(node, Any) else " AND "
    compiled = [_node(part, making) for part in node.parts]
    if not compiled:
        return "1", []
    return "(" + joiner.join(sql for sql, _ in compiled) + ")", [
        one for _, found in compiled for one in found
    ]


def _word(word: Word, making: _Making) -> Sql:
    text = storable(word.text)
    if not word.is_quoted and text.startswith("#") and text[1:].isdigit():
        return values.number_condition("number", text)
    if not has_words(text):
        return "instr(lower(path || ' ' || what_happened), ?) > 0", [text.lower()]
    making.uses_index = True
    sql, found = _matching(match_of(text, is_exact=word.is_quoted))
    noted = "number IN (SELECT number FROM notes WHERE number IS NOT NULL AND instr(lower(text), ?) > 0)"
    return f"({sql} OR {noted})", [*found, text.lower()]


def _matching(match: str, row: int | None = None) -> Sql:
    """What the word index has; `row` 0 asks for requests alone, 1 for answers."""
    parity = "" if row is None else f" AND (rowid & 1) = {row}"
    return (
        f"number IN (SELECT rowid >> 1 FROM {{words}} WHERE {{words}} MATCH ?{parity})",
        [match],
    )


def _in_bodies(row: int | None) -> Callable[[Field, _Making], Sql]:
    def compile_field(asked: Field, making: _Making) -> Sql:
        text = storable(asked.value)
        if not has_words(text):
            raise ValueTrouble("Bodies are searched by words: letters and digits.")
        making.uses_index = True
        return _matching(match_of(text, "body", is_exact=asked.is_quoted), row)

    return compile_field


def _text(column: str, *, is_prefix: bool = False) -> Callable[[Field, _Making], Sql]:
    def compile_field(asked: Field, _making: _Making) -> Sql:
        return values.text_condition(
            column, storable(asked.value), is_literal=asked.is_quoted, is_prefix=is_prefix
        )

    return compile_field


def _path(asked: Field, making: _Making) -> Sql:
    """The words of a path are in the index too: it leaves few paths to compare."""
    sql, found = _text("path")(asked, making)
    match = match_of_path(storable(asked.value), is_literal=asked.is_quoted)
    if not match:
        return sql, found
    making.uses_index = True
    matching, matched = _matching(match, 0)
    return f"({matching} AND {sql})", [*matched, *found]


def _amount(column: str, read: Callable[[str], float], example: str) -> Callable[[Field, _Making], Sql]:
    def compile_field(asked: Field, _making: _Making) -> Sql:
        operator, rest = values.split_operator(asked.value)
        amount = read(rest)
        if not operator and amount:
            raise ValueTrouble(f"{asked.name}: needs > or <.", f"Such as {asked.name}:>{example}.")
        return f"{column} {operator or '='} ?", [amount]

    return compile_field


def _status(asked: Field, _making: _Making) -> Sql:
    return values.status_condition("status", asked.value)


def _number(asked: Field, _making: _Making) -> Sql:
    return values.number_condition("number", asked.value)


def _since(asked: Field, making: _Making) -> Sql:
    start, _ = values.to_span(asked.value, making.now)
    return "started_us >= ?", [to_us(start)]


def _until(asked: Field, making: _Making) -> Sql:
    _, end = values.to_span(asked.value, making.now)
    return "started_us <= ?", [to_us(end)]


def _day(asked: Field, making: _Making) -> Sql:
    start, end = values.to_span(asked.value, making.now)
    if start == end:
        raise ValueTrouble(f"{asked.value!r} is no day.", "Such as today, yesterday or 2026-03-01.")
    return "started_us BETWEEN ? AND ?", [to_us(start), to_us(end)]


_TIME_PICKS: Final = {
    "since": f"time + {SPAN_US} >= ?",
    "until": f"time - {SPAN_US} <= ?",
    "day": f"time + {SPAN_US} >= ? AND time - {SPAN_US} <= ?",
}


_STEPS: Final = {"took": TOOK_MS, "size": SIZE_BYTES}
_STEP_PICKS: Final = {
    ">": "{counted} + {step} >= ?",
    ">=": "{counted} + {step} >= ?",
    "<": "{counted} <= ?",
    "<=": "{counted} <= ?",
    "=": "? BETWEEN {counted} AND {counted} + {step}",
}
"""Of the amounts of a step only the smallest is known."""


def _kind_and_id(asked: Field) -> tuple[str, str]:
    """("user", "17"); "" for each that may be anything."""
    kind, slash, object_id = storable(asked.value).partition("/")
    if not slash and any(character.isdigit() for character in kind):
        kind, object_id = "", kind
    return kind.lower() if kind != "*" else "", object_id if object_id != "*" else ""


def _kind_condition(kind: str) -> Sql:
    # Only a plain kind can be looked up in the index.
    if "*" in kind or "?" in kind:
        return "kind GLOB ?", [kind.replace("[", "[[]")]
    return "kind = ?", [kind]


def _object(asked: Field, _making: _Making) -> Sql:
    kind, object_id = _kind_and_id(asked)
    if not kind:
        return _seen_objects("object_id = ?", [object_id]) if object_id else _seen_objects("1", [])
    sql, found = _kind_condition(kind)
    if object_id:
        return _seen_objects(f"{sql} AND object_id = ?", [*found, object_id])
    # Of a kind there may be very many: each exchange is looked at by itself.
    return (
        f"(EXISTS (SELECT 1 FROM seen_objects AS seen WHERE seen.number = exchanges.number AND {sql}) OR "
        "EXISTS (SELECT 1 FROM details JOIN body_objects ON body_id = response_body_id "
        f"WHERE details.number = exchanges.number AND {sql}))",
        [*found, *found],
    )


def _seen_objects(where: str, found: list[object]) -> Sql:
    """What named such an object, or was answered with it."""
    answers = f"SELECT body_id FROM body_objects WHERE {where}"
    return (
        f"number IN (SELECT number FROM seen_objects WHERE {where} UNION "
        f"SELECT number FROM details WHERE response_body_id IN ({answers}))",
        [*found, *found],
    )


def _case(asked: Field, _making: _Making) -> Sql:
    wanted = asked.value.lower()
    if wanted in ("none", "any") and not asked.is_quoted:
        tags = "SELECT 1 FROM case_exchanges AS tag WHERE tag.number = exchanges.number"
        return (
            f"NOT EXISTS ({tags})" if wanted == "none" else "number IN (SELECT number FROM case_exchanges)",
            [],
        )
    sql, found = values.text_condition("name", storable(asked.value), is_literal=asked.is_quoted)
    return (
        f"number IN (SELECT number FROM case_exchanges WHERE case_id IN (SELECT id FROM cases WHERE {sql}))",
        found,
    )


def _note(asked: Field, _making: _Making) -> Sql:
    if asked.value.lower() == "any" and not asked.is_quoted:
        return "number IN (SELECT number FROM notes WHERE number IS NOT NULL)", []
    return (
        "number IN (SELECT number FROM notes WHERE number IS NOT NULL AND instr(lower(text), ?) > 0)",
        [storable(asked.value).lower()],
    )


OUTCOMES: Final = {"answered": "answered", "failed": "failed", "cancelled": "cancelled", "unknown": "sending"}


def _outcome(asked: Field, _making: _Making) -> Sql:
    known = {**OUTCOMES, "sending": "sending"}
    wanted = [part.strip().lower() for part in asked.value.split(",")]
    for part in wanted:
        if part not in known:
            raise ValueTrouble(f"{part!r} is no outcome.", f"There are: {', '.join(OUTCOMES)}.")
    return f"outcome IN ({', '.join('?' * len(wanted))})", [known[part] for part in wanted]


_COMPILERS: Final[dict[str, Callable[[Field, _Making], Sql]]] = {
    "status": _status,
    "method": _text("method"),
    "endpoint": _text("endpoint_id", is_prefix=True),
    "path": _path,
    "object": _object,
    "profile": _text("profile_name"),
    "login": _text("login"),
    "case": _case,
    "since": _since,
    "until": _until,
    "day": _day,
    "body": _in_bodies(None),
    "request": _in_bodies(0),
    "answer": _in_bodies(1),
    "took": _amount("elapsed_ms", values.to_ms, "2s"),
    "size": _amount("size_bytes", values.to_bytes, "1mb"),
    "note": _note,
    "outcome": _outcome,
    "number": _number,
}
_PICKED: Final = {
    "status": "status",
    "method": "method",
    "endpoint": "endpoint",
    "profile": "profile",
    "login": "login",
    "since": "time",
    "until": "time",
    "day": "time",
    "outcome": "outcome",
    "took": "took",
    "size": "size",
}
"""Fields whose values are counted, see tallies.py."""
