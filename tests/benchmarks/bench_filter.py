"""A letter in the filter box to the rows that it finds, on the screen of the console."""

from __future__ import annotations

from collections.abc import Iterator

from cloudflow_tui.catalog import Catalog, SearchIndex
from tests.benchmarks.console import running_console, tree_rows
from tests.benchmarks.measuring import Row, Sample, timed_ms
from tests.benchmarks.place import Place

TEXTS = ("create user", "rebuild", "firewall rule", "DELETE backup", "hypervisor_id", "zone attach")


def measure(place: Place) -> Iterator[Row]:
    """The search alone, then key to rows; letters that leave the rows as they are do not count."""
    endpoints = Catalog.load().endpoints
    index = SearchIndex(endpoints)
    beginnings = [text[:length] for text in TEXTS for length in range(1, len(text) + 1)]
    searches = [timed_ms(lambda text=text: index.find(text, 300)) for text in beginnings * place.runs]  # type: ignore[misc]  # the default binds the loop's text
    yield Row(f"search alone over {len(endpoints):,} calls", Sample.of(searches), limit=3.0)
    figures: list[float] = []
    with running_console(place) as program:
        for _ in range(place.runs):
            for text in TEXTS:
                program.key("/")
                program.rest(0.1)
                for letter in text:
                    took = program.changed(letter, tree_rows, timeout_s=0.15)
                    program.rest(0.05)
                    if took is not None:
                        figures.append(took)
                program.key("escape")
                program.rest(0.1)
    yield Row(
        "filter box, key to the rows it finds on screen",
        Sample.of(figures),
        limit=50.0,
        note=f"{len(figures)} keys, slowest {max(figures):.0f} ms",
    )
