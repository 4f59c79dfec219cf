"""A long body masked and packed by a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.document.body import Body
from cloudflow_tui.history.bodies import PIECE_BYTES, stage_body
from cloudflow_tui.history.staging import carry_out, stage_apart
from cloudflow_tui.redact import Redactor

BODY = b'[{"password":"hunter22","note":"s3cret-value"},' + b"1," * PIECE_BYTES + b"1]"


def test_is_what_is_staged_here(tmp_path: Path) -> None:
    path = tmp_path / "one.body"
    path.write_bytes(BODY)
    redactor = Redactor(["s3cret-value"])
    here = stage_body(redactor.chunks(Body.in_file(path), "application/json"), tmp_path / "here")
    apart = stage_apart(path, "application/json", redactor, tmp_path / "apart")
    assert apart == here
    assert b"hunter22" not in here.data
    one, other = (folder / here.file_name for folder in (tmp_path / "here", tmp_path / "apart"))
    assert one.read_bytes() == other.read_bytes()


def test_a_body_that_is_gone(tmp_path: Path) -> None:
    assert stage_apart(tmp_path / "no.body", "application/json", Redactor(), tmp_path) is None
    with pytest.raises(FileNotFoundError):
        carry_out({"body": str(tmp_path / "no"), "content_type": "", "secrets": [], "folder": str(tmp_path)})
