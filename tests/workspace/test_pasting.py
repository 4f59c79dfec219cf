"""What both fronts call when somebody pastes something."""

from __future__ import annotations

from cloudflow_tui.workspace.pasting import curl_of, draft_of, judge
from tests.interchange.corpus.bases import the_catalog

TEXT = 'curl -u ann:hunter22 -d \'{"login":"zed"}\' http://cp.example.com/users\nGET https://cp.example.com/users.json\n'


def test_each_request_is_judged() -> None:
    first, second = judge(TEXT, the_catalog())
    assert {"root-missing", "plain-http", "suffix-missing"} <= {one.rule for one in first.report.findings}
    assert second.report.findings == ()
    assert first.better.url == "https://cp.example.com/users.json"


def test_the_corrected_request_as_a_line_and_a_draft() -> None:
    [first, _] = judge(TEXT, the_catalog())
    line = curl_of(first.better)
    assert line.startswith("curl -X POST -u ")
    assert "hunter22" not in line
    made = draft_of(first.better, the_catalog())
    assert (made.draft.endpoint.id, made.draft.get("login")) == ("users.create", "zed")


def test_rules_and_versions_are_handed_on() -> None:
    [report, _] = judge(TEXT, the_catalog(), "6.7", off={"plain-http"})
    assert "plain-http" not in {one.rule for one in report.report.findings}
    assert judge("nothing", the_catalog()) == []
