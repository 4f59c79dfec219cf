"""A pasted request under judgement, without a screen."""

from __future__ import annotations

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.tui.panes.findings_case import FindingsCase, cases_of, with_own_values

BODY = '{"user":{"login":"zaza","emial":"z@example.net","password":"a-good-secret-7"}}'
LINE = f"curl -u ann:secret-of-ann -X POST -H 'Content-Type: application/json' -d '{BODY}' https://cp.example.net/users.json"


def case(text: str = LINE) -> FindingsCase:
    [found] = cases_of(text, Catalog.load(), "6.7")
    return found


def test_a_fix_gives_another_draft() -> None:
    one = case()
    assert "1 error" in one.counted
    finding = next(finding for finding in one.findings if finding.rule == "misspelt-parameter")
    better = one.fixed(finding)
    assert better.draft()[0].get("email") == "z@example.net"
    assert "misspelt-parameter" not in {finding.rule for finding in better.findings}
    assert one.all_fixed().draft()[0].get("email") == "z@example.net"


def test_what_was_typed_meanwhile_stays() -> None:
    one = case()
    before, _ = one.draft()
    shown = before.copy()
    shown.set("first_name", "Zaza")
    made = with_own_values(one.all_fixed().draft()[0], before, shown)
    assert (made.get("first_name"), made.get("email")) == ("Zaza", "z@example.net")
    other = case("GET https://cp.example.net/users.json")
    assert with_own_values(other.draft()[0], before, shown).endpoint.id == "users.list"


def test_the_shell_can_be_chosen() -> None:
    one = case()
    assert one.source == "curl, bash"
    assert one.next_dialect().source == "curl, cmd"
    assert case("GET https://cp.example.net/users.json").next_dialect().source == "line"
    fixed = one.all_fixed()
    assert fixed.next_dialect() is fixed


def test_the_pages_hold_no_secret() -> None:
    one = case()
    pages = one.pages(one.findings[0])
    assert pages[0].name == "Finding"
    told = "\n".join(page.text for page in pages)
    assert "secret-of-ann" not in told
    assert "/users.json" in told


def test_several_requests_know_how_many_they_are() -> None:
    cases = cases_of("GET /users.json\n\nGET /virtual_machines.json\n", Catalog.load(), "")
    assert [one.count for one in cases] == [2, 2]
    assert cases_of("Good morning, nothing works.", Catalog.load(), "") == []
