"""What to ask the customer, and a short reply in English or Italian, free of internal data.

A reply holds sentences of its own and names of parameters; never a host, login, value or text of a server.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cloudflow_tui.diagnosis.rules import rule_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloudflow_tui.diagnosis.findings import Finding, Report

Language = Literal["en", "it"]
LANGUAGES: tuple[Language, ...] = ("en", "it")
MAX_POINTS = 8
_NAME = re.compile(r"[a-z_][\w.\[\]]{0,60}")
_SILENT = frozenset({"secret-shown", "prompt-copied", "password-login", "shell-variable", "variable-in-path"})
"""Findings that a customer need not read of."""
_ACCESS = frozenset({"answer-credentials", "login-with-key", "email-with-password"})


@cache
def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((Path(__file__).parent / "data" / name).read_text(encoding="utf-8"))
    return data


def questions_of(report: Report | None, version: str = "") -> tuple[str, ...]:
    """Ids of what is missing to judge a case, the most needed first.

    Args:
        report: None when no request was pasted at all.
        version: Of the cloud, "" when it is not known.
    """
    if report is None:
        return ("wire", "answer", "version", "credentials", "time")
    pasted, rules = report.pasted, {finding.rule for finding in report.findings}
    asked: list[str] = []
    if not version and rules & {
        "unknown-path",
        "version-later-gone",
        "answer-not-found",
        "unknown-parameter",
    }:
        asked.append("version")
    if not pasted.auth or rules & _ACCESS:
        asked.append("credentials")
    if not pasted.are_headers_known or pasted.body_kind == "unknown" or "incomplete-line" in rules:
        asked.append("wire")
    if pasted.body_kind == "file":
        asked.append("body")
    if pasted.answer is None or not pasted.answer.status:
        asked.append("answer")
    if pasted.wire:
        asked.append("shell")
    if rules & {"answer-forbidden", "answer-credentials"}:
        asked.append("address")
    if rules & {"answer-fault", "answer-html"}:
        asked.append("time")
    if pasted.source == "module-log":
        asked.append("client")
    return tuple(asked)


def question_text(question: str, language: Language = "en") -> str:
    """The words of a question."""
    return str(_data("replies.json")[language][question])


def reply_text(report: Report | None, language: Language = "en", version: str = "") -> str:
    """A reply to the customer, ready to be sent after reading."""
    words = _data("replies.json")[language]
    points = [] if report is None else _points(report.findings, language)
    parts = [words["greeting"], ""]
    if report is not None:
        parts += (
            [words["seen"], *[f"- {point}" for point in points], ""] if points else [words["nothing"], ""]
        )
    asked = questions_of(report, version)
    if asked:
        parts += [words["need"], *[f"- {words[one]}" for one in asked], ""]
    if report is not None and any(finding.rule == "secret-shown" for finding in report.findings):
        parts += [words["renew"], ""]
    if points:
        parts += [words["try"], ""]
    return "\n".join([*parts, words["closing"]])


def _points(findings: Sequence[Finding], language: Language) -> list[str]:
    found: dict[str, list[str]] = {}
    for finding in findings:
        if finding.rule in _SILENT or finding.severity == "info":
            continue
        found.setdefault(_sentence(finding.rule, language), []).append(finding.parameter)
    lines = []
    for sentence, parameters in list(found.items())[:MAX_POINTS]:
        named = ", ".join(dict.fromkeys(name for name in parameters if _NAME.fullmatch(name)))
        lines.append(f"{sentence.rstrip('.')}: {named}." if named else sentence)
    return lines


def _sentence(rule: str, language: Language) -> str:
    title = rule_of(rule).title
    if language == "it":
        return str(_data("rules_it.json").get(rule, title))
    return f"{title}."
