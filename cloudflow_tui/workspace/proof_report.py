"""A proof as text to hand over: what was pasted, what was put right, and what a sandbox answered to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cloudflow_tui.workspace.pasting import Judged
    from cloudflow_tui.workspace.proving import Proof, Trial

MOST_LINES = 40
"""Of an answer; the status and the errors stand first."""


def proof_markdown(judged: Judged, proof: Proof, number: int) -> str:
    """One proof as Markdown, both requests beside each other in a table, then each in full.

    Args:
        number: Of the request in what was pasted, from 1.
    """
    return "\n".join(_lines(judged, proof, number)) + "\n"


def _lines(judged: Judged, proof: Proof, number: int) -> Iterator[str]:
    report = judged.report
    yield f"## {number}. {report.pasted.method} {_inline(report.pasted.shown_url)}"
    yield ""
    yield f"**{proof.sentence}**"
    yield ""
    yield "| | Pasted | Corrected |"
    yield "| --- | --- | --- |"
    for name, before, after in _rows(proof):
        yield f"| {name} | {_cell(before)} | {_cell(after)} |"
    yield ""
    if report.findings:
        yield "Found in what was pasted:"
        yield ""
        for finding in report.findings:
            fixed = f" Put right: {_inline(finding.fix.label)}." if finding.fix is not None else ""
            yield f"- {finding.severity} `{finding.rule}`: {_inline(finding.message)}{fixed}"
        yield ""
    left = [finding for finding in judged.left.findings if finding.severity == "error"]
    if left:
        yield "Still wrong after the correction:"
        yield ""
        yield from (f"- `{finding.rule}`: {_inline(finding.message)}" for finding in left)
        yield ""
    for name, trial in (("Pasted", proof.pasted), ("Corrected", proof.corrected)):
        yield f"### {name}"
        yield ""
        yield from _fenced(trial.request)
        yield "Answer of the sandbox:"
        yield ""
        yield from _fenced(_beginning(trial.answer))


def _beginning(answer: str) -> str:
    lines = answer.split("\n")
    more = len(lines) - MOST_LINES
    return answer if more <= 0 else "\n".join([*lines[:MOST_LINES], f"… {more} more lines"])


def _rows(proof: Proof) -> Iterator[tuple[str, str, str]]:
    first, second = proof.pasted, proof.corrected
    yield "Request", first.request.partition("\n")[0], second.request.partition("\n")[0]
    yield "Answer", first.explanation.title, second.explanation.title
    yield "Meaning", first.explanation.meaning, second.explanation.meaning
    before, after = (
        "; ".join(
            f"{error.parameter or 'whole request'}: {error.message}" for error in one.explanation.field_errors
        )
        for one in (first, second)
    )
    if before or after:
        yield "Fields", before or "none", after or "none"


def _cell(text: str) -> str:
    return _inline(text).replace("|", "\\|") or " "


def _inline(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


def _fenced(text: str) -> Iterator[str]:
    fence = "````" if "```" in text and "````" not in text else "~~~~~~" if "```" in text else "```"
    yield f"{fence}text"
    yield text.rstrip("\n")
    yield fence
    yield ""


def proof_data(judged: Judged, proof: Proof) -> dict[str, Any]:
    """One proof as data for JSON."""
    return {
        "sentence": proof.sentence,
        "is_good": proof.corrected.is_good,
        "findings": judged.report.to_dict()["findings"],
        "pasted": _trial(proof.pasted),
        "corrected": _trial(proof.corrected),
    }


def _trial(trial: Trial) -> dict[str, Any]:
    explanation = trial.explanation
    return {
        "request": trial.request,
        "answer": trial.answer,
        "title": explanation.title,
        "meaning": explanation.meaning,
        "fields": [
            {"parameter": error.parameter, "message": error.message} for error in explanation.field_errors
        ],
        "is_good": trial.is_good,
    }
