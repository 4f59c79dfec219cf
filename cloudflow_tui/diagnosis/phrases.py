"""Known error texts of the API and of its clients: what each means and what to check.

The table is `data/phrases.json`; parts in angle brackets vary. Texts are compared without regard to case, to
the kind of quotes, and to a full stop or blank at the end, as servers of different ages write them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

TEXT_LIMIT = 2000
Verdict = Literal["request", "server", "client", "network"]
"""Where a fault lies: in what was sent, behind the address, in the program that sent it, or between both."""
_QUOTES = str.maketrans({"`": "'", "‘": "'", "’": "'", "´": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One known text."""

    text: str
    """As servers write it; <parts> vary."""
    meaning: str
    checks: tuple[str, ...]
    """What to look at, in order; possible causes are called so."""
    statuses: tuple[int, ...] = ()
    """Statuses that it comes with, () when it is a client's own text."""
    verdict: Verdict = "request"
    """Where the fault lies when this text comes; client and network: the API is not to blame."""
    since: str = ""
    """First version with this wording, "" when always."""
    until: str = ""
    """Last version with this wording, "" when it is still used."""


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A known text that a text is, holds, or resembles."""

    phrase: Phrase
    how: Literal["exact", "within", "similar"]


@cache
def phrases() -> tuple[Phrase, ...]:
    """The whole table, in its order."""
    rows = json.loads((Path(__file__).parent / "data" / "phrases.json").read_text(encoding="utf-8"))
    return tuple(
        Phrase(
            row["text"],
            row["meaning"],
            tuple(row["checks"]),
            tuple(row.get("statuses", ())),
            row["verdict"],
            row.get("since", ""),
            row.get("until", ""),
        )
        for row in rows
    )


def known_phrase(message: str) -> Phrase | None:
    """The known text that a server's message is, or ends with after the readable name of a field.

    Returns:
        None when it is none.
    """
    wanted = _normal(message)
    exact = known_phrase_exactly(message)
    if exact is not None:
        return exact
    ends = [phrase for phrase in phrases() if re.search(rf"\s{_pattern(phrase.text).pattern}$", wanted)]
    return max(ends, key=lambda phrase: len(phrase.text), default=None)


def known_parts(message: str) -> tuple[str, ...]:
    """A message taken apart at " and ", when both halves are known texts; else the message alone."""
    if known_phrase_exactly(message) is not None:
        return (message,)
    at = message.find(" and ")
    while at >= 0:
        first, rest = message[:at], message[at + 5 :]
        if known_phrase(first) is not None and (known_phrase(rest) is not None or len(known_parts(rest)) > 1):
            return (first, *known_parts(rest))
        at = message.find(" and ", at + 1)
    return (message,)


def known_phrase_exactly(message: str) -> Phrase | None:
    """The known text that a message is as a whole."""
    return next(iter(_exact(_normal(message))), None)


def _exact(wanted: str) -> list[Phrase]:
    """The texts that this one is, those without varying parts first."""
    found = [phrase for phrase in phrases() if _pattern(phrase.text).fullmatch(wanted)]
    return sorted(found, key=lambda phrase: phrase.text.count("<"))


def explain_text(text: str) -> tuple[PhraseMatch, ...]:
    """The known texts in a text, exact ones first, then those within it, the longest first.

    When there is none, up to three that resemble it; () when nothing does.
    """
    wanted = _normal(text)
    if not wanted:
        return ()
    exact = _exact(wanted)
    within = [phrase for phrase in phrases() if phrase not in exact and _within(phrase.text, wanted)]
    within.sort(key=lambda phrase: len(phrase.text), reverse=True)
    if exact or within:
        return (
            *(PhraseMatch(phrase, "exact") for phrase in exact),
            *(PhraseMatch(phrase, "within") for phrase in within),
        )
    return tuple(PhraseMatch(phrase, "similar") for phrase in _similar(wanted))


def _similar(wanted: str) -> list[Phrase]:
    # Only texts that nobody knows come here.
    import difflib

    by_text = {_normal(phrase.text): phrase for phrase in phrases()}
    holding = [phrase for text, phrase in by_text.items() if len(wanted) > 3 and wanted in text]
    near = [by_text[text] for text in difflib.get_close_matches(wanted[:200], by_text, n=3, cutoff=0.6)]
    return list(dict.fromkeys([*holding, *near]))[:3]


def _within(text: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){_pattern(text).pattern}(?!\w)", wanted) is not None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"<[^<>]*>", _normal(text))
    return re.compile(".{1,80}?".join(re.escape(part) for part in parts))


def _normal(text: str) -> str:
    folded = " ".join(text[:TEXT_LIMIT].translate(_QUOTES).casefold().split())
    return folded.strip(" .")
