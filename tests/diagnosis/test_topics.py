"""The conventions and questions, searched by the words that people use."""

from __future__ import annotations

import pytest

from cloudflow_tui.diagnosis.topics import search_topics, topics


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("user:userpass", "credentials"),
        ("onapp.test", "address"),
        (":id", "ids"),
        ("asterisk", "required"),
        ("*", "required"),
        ("light bulb", "light bulb"),
        ("https", "https"),
        ("passwords", "passwords"),
        ("api keys", "keys"),
        ("required", "required"),
        ("white list", "permissions"),
        ("5.10", "versions"),
    ],
)
def test_found(text: str, id: str) -> None:
    assert search_topics(text)[0].id == id


def test_nothing_is_found_for_nothing() -> None:
    assert search_topics("") == search_topics("zzqx") == ()


def test_every_topic_can_be_read() -> None:
    for topic in topics():
        assert topic.text
        assert all(sentence.endswith((".", "00")) for sentence in topic.text)
        assert search_topics(topic.id)[0] == topic
