"""Every fix gives a request that a sandbox accepts: planted faults, put right and carried out."""

from __future__ import annotations

from base64 import b64encode

import pytest

from cloudflow_tui.diagnosis.lint import corrected, lint
from cloudflow_tui.diagnosis.pasted import PastedRequest
from cloudflow_tui.interchange import read_pasted, to_draft
from cloudflow_tui.request import build
from cloudflow_tui.sandbox.handling import Handler, HttpRequest
from tests.interchange.corpus.bases import the_catalog
from tests.interchange.corpus.faults import Piece, planted
from tests.sandbox.cloud import PASSWORD, CloudForTests

BASIC = "Basic " + b64encode(f"admin:{PASSWORD}".encode()).decode()
MENDABLE = tuple(piece for piece in planted() if piece.is_mendable)


class Trial:
    """A sandbox that forgets each request."""

    def __init__(self) -> None:
        cloud = CloudForTests()
        self._store = cloud.store
        self._handler = Handler(cloud.world)
        self._first = cloud.store.snapshot()

    def status(self, pasted: PastedRequest) -> int:
        """The status that the request comes to, sent with credentials that are right."""
        request = build(to_draft(pasted, the_catalog()).draft, "https://cp.example.com")
        path, _, query = request.url.removeprefix("https://cp.example.com").partition("?")
        headers = {name.lower(): value for name, value in request.headers}
        answer = self._handler.answer(
            HttpRequest(request.method, path, query, {**headers, "authorization": BASIC}, request.body)
        )
        self._store.restore(self._first)
        return answer.status


@pytest.fixture(scope="module")
def trial() -> Trial:
    return Trial()


@pytest.mark.parametrize("piece", MENDABLE, ids=lambda piece: piece.name)
def test_what_is_put_right_is_accepted(piece: Piece, trial: Trial) -> None:
    [pasted] = read_pasted(piece.text)
    better = corrected(pasted, the_catalog())
    assert trial.status(better) < 300
    had_fix = {one.rule for one in lint(pasted, the_catalog()).findings if one.fix and one.fix.is_sure}
    left = {one.rule for one in lint(better, the_catalog()).findings}
    assert not left & had_fix


def test_a_missing_value_can_be_filled_in(trial: Trial) -> None:
    piece = next(one for one in planted() if one.wanted == {"missing-required"})
    [pasted] = read_pasted(piece.text)
    [finding] = [one for one in lint(pasted, the_catalog()).findings if one.rule == "missing-required"]
    assert finding.fix is not None
    assert not finding.fix.is_sure
    assert corrected(pasted, the_catalog()) == pasted
    assert trial.status(finding.fix.apply(pasted)) < 300


def test_a_fix_changes_only_what_it_is_for() -> None:
    [pasted] = read_pasted("curl -k -u ann:x -H 'X-Own: 1' -X DELETE https://cp.example.com/users/7")
    better = corrected(pasted, the_catalog())
    assert better.url == "https://cp.example.com/users/7.json"
    assert (better.method, better.headers, better.login) == ("DELETE", (("X-Own", "1"),), "ann")
