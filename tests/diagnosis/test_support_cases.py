"""Every case of the help desk ends as a test, or as the reason why nothing can show it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cloudflow_tui.diagnosis import explain, explain_text
from cloudflow_tui.diagnosis.topics import search_topics
from cloudflow_tui.diagnosis.verdict import verdict_of_text
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Exchange, Outcome, Request, Response, Timing
from cloudflow_tui.workspace.pasting import judge
from tests.diagnosis.support_cases import CASES, KEY, Answered, Case, Elsewhere, Pasted, Reason, Text, Topic
from tests.interchange.corpus.bases import the_catalog

ROOT = Path(__file__).parents[2]
PASTED = (Path(__file__).parent / "pasted_mistakes.txt").read_text(encoding="utf-8")
MISTAKES = tuple(
    (what.strip(), rule.strip(), piece.removesuffix("\n").replace("{KEY}", KEY))
    for part in PASTED.split("=== ")[1:]
    for head, _, piece in [part.partition("\n")]
    for what, _, rule in [head.partition("|")]
)
"""(what it is, the rule that must find it or "" when it is forgiven, the piece)."""


def test_all_eighty_are_there() -> None:
    assert sorted(CASES) == list(range(1, 81))
    assert sum(isinstance(case, Reason) for case in CASES.values()) <= 9


@pytest.mark.parametrize("number", CASES)
def test_case(number: int) -> None:
    said = told(CASES[number])
    assert said == "", said


def told(case: Case) -> str:
    """What is wrong with a case; "" when the product says what it must."""
    if isinstance(case, Pasted):
        found = judge(case.piece, the_catalog(), case.version)
        rules = [finding.rule for one in found for finding in one.report.findings]
        return "" if case.rule in rules else f"{case.rule} is not among {rules}"
    if isinstance(case, Answered):
        said = _explained(case)
        return "" if case.words in said else said or "nothing was said"
    if isinstance(case, Text):
        return _of_text(case)
    if isinstance(case, Topic):
        said = json.dumps([[one.title, *one.text] for one in search_topics(case.sought)])
        return "" if case.words in said else said
    if isinstance(case, Elsewhere):
        file, _, name = case.test.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8") if (ROOT / file).exists() else ""
        return "" if re.search(rf"def {name}\b", text) else f"there is no {case.test}"
    return "" if len(case.why) > 20 else "that is no reason"


def _explained(case: Answered) -> str:
    endpoint = the_catalog().endpoint(case.endpoint_id)
    exchange = Exchange(
        Request(endpoint.method, f"https://cp.example.com{endpoint.path}.json", body=case.sent.encode()),
        Outcome.ANSWERED,
        Timing(datetime(2026, 3, 2, tzinfo=UTC)),
        Response(
            case.status, headers=(("Content-Type", "application/json"),), body=Body.of(case.body.encode())
        ),
    )
    found = explain(exchange, endpoint)
    fields = [f"{one.parameter}: {one.message}" for one in found.field_errors]
    return "\n".join([found.meaning, *fields, *found.hints, *found.next_steps])


def _of_text(case: Text) -> str:
    found = [match for match in explain_text(case.text) if match.how != "similar"]
    if not found:
        return f"nothing is known of {case.text!r}"
    said = " ".join(" ".join([one.phrase.meaning, *one.phrase.checks]) for one in found)
    verdict = verdict_of_text(case.text)
    if case.words.lower() not in f"{said} {verdict.reason}".lower():
        return said
    return "" if case.fault in ("", verdict.fault) else f"{verdict.fault}: {verdict.reason}"


@pytest.mark.parametrize("mistake", MISTAKES, ids=[what for what, _, _ in MISTAKES])
def test_mistake(mistake: tuple[str, str, str]) -> None:
    _, rule, piece = mistake
    findings = [one for judged in judge(piece, the_catalog(), "") for one in judged.report.findings]
    if rule:
        assert rule in [one.rule for one in findings]
    else:
        assert [one.rule for one in findings if one.severity == "error"] == []
