"""What published clients call is in the catalog, or is left out for a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.index import DATA_FOLDER
from tests.catalog_coverage import WANTED, coverage, main, read_faults, read_routes


def test_nearly_all_that_clients_call_is_there() -> None:
    found = coverage(read_routes())
    assert len(found.shapes) > 1100
    assert found.share >= WANTED
    assert found.unexplained == []


def test_faults_are_calls_of_clients_that_the_catalog_does_not_have() -> None:
    found = coverage(read_routes())
    assert set(read_faults()) == set(found.missing)
    rows = json.loads((DATA_FOLDER / "client_faults.json").read_text(encoding="utf-8"))["faults"]
    assert all(row["clients"] and row["reason"].endswith(".") for row in rows)


def test_as_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "98." in capsys.readouterr().out
    file = tmp_path / "routes.json"
    file.write_text(
        '{"routes": [{"method": "GET", "path": "/nowhere/:id", "clients": {}}]}', encoding="utf-8"
    )
    assert main([str(file)]) == 1
    assert "GET /nowhere/:  MISSING" in capsys.readouterr().out


def test_there_are_more_endpoints_than_pages_of_the_guide() -> None:
    assert len(Catalog.load().endpoints) >= 1400
