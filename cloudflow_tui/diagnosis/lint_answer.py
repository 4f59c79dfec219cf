"""Checks of a pasted answer together with its request: what was refused, and trouble within a success."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cloudflow_tui.diagnosis.errors import announced_form, read_errors, sniffed_form
from cloudflow_tui.diagnosis.findings import Finding, shortened
from cloudflow_tui.diagnosis.look import Findings, Look
from cloudflow_tui.diagnosis.naming import match_errors
from cloudflow_tui.diagnosis.phrases import known_phrase
from cloudflow_tui.diagnosis.status import status_meaning

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.models import FieldError
    from cloudflow_tui.diagnosis.pasted import PastedAnswer

MAX_REFUSALS = 30
_REQUIRED_BUILD = "required_virtual_machine_build"


def check_answer(look: Look) -> Findings:
    """Nothing when no answer was pasted."""
    answer = look.pasted.answer
    if answer is None:
        return
    is_refusal = answer.status >= 400 or (answer.status == 0 and _looks_refused(answer.body))
    body = read_errors(
        answer.body.encode("utf-8", "replace"), answer.header("content-type"), is_refusal=is_refusal
    )
    errors = match_errors(body.errors, look.endpoint)
    if body.form == "html" or announced_form(answer.header("content-type")) == "html":
        yield Finding(
            "answer-html", "A web page came back in place of data.", answer.spot, evidence=_status(answer)
        )
    if 300 <= answer.status < 400:
        there = answer.header("location")
        yield Finding(
            "answer-redirect",
            f"The server points to {shortened(there) or 'another address'}.",
            answer.spot,
            evidence=_status(answer),
        )
    elif is_refusal:
        yield from _refused(look, answer, errors)
    elif answer.status == 0 or answer.status < 300:
        yield from _accepted(look, answer, errors)


def _looks_refused(body: str) -> bool:
    return re.match(r"\s*(?:\{\s*\"errors?\"|<errors?\b|<\?xml[^>]*>\s*<errors?\b)", body) is not None


def _status(answer: PastedAnswer) -> str:
    return f"{answer.status} {status_meaning(answer.status).name}" if answer.status else ""


def _refused(look: Look, answer: PastedAnswer, errors: tuple[FieldError, ...]) -> Findings:
    rule, said = _rule_of_status(answer.status)
    if _is_all_blank(look, errors):
        root = look.endpoint.root if look.endpoint is not None else ""
        advice = f" Check the root {root}, the Content-Type, and redirects." if root else ""
        yield Finding(
            "answer-body-not-read",
            f"Every required field is reported blank at once: the body was not understood.{advice}",
            answer.spot,
            evidence=", ".join(dict.fromkeys(error.field for error in errors))[:120],
        )
        return
    if rule:
        meaning = f" {errors[0].message}" if errors else ""
        yield Finding(
            rule,
            f"{said}{meaning}".strip(),
            answer.spot,
            errors[0].parameter if errors else "",
            evidence=_status(answer),
        )
        return
    for error in errors[:MAX_REFUSALS]:
        phrase = known_phrase(error.message)
        named = f"{error.field}: " if error.field else ""
        meaning = f" {phrase.meaning}" if phrase is not None else ""
        yield Finding(
            "answer-refused",
            f"{named}{error.message}.{meaning}".replace("..", "."),
            look.spot_of(error.parameter) if _is_sent(look, error.parameter) else answer.spot,
            error.parameter or error.field,
            evidence=_status(answer),
        )


def _is_sent(look: Look, parameter: str) -> bool:
    """Whether a parameter stands in the body that was pasted."""
    leaf = parameter.replace("[]", "").rpartition(".")[2]
    return bool(leaf) and leaf in look.pasted.body


def _rule_of_status(status: int) -> tuple[str, str]:
    if status == 401:
        return "answer-credentials", "The credentials were refused."
    if status == 403:
        return "answer-forbidden", "Well formed, but the server will not carry it out."
    if status == 404:
        return "answer-not-found", "Something was not found."
    return ("answer-fault", "The server failed.") if status >= 500 else ("", "")


def _is_all_blank(look: Look, errors: tuple[FieldError, ...]) -> bool:
    """Every required field of the body blank although the text of the body names them."""
    endpoint, pasted = look.endpoint, look.pasted
    if endpoint is None:
        return False
    required = [one.name for one in endpoint.required if one.place == "body"]
    if len(required) < 2 or pasted.body_kind != "text":
        return False
    blank = {
        error.parameter
        for error in errors
        if error.message.replace("`", "'").lower().startswith("can't be blank")
    }
    sent = all(name.rstrip("[]").rpartition(".")[2] in pasted.body for name in required)
    return sent and blank.issuperset(required)


def _accepted(look: Look, answer: PastedAnswer, errors: tuple[FieldError, ...]) -> Findings:
    endpoint = look.endpoint
    for error in errors[:MAX_REFUSALS]:
        yield Finding(
            "answer-error-in-success",
            f"The answer carries an error: {error.message}.".replace("..", "."),
            answer.spot,
            error.parameter,
            evidence=_status(answer),
        )
    if endpoint is None or sniffed_form(answer.body or " ") != "json":
        return
    try:
        data = json.loads(answer.body)
    except ValueError:
        return
    if (
        look.pasted.method == "POST"
        and isinstance(data, list)
        and not endpoint.answer.is_list
        and answer.status in (0, 200)
    ):
        yield Finding(
            "answer-list-for-post",
            "A list came back for a POST: a redirect made a GET of it, and nothing was made.",
            answer.spot,
            evidence=_status(answer),
        )
    inner = next(iter(data.values()), None) if isinstance(data, dict) and len(data) == 1 else data
    if isinstance(inner, dict) and inner.get("built") is False and _could_build(look):
        yield Finding(
            "answer-not-built",
            f"The server was made, but not built; {_REQUIRED_BUILD} was not sent.",
            answer.spot,
            _REQUIRED_BUILD,
            evidence='"built": false',
        )


def _could_build(look: Look) -> bool:
    endpoint, draft = look.endpoint, look.draft
    names = {parameter.name for parameter in endpoint.parameters} if endpoint is not None else set()
    if _REQUIRED_BUILD not in names or draft is None:
        return False
    return str(draft.text(_REQUIRED_BUILD)).lower() not in ("1", "true")
