"""The conventions of the API and the questions that come up again and again, as topics to be searched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Topic:
    """One convention or question."""

    id: str
    title: str
    words: str
    """What people search it by."""
    text: tuple[str, ...]
    """Sentences, a paragraph each."""


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in their order."""
    rows = json.loads((Path(__file__).parent / "data" / "topics.json").read_text(encoding="utf-8"))
    return tuple(Topic(row["id"], row["title"], row["words"], tuple(row["text"])) for row in rows)


def search_topics(text: str) -> tuple[Topic, ...]:
    """The topics of a text: the one of that name, else those whose words it all holds; () for none."""
    wanted = text.casefold().strip()
    if not wanted:
        return ()
    named = [topic for topic in topics() if topic.id == wanted]
    if named:
        return tuple(named)
    words = wanted.split()
    ranked = [
        (sum(word in topic.words.split() for word in words), topic)
        for topic in topics()
        if all(word in f"{topic.id} {topic.title} {topic.words}".casefold() for word in words)
    ]
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(topic for _, topic in ranked)
