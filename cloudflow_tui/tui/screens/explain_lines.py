"""What is said of a status, a text or a word of the conventions, as lines. Knows no widget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from cloudflow_tui.diagnosis import explain_text, status_meaning
from cloudflow_tui.diagnosis.topics import Topic, search_topics, topics
from cloudflow_tui.diagnosis.verdict import verdict_of_text
from cloudflow_tui.tui.ink import kind_ink

MOST_TOPICS = 6
_LISTED = (200, 201, 204, 401, 403, 404, 422, 500, 503)


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph."""

    text: str = ""
    ink: str = "foreground"
    is_bold: bool = False
    indent: int = 2


def is_known(text: str) -> bool:
    """Whether anything is known of a text."""
    return any(match.how != "similar" for match in explain_text(text)) or bool(search_topics(text))


def said_of(text: str) -> list[Said]:
    """Everything that is known of a text; an overview for an empty one."""
    wanted = text.strip()
    if not wanted:
        return list(_overview())
    if wanted.isdecimal():
        return list(_status(int(wanted[:6])))
    found = [*_phrases(wanted), *_topics(search_topics(wanted)[:MOST_TOPICS])]
    found += [one for code in _codes_of(wanted) for one in _status(code)]
    return found or [
        Said(f"Nothing is known of “{wanted}”.", is_bold=True),
        Said("Try the status of the answer, or words of the server without names and numbers.", "text-muted"),
    ]


def _codes_of(text: str) -> list[int]:
    """Statuses that a text names by its words."""
    folded = text.casefold()
    return [
        code.value
        for code in HTTPStatus
        if len(folded) > 3 and folded in status_meaning(code).name.casefold()
    ][:3]


def _status(code: int) -> Iterator[Said]:
    if not 100 <= code <= 599:
        yield Said(f"{code} is no status of HTTP.", is_bold=True)
        return
    meaning = status_meaning(code)
    yield Said(f"{code} {meaning.name}", kind_ink(meaning.kind), is_bold=True)
    yield Said(meaning.meaning)
    if meaning.advice:
        yield Said(f"Next: {meaning.advice}", "text-muted")
    if not meaning.is_documented:
        yield Said("The API's guide does not list it.", "text-muted")
    yield Said()


def _phrases(text: str) -> Iterator[Said]:
    matches = explain_text(text)
    if any(match.how != "similar" for match in matches):
        verdict = verdict_of_text(text)
        yield Said(f"Verdict: {verdict.fault}. {verdict.reason}", is_bold=True)
        yield Said()
    elif matches:
        yield Said("Not known as it stands. Known texts that resemble it:", "text-muted")
        yield Said()
    for match in matches:
        phrase = match.phrase
        with_status = f"  {', '.join(map(str, phrase.statuses))}" if phrase.statuses else ""
        yield Said(f"“{phrase.text}”{with_status}", "accent", is_bold=True)
        yield Said(phrase.meaning)
        for check in phrase.checks:
            yield Said(check, "text-muted", indent=4)
        yield Said()


def _topics(found: tuple[Topic, ...]) -> Iterator[Said]:
    for topic in found:
        yield Said(topic.title, "accent", is_bold=True)
        yield from (Said(paragraph) for paragraph in topic.text)
        yield Said()


def _overview() -> Iterator[Said]:
    yield Said("Statuses", "text-strong", is_bold=True)
    for code in _LISTED:
        meaning = status_meaning(code)
        yield Said(f"{code} {meaning.name}: {meaning.meaning}", kind_ink(meaning.kind))
    yield Said()
    yield Said("How the API works", "text-strong", is_bold=True)
    yield from (Said(f"{topic.id}: {topic.title}") for topic in topics())
