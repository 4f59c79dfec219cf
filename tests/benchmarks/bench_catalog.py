"""The catalog without a screen: loaded, for a version, and searched, at its size and at ten times that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from cloudflow_tui.catalog import Catalog, EndpointSummary, SearchIndex
from cloudflow_tui.catalog.search_index import EndpointRows
from tests.benchmarks.measuring import Row, Sample, timed_ms
from tests.benchmarks.place import Place
from tests.catalog.search_queries import QUERIES

TIMES = 10


def measure(place: Place) -> Iterator[Row]:
    """Loading at once, and with own files that make it ten times as large; each key of the queries."""
    catalog = Catalog.load()
    count = len(catalog.endpoints)
    yield Row(f"catalog loaded, {count:,} calls", _of(place, Catalog.load))
    folder = place.folder / "own"
    _write_own(folder, count * (TIMES - 1))
    large = Catalog.load(folder)
    took = Sample.of([timed_ms(lambda: Catalog.load(folder)) for _ in range(2)])
    yield Row(f"catalog loaded, {len(large.endpoints):,} calls, most of them own", took)
    yield Row("calls of one version", _of(place, lambda: catalog.at("5.4").endpoints))
    yield Row(f"search, a key, {count:,} calls", _keys(place, catalog.endpoints), limit=3.0)
    many = EndpointRows(
        (replace(row, id=f"{row.id}_{turn}") for turn in range(TIMES) for row in catalog.endpoints),
        catalog.texts,
    )
    yield Row(f"search, a key, {len(many):,} calls", _keys(place, many), limit=15.0)


def _of(place: Place, work: Callable[[], object]) -> Sample:
    return Sample.of([timed_ms(work) for _ in range(place.runs * 3)])


def _keys(place: Place, endpoints: tuple[EndpointSummary, ...]) -> Sample:
    """Every beginning of every query, as it is typed."""
    index = SearchIndex(endpoints)
    index.find("warm up")
    texts = [text[:length] for text, _ in QUERIES[::4] for length in range(1, len(text) + 1)]
    return Sample.of([timed_ms(lambda text=text: index.find(text, 300)) for text in texts])  # type: ignore[misc]  # the default binds the loop's text


def _write_own(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "id": f"pets.call_{number}",
            "title": f"Feed pet {number}",
            "method": "POST",
            "path": f"/pets/{number}/feed",
            "summary": "Feeds a pet.",
            "basis": "client",
            "effect": "change",
            "params": [{"name": "food", "in": "body", "type": "string", "description": "What it gets."}],
            "responses": {"success": 201},
        }
        for number in range(count)
    ]
    data = {"section": "pets", "title": "Pets", "group": "Animals", "endpoints": rows}
    (folder / "pets.json").write_text(json.dumps(data), encoding="utf-8")
