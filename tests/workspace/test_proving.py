"""The pasted and the corrected request, each tried on a sandbox of its own."""

from __future__ import annotations

import os
from pathlib import Path

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.diagnosis.lint import corrected
from cloudflow_tui.interchange.pasting import read_pasted
from cloudflow_tui.paths import app_paths
from cloudflow_tui.workspace.proving import prove, request_of

BODY = '{"user":{"login":"zaza","emial":"zaza@example.net","password":"a-good-secret-7"}}'
LINE = f"curl -u ann:pw-of-ann -X POST -H 'Content-Type: application/json' -d '{BODY}' https://cp.example.net/users.json"


async def test_the_correction_is_carried_out_and_the_pasted_one_is_not(home: Path) -> None:
    [pasted] = read_pasted(LINE)
    proof = await prove(
        pasted,
        corrected(pasted, Catalog.load()),
        paths=app_paths({"CLOUDFLOW_HOME": str(home)}),
        environ={**os.environ, "CLOUDFLOW_HOME": str(home)},
    )
    assert proof.sentence.startswith("The correction is carried out: 422")
    assert (proof.pasted.is_good, proof.corrected.is_good) == (False, True)
    assert '"errors"' in proof.pasted.answer
    assert "a-good-secret-7" not in proof.corrected.request
    assert not app_paths({"CLOUDFLOW_HOME": str(home)}).history_file.exists(), "nothing is written down"


def test_the_request_goes_as_it_was_pasted_but_elsewhere() -> None:
    [pasted] = read_pasted("curl -d 'a=1' 'https://cp.example.net/users?page=2'")
    request = request_of(pasted, "http://127.0.0.1:1/")
    assert request.url == "http://127.0.0.1:1/users?page=2"
    assert ("Content-Type", "application/x-www-form-urlencoded") in request.headers
    assert request.body == b"a=1"
    assert "authorization" not in [name.lower() for name, _ in request.headers]
