"""Every rule fires where it should and is silent elsewhere; the table is whole and can be searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.diagnosis.lint import lint
from cloudflow_tui.diagnosis.rules import (
    SEVERITIES,
    known_rules,
    rule_of,
    rules,
    rules_markdown,
    search_rules,
)
from cloudflow_tui.errors import UsageError
from cloudflow_tui.interchange import read_pasted
from tests.interchange.corpus.bases import the_catalog

ELSEWHERE = {"not-in-list", "parameter-gone", "parameter-not-yet"}
"""Tried below on parameters that are looked for in the catalog."""


def examples() -> dict[str, tuple[str, str, str]]:
    """Rule → version, text at which it fires, text at which it is silent."""
    text = (Path(__file__).parent / "rule_examples.txt").read_text(encoding="utf-8")
    found = {}
    for part in text.split("=== ")[1:]:
        head, _, body = part.partition("\n")
        rule, _, version = head.partition(" ")
        fires, _, silent = body.partition("\n---\n")
        found[rule] = (version, fires, silent)
    return found


EXAMPLES = examples()


def found_in(text: str, version: str) -> set[str]:
    pasted = read_pasted(text)
    assert pasted, "no request was read"
    return {one.rule for request in pasted for one in lint(request, the_catalog(), version).findings}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_it_fires(rule: str) -> None:
    version, fires, _ = EXAMPLES[rule]
    assert rule in found_in(fires, version)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_it_is_silent(rule: str) -> None:
    version, _, silent = EXAMPLES[rule]
    assert rule not in found_in(silent, version)


def test_every_rule_has_an_example() -> None:
    assert {rule.id for rule in rules()} == EXAMPLES.keys() | ELSEWHERE


def test_values_of_a_list() -> None:
    endpoint, parameter = next(
        (endpoint, parameter)
        for section in the_catalog().sections
        for endpoint in the_catalog().section(section).endpoints
        for parameter in endpoint.parameters_in("body")
        if parameter.enum and parameter.name.isidentifier() and endpoint.root and ":" not in endpoint.path
    )
    for value, is_wrong in (("no such value", True), (str(parameter.enum[0]), False)):
        text = (
            f'{endpoint.method} {endpoint.path}.json {{"{endpoint.root}":{{"{parameter.name}":"{value}"}}}}'
        )
        assert ("not-in-list" in found_in(text, "")) is is_wrong


def test_parameters_of_other_versions() -> None:
    known = '"login":"zed","email":"z@example.com","password":"abcdefgh"'
    text = f'POST /users.json {{"user":{{{known},"billing_plan_id":1,"bucket_id":1}}}}'
    old, new = found_in(text, "5.5"), found_in(text, "6.7")
    assert "parameter-not-yet" in old
    assert "parameter-not-yet" not in new
    assert ("parameter-gone" in new) or not any(
        one.until for one in the_catalog().endpoint("users.create").parameters
    )


def test_rules_can_be_switched_off() -> None:
    [pasted] = read_pasted("curl -k https://cp.example.com/users.json")
    rules_found = {one.rule for one in lint(pasted, the_catalog(), off={"certificate-unchecked"}).findings}
    assert "certificate-unchecked" not in rules_found
    assert "no-credentials" in rules_found


def test_the_table() -> None:
    assert len(rules()) >= 90
    assert len({rule.id for rule in rules()}) == len(rules())
    for rule in rules():
        assert rule.severity in SEVERITIES
        assert rule.title
        assert rule.explanation.endswith(".")
    assert rules_markdown().count("\n") == len(rules()) + 2


def test_the_table_is_searched_by_all_words() -> None:
    assert [rule.id for rule in search_rules("hashtable body")] == ["powershell-hashtable"]
    assert search_rules("") == rules()
    assert search_rules("zzqx") == ()


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="plain-http"):
        rule_of("plain-htp")
    assert known_rules(["plain-http"]) == {"plain-http"}


def test_the_readme_lists_the_rules() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert rules_markdown() in readme


def test_findings_stand_at_their_place() -> None:
    text = (
        "Hello,\nthis fails:\n\ncurl -u ann@example.com:x -X POST \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        '  -d \'{"user": {"login": "zed", "email": "z@example.com",\n'
        '    "password": "abcdefgh", "role_ids": 2}}\' \\\n  https://cp.example.com/users\n'
    )
    [pasted] = read_pasted(text)
    lines = text.splitlines()
    places = {one.rule: one.spot for one in lint(pasted, the_catalog()).findings}
    listed, suffix = places["list-wanted"], places["suffix-missing"]
    assert lines[listed.line - 1][listed.column - 1 :].startswith("role_ids")
    assert (suffix.line, lines[suffix.line - 1][suffix.column - 1]) == (8, "s")
    user = pasted.places.of("user")
    assert lines[user.line - 1][user.column - 1 :].startswith("ann@example.com")
