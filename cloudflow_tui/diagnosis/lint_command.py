"""Checks of the command line that a request was pasted as: what its shell and its client make of it."""

from __future__ import annotations

import re
from dataclasses import replace

from cloudflow_tui.diagnosis.findings import Finding, Fix, shortened
from cloudflow_tui.diagnosis.fixes import (
    observation_fix,
    with_body,
    with_flag,
    with_url,
    without_observation,
)
from cloudflow_tui.diagnosis.look import Findings, Look
from cloudflow_tui.diagnosis.pasted import Observation, PastedRequest

_SAID = {
    "typographic-dash": ("A dash made by a word processor stands before an option.", "Write plain hyphens"),
    "typographic-quote": ("Curly quotes stand where straight ones belong.", "Write straight quotes"),
    "unquoted-ampersand": ("The address ends at & for the shell.", "Put the address into quotes"),
    "cmd-single-quotes": ("Single quotes quote nothing in cmd.", "Quote as the shell wants it"),
    "powershell-quotes": ("PowerShell before 7.3 drops the double quotes.", "Escape the double quotes"),
    "powershell-alias": ("curl is Invoke-WebRequest here.", "Write curl.exe"),
    "powershell-hashtable": ("The hashtable is sent as a form.", "Send it as JSON"),
    "history-expansion": ("bash may take ! for an earlier command.", "Use single quotes"),
    "shell-variable": ("A variable stands here; its value is unknown.", ""),
    "command-substitution": ("The output of a command stands here; it is not run.", ""),
    "line-continuation": ("The command does not go on in the next line.", "Join the lines"),
    "prompt-copied": ("A prompt was copied with the command.", "Leave the prompt out"),
    "incomplete-line": ("Part of the command is missing.", ""),
    "unknown-option": ("curl has no such option.", ""),
    "broken-header": ("The header has no colon.", "Leave it out"),
    "broken-json-item": ("The value behind := is no JSON.", ""),
    "body-in-file": ("The body is in a file or variable that was not pasted.", ""),
    "module-parameters": ("The entry shows parameters of a module, not the request.", ""),
    "basic-not-encoded": ("The credentials behind Basic are not encoded.", "Let the client encode them"),
    "placeholder-left": ("Words of the documents stand for values of your own.", ""),
    "secret-shown": ("A secret was pasted; it is masked here.", ""),
    "php-array": ("A PHP array was given as the body.", "Send JSON"),
    "javascript-object": ("The body is an object, which fetch sends as [object Object].", "Send JSON"),
    "invisible-sign": ("An invisible sign stands in the command.", "Take it out"),
}
_GLOB = re.compile(r"[\[\]]|\{[^{}]*,[^{}]*\}")


def check_command(look: Look) -> Findings:
    """What the reader saw, and the options that do not go together."""
    pasted = look.pasted
    for observation in pasted.observations:
        if observation.rule in _SAID:
            yield _observed(observation)
    yield from _globbing(look)
    yield from _read_with_body(look)
    if {"location", "method"} <= pasted.flags and pasted.method != "GET" and pasted.source in ("curl", "php"):
        yield Finding(
            "method-with-redirect",
            f"-X {pasted.method} with -L: after a redirect the body is gone.",
            pasted.places.of("flag.location"),
            fix=Fix("Leave -L out", lambda old: with_flag(old, "location", is_set=False)),
        )
    if "insecure" in pasted.flags:
        yield Finding(
            "certificate-unchecked",
            "Certificates are not checked.",
            pasted.places.of("flag.insecure"),
            fix=Fix("Check certificates", lambda old: with_flag(old, "insecure", is_set=False)),
        )


def _observed(observation: Observation) -> Finding:
    said, label = _SAID[observation.rule]
    fix = observation_fix(label, observation.rule) if label else None
    if observation.rule in ("powershell-hashtable", "php-array", "javascript-object"):
        fix = Fix(label, lambda old: _as_json(old, observation.rule))
    return Finding(
        observation.rule, said, observation.spot, evidence=shortened(observation.evidence), fix=fix
    )


def _as_json(pasted: PastedRequest, rule: str) -> PastedRequest:
    made = without_observation(pasted, rule)
    headers = tuple(pair for pair in made.headers if pair[0].lower() != "content-type")
    return replace(made, headers=(*headers, ("Content-Type", "application/json")))


def _globbing(look: Look) -> Findings:
    pasted = look.pasted
    if pasted.source != "curl" or "globoff" in pasted.flags:
        return
    found = _GLOB.search(pasted.url)
    if found is not None and not pasted.url.startswith("["):
        yield Finding(
            "curl-globbing",
            "curl takes the brackets of the address for a range.",
            pasted.places.of_url(found.start()),
            evidence=shortened(pasted.masked(pasted.url[max(found.start() - 20, 0) : found.end() + 20])),
            fix=Fix("Add -g", lambda old: with_flag(old, "globoff")),
        )


def _read_with_body(look: Look) -> Findings:
    pasted, endpoint = look.pasted, look.endpoint
    takes_body = endpoint is not None and bool(endpoint.parameters_in("body"))
    if pasted.method not in ("GET", "HEAD") or not pasted.has_body or takes_body:
        return
    yield Finding(
        "body-on-get",
        f"A body goes with {pasted.method}; servers ignore it.",
        pasted.places.of("data") if pasted.source == "curl" else pasted.places.of_body(0),
        fix=Fix("Put it into the address", _into_query)
        if pasted.form == "form"
        else Fix("Leave the body out", lambda old: with_body(old, "")),
    )


def _into_query(pasted: PastedRequest) -> PastedRequest:
    joint = "&" if "?" in pasted.url else "?"
    return with_body(with_url(pasted, f"{pasted.url}{joint}{pasted.body}"), "")
