"""Bodies without a screen: laid out with their line index, their first page, and a text found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cloudflow_tui.document import Body, Document, first_page, open_document
from cloudflow_tui.document.find import Wanted
from cloudflow_tui.document.found import Found
from tests.benchmarks.bodies import Name, write_bodies
from tests.benchmarks.measuring import Row, Sample, in_turn, timed_ms
from tests.benchmarks.place import Place

SIZES: tuple[Name, ...] = ("1k", "100k", "1m", "10m", "50m")
_WORDS: dict[Name, str] = {"1k": "1 KB", "100k": "100 KB", "1m": "1 MB", "10m": "10 MB", "50m": "50 MB"}
_LIMITS = {("50m", "json"): 500.0, ("50m", "xml"): 2500.0}
_BLOCK = 65536


def measure(place: Place) -> Iterator[Row]:
    """Beside JSON stands `msgspec.json.format` with the newlines counted; beside XML lxml's pretty print."""
    folder = place.folder / "documents"
    write_bodies(folder, *SIZES)
    for name in SIZES:
        for form, floor, beside in (
            ("json", format_json, "msgspec.json.format"),
            ("xml", format_xml, "lxml pretty print"),
        ):
            yield from _opened(place, folder / f"{name}.{form}", _WORDS[name], floor, beside)
    yield from _found(place, folder / "50m.json")


def _opened(
    place: Place, file: Path, size: str, floor: Callable[[bytes], object], beside: str
) -> Iterator[Row]:
    form = file.suffix[1:]
    raw = file.read_bytes()
    body = Body.in_file(file)
    ours, theirs = in_turn(
        place.runs,
        partial(timed_ms, partial(open_document, body, f"application/{form}")),
        partial(timed_ms, partial(floor, raw)),
    )
    yield Row(
        f"{size} of {form.upper()} laid out and indexed",
        Sample.of(ours),
        beside=beside,
        theirs=Sample.of(theirs),
        limit=_LIMITS.get((file.stem, form)),
    )
    if file.stem == "50m":
        (pages,) = in_turn(place.runs, partial(timed_ms, partial(first_page, raw, f"application/{form}")))
        yield Row(f"{size} of {form.upper()}: first page laid out", Sample.of(pages), limit=100.0)


def _found(place: Place, file: Path) -> Iterator[Row]:
    document = open_document(Body.in_file(file), "application/json")
    for what, text, case, limit in (
        ("every hit of `customer 99`", "customer 99", True, 200.0),
        ("a text that never occurs", "no-such-needle", True, 200.0),
        ("every hit of `CUSTOMER 99` in any case", "CUSTOMER 99", False, 1000.0),
        ("over a million hits of `ID` in any case", "ID", False, 1000.0),
    ):
        (took,) = in_turn(place.runs, partial(timed_ms, partial(_find_all, document, text, case)))
        yield Row(f"50 MB of JSON: {what}", Sample.of(took), limit=limit)


def _find_all(document: Document, text: str, case: bool) -> int:
    found = Found([(document.text, 0)], Wanted(text, case=case, kind=document.kind))
    return sum(count for _, count in found.search())


def format_json(raw: bytes) -> int:
    """The least there is: C code that indents, and a count of lines per block."""
    import msgspec

    pretty = msgspec.json.format(raw, indent=2)
    return sum(pretty.count(b"\n", start, start + _BLOCK) for start in range(0, len(pretty), _BLOCK))


def format_xml(raw: bytes) -> int:
    """A tree of all, printed anew."""
    from lxml import etree

    parser = etree.XMLParser(remove_blank_text=True, huge_tree=True, resolve_entities=False)
    return len(etree.tostring(etree.fromstring(raw, parser), pretty_print=True))
