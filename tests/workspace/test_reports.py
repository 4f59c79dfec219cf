"""Reports and exports: whole, clean, safe to open."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cloudflow_tui.errors import HistoryError, UsageError
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.reports import EXPORT_KINDS, ExportKind, export, make_report, write_export
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.history.samples import add
from tests.interchange.har_fields import har_faults

CANARY = "kanarienvogel-7"


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    history = workspace.history
    body = b'{"user":{"login":"zaza","password":"hunter22"}}'
    post = make_request("POST", "/users.json", body=body, endpoint_id="users.create")
    add(
        history,
        make_exchange(request=post, response=make_response(422, b'{"errors":{"email":["is <b>`bad`"]}}')),
    )
    add(
        history,
        make_exchange(
            response=make_response(200, b'{"version":"6.7"}'), request=make_request(path="/version.json")
        ),
    )
    add(
        history,
        make_exchange(
            response=make_response(200, b'{"version":"6.6"}'), request=make_request(path="/version.json")
        ),
    )
    history.cases.open("TCK-1", "Users | cannot *be* made")
    history.cases.tag("TCK-1", [1, 2, 3])
    history.cases.add_note("ask <script>alert(1)</script>", name="TCK-1", author="ann", at=STARTED_AT)
    history.cases.add_note("look here", number=1, at=STARTED_AT)
    return workspace


def text_of(workspace: Workspace, kind: ExportKind) -> str:
    return export(workspace, [1, 2, 3], kind, case_name="TCK-1", compared=[(2, 3)]).text


def test_markdown_has_it_all(filled: Workspace) -> None:
    text = text_of(filled, "markdown")
    assert text.startswith("# Report on TCK-1 Users \\| cannot \\*be\\* made\n")
    for part in (
        "- Control Panel lab: 6.6",
        "| 1 | 2026-03-01 09:15:00 | POST /users.json | 422 Unprocessable Entity | 12 ms |",
        "| user.login | zaza |",
        "POST /users.json HTTP/1.1\nHost: cp.example.com",
        "- email: is \\<b\\>\\`bad\\`",
        "## Answer 2 beside 3",
        '| version | changed | "6.7" | "6.6" |',
        "- 2026-03-01 09:15 ann: ask \\<script\\>alert(1)\\</script\\>",
        "- 2026-03-01 09:15: look here",
        "- \\#1 request body user.password",
    ):
        assert part in text, part
    assert "hunter22" not in text


class Page(HTMLParser):
    """Collects tags and where something would be loaded from."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_loads_and_runs_nothing(filled: Workspace) -> None:
    text = text_of(filled, "html")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    assert "url(" not in text
    assert "@media print" in text
    for part in (
        "is <b>`bad`",
        "ask <script>alert(1)</script>",
        "look here",
        "6.6",
        "#1 request body user.password",
    ):
        assert part in page.text, part
    assert "hunter22" not in text


def test_har_curl_and_json(filled: Workspace) -> None:
    assert har_faults(json.loads(text_of(filled, "har"))) == []
    assert len(json.loads(text_of(filled, "json"))) == 3
    assert text_of(filled, "curl").count("\ncurl") == 2


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_what_became_known_as_secret_later_is_masked_too(filled: Workspace, kind: ExportKind) -> None:
    add(filled.history, make_exchange(response=make_response(200, b'{"echo":"%s"}' % CANARY.encode())))
    assert CANARY in export(filled, [4], "json").text
    filled.know_secrets([CANARY])
    made = export(filled, [4], kind)
    assert CANARY not in made.text
    if kind != "curl":
        assert "#4 answer echo" in made.masked


def test_a_long_answer_is_cut_and_told(workspace: Workspace) -> None:
    body = json.dumps([{"user": {"id": number}} for number in range(500)]).encode()
    add(workspace.history, make_exchange(response=make_response(200, body)))
    text = export(workspace, [1], "markdown").text
    assert f"it has {len(body):,} bytes" in text
    assert len(text.splitlines()) < 600


def test_fences_hold_whatever_comes(workspace: Workspace) -> None:
    add(
        workspace.history,
        make_exchange(response=make_response(200, b"````\n# no heading\x1b[2J", content_type="text/plain")),
    )
    text = export(workspace, [1], "markdown").text
    assert re.search(r"^`{5}http$", text, re.MULTILINE)
    assert "\x1b" not in text


def test_too_many_and_unknown(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="too many"):
        make_report(workspace, range(1, 300))
    with pytest.raises(HistoryError, match="no exchange 9"):
        export(workspace, [9], "har")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    write_export(iter(["a", "b"]), file)
    assert file.read_text() == "ab"

    def broken() -> object:
        yield "c"
        raise HistoryError("gone")

    with pytest.raises(HistoryError, match="gone"):
        write_export(broken(), file)  # type: ignore[arg-type]  # a generator that fails
    assert file.read_text() == "ab"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(HistoryError, match="cannot be written"):
        write_export(iter(["a"]), tmp_path / "none" / "x")
