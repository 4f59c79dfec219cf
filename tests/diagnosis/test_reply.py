"""Questions to the customer, and replies that hold nothing internal."""

from __future__ import annotations

import pytest

from cloudflow_tui.diagnosis.findings import Report
from cloudflow_tui.diagnosis.lint import lint
from cloudflow_tui.diagnosis.reply import LANGUAGES, Language, question_text, questions_of, reply_text
from cloudflow_tui.diagnosis.rules import rules
from cloudflow_tui.interchange import read_pasted
from tests.interchange.corpus.bases import the_catalog
from tests.interchange.corpus.by_hand import by_hand

TEXT = (
    'curl -u ann:hunter22 -d \'{"user":{"login":"secret-customer"}}\' http://panel.internal.example/users.json\n'
    'HTTP/1.1 422 Unprocessable\n\n{"errors":{"email":["taken by carl@internal.example"]}}'
)


def report_of(text: str) -> Report:
    [pasted] = read_pasted(text)
    return lint(pasted, the_catalog())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_holds_nothing_internal(language: Language) -> None:
    text = reply_text(report_of(TEXT), language)
    for word in ("hunter22", "internal.example", "secret-customer", "carl@", "ann:"):
        assert word not in text
    assert "email" in text
    assert {"en": "Not encrypted", "it": "https"}[language] in text


def test_languages_differ() -> None:
    english, italian = (reply_text(report_of(TEXT), language) for language in LANGUAGES)
    assert english.startswith("Hello,")
    assert italian.startswith("Buongiorno,")
    assert "Please change it" in english
    assert "Vi preghiamo di cambiarla" in italian


def test_what_is_missing_is_asked() -> None:
    assert questions_of(None)[0] == "wire"
    assert "answer" in questions_of(report_of("curl -u ann:x https://h.example/users.json"))
    assert "answer" not in questions_of(report_of(TEXT))
    assert "body" in questions_of(report_of("curl -d @body.json https://h.example/users.json"))
    assert "version" in questions_of(report_of("GET /nothing/at/all.json"))
    assert "version" not in questions_of(report_of("GET /nothing/at/all.json"), "6.7")
    assert "shell" in questions_of(report_of("curl.exe -d '{\"user\":{}}' https://h.example/users.json"))


def test_every_question_has_words_in_every_language() -> None:
    asked = {
        one
        for piece in by_hand()
        for pasted in read_pasted(piece.text)
        for one in questions_of(lint(pasted, the_catalog()))
    }
    for language in LANGUAGES:
        assert all(question_text(one, language) for one in asked | set(questions_of(None)))


def test_every_rule_has_italian_words() -> None:
    from cloudflow_tui.diagnosis.reply import _sentence

    assert [rule.id for rule in rules() if _sentence(rule.id, "it") in (rule.title, f"{rule.title}.")] == []


def test_a_clean_request() -> None:
    assert "found no fault" in reply_text(report_of("GET https://h.example/users.json"))
