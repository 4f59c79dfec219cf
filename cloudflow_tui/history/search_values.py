"""Values of the search language: times, durations, sizes, statuses, and texts with a star."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

_OPERATOR: Final = re.compile(r"(>=|<=|>|<|!=|=)?(.*)", re.DOTALL)
_AMOUNT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)", re.IGNORECASE)
_MS: Final = {"": 1.0, "ms": 1.0, "s": 1000.0, "m": 60_000.0, "min": 60_000.0, "h": 3_600_000.0}
_BYTES: Final = {"": 1, "b": 1, "k": 1000, "kb": 1000, "m": 10**6, "mb": 10**6, "g": 10**9, "gb": 10**9}
_AGO_S: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604_800, "mo": 30 * 86400, "y": 365 * 86400}
_CLOCK: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")
_NEGATED: Final = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "=": "<>", "!=": "="}


class ValueTrouble(Exception):
    """What is wrong with a value, and what would do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def split_operator(text: str) -> tuple[str, str]:
    """(operator or "", the rest)."""
    found = _OPERATOR.fullmatch(text)
    assert found is not None
    return found[1] or "", found[2].strip()


def to_ms(text: str) -> float:
    """`2s`, `300ms`, `1.5s`, `2m`; a bare number is milliseconds."""
    return _amount(text, _MS, "a duration", "Such as 2s, 300ms or 1m.")


def to_bytes(text: str) -> float:
    """`10kb`, `1mb`, `500`."""
    return _amount(text, _BYTES, "a size", "Such as 500, 10kb or 1mb.")


def to_span(text: str, now: datetime) -> tuple[datetime, datetime]:
    """The span of time that a word means: a moment, or a day from its beginning to its end.

    Args:
        text: `2d` (that long ago), `today`, `yesterday`, `2026-03-01`, `2026-03-01T10:00`, `10:30` (today).
        now: Aware; its zone is that of the words.

    Raises:
        ValueTrouble: It is none of these.
    """
    lower = text.lower()
    if lower in ("now", "today", "yesterday"):
        if lower == "now":
            return now, now
        return _day(now.date() - timedelta(days=lower == "yesterday"), now)
    ago = re.fullmatch(r"([0-9]{1,6})(s|min|m|h|d|w|mo|y)", lower)
    if ago is not None:
        unit = "min" if ago[2] == "m" else ago[2]
        try:
            moment = now - timedelta(seconds=int(ago[1]) * _AGO_S[unit])
        except OverflowError:
            moment = datetime(1970, 1, 1, tzinfo=UTC)
        return moment, moment
    try:
        if _CLOCK.fullmatch(lower):
            moment = datetime.combine(now.date(), time.fromisoformat(lower.zfill(5)), now.tzinfo)
            return moment, moment
        if len(text) <= 10:
            return _day(date.fromisoformat(text), now)
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else _local(moment, now)
        return moment, moment
    except (ValueError, OverflowError):
        raise ValueTrouble(
            f"{text!r} is no time.", "Such as 2d, 3h, today, 2026-03-01 or 2026-03-01T10:00."
        ) from None


def status_condition(column: str, text: str) -> tuple[str, list[object]]:
    """SQL for `422`, `4xx`, `>=400`, `400..499`, `!=200`, `none`, and such with commas between."""
    alternatives: list[str] = []
    values: list[object] = []
    for part in text.split(","):
        sql, found = _one_status(column, part.strip())
        alternatives.append(sql)
        values += found
    return f"({' OR '.join(alternatives)})", values


def number_condition(column: str, text: str) -> tuple[str, list[object]]:
    """SQL for `17`, `>17`, `17..20`, `3,5`."""
    alternatives: list[str] = []
    values: list[object] = []
    for part in text.lstrip("#").split(","):
        low, dots, high = part.partition("..")
        if dots:
            alternatives.append(f"{column} BETWEEN ? AND ?")
            values += [_whole(low), _whole(high)]
        else:
            operator, rest = split_operator(part)
            alternatives.append(f"{column} {operator or '='} ?")
            values.append(_whole(rest))
    return f"({' OR '.join(alternatives)})", values


def text_condition(
    column: str, text: str, *, is_literal: bool = False, is_prefix: bool = False
) -> tuple[str, list[object]]:
    """SQL for a text in a column: whole unless it has a star, whatever its case, commas between several.

    Args:
        is_literal: Stars and commas are nothing special: it was quoted.
        is_prefix: A text without a star also stands for everything below it: `users` for `users.list`.
    """
    if is_literal:
        return f"lower({column}) = ?", [text.lower()]
    alternatives: list[str] = []
    values: list[object] = []
    for part in text.split(","):
        wanted = part.strip().lower()
        if not wanted:
            continue
        if "*" in wanted or "?" in wanted:
            alternatives.append(f"lower({column}) GLOB ?")
            values.append(wanted.replace("[", "[[]"))
            continue
        alternatives.append(f"lower({column}) = ?")
        values.append(wanted)
        if is_prefix:
            alternatives.append(f"lower({column}) GLOB ?")
            values.append(wanted.replace("[", "[[]") + ".*")
    if not alternatives:
        raise ValueTrouble("Nothing stands between the commas.")
    return f"({' OR '.join(alternatives)})", values


def _one_status(column: str, text: str) -> tuple[str, list[object]]:
    if text.lower() == "none":
        return f"{column} IS NULL", []
    shown = re.fullmatch(r"(!=)?([1-5])xx", text.lower())
    if shown is not None:
        low = int(shown[2]) * 100
        sql = f"{column} BETWEEN ? AND ?"
        return (f"({column} IS NULL OR NOT {sql})" if shown[1] else sql), [low, low + 99]
    low_text, dots, high_text = text.partition("..")
    if dots:
        return f"{column} BETWEEN ? AND ?", [_status(low_text), _status(high_text)]
    operator, rest = split_operator(text)
    if operator == "!=":
        return f"({column} IS NULL OR {column} <> ?)", [_status(rest)]
    return f"{column} {operator or '='} ?", [_status(rest)]


def _status(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise ValueTrouble(f"{text!r} is no status.", "Such as 422, 4xx, >=400, 400..499 or none.")
    return int(text)


def _whole(text: str) -> int:
    if not re.fullmatch(r"#?[0-9]{1,15}", text):
        raise ValueTrouble(f"{text!r} is no number.", "Such as 17, >17 or 17..20.")
    return int(text.lstrip("#"))


def _amount(text: str, units: dict[str, float] | dict[str, int], what: str, advice: str) -> float:
    found = _AMOUNT.fullmatch(text)
    if found is None or found[2].lower() not in units:
        raise ValueTrouble(f"{text!r} is no {what.removeprefix('a ')}.", advice)
    return float(found[1]) * units[found[2].lower()]


def _day(day: date, now: datetime) -> tuple[datetime, datetime]:
    start = _local(datetime.combine(day, time()), now)
    end = _local(datetime.combine(day + timedelta(days=1), time()), now)
    return start, end - timedelta(microseconds=1)


def _local(moment: datetime, now: datetime) -> datetime:
    # A zone with summer time answers by the day; a fixed one is taken as it is.
    return moment.replace(tzinfo=now.tzinfo) if now.tzinfo is not None else moment.astimezone()
