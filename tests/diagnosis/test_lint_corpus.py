"""Lint held against a corpus of pasted pieces: what it finds, what it misses, what it cries for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cloudflow_tui.diagnosis.lint import lint
from cloudflow_tui.interchange import read_pasted
from tests.interchange.corpus.bases import bases, the_catalog
from tests.interchange.corpus.by_hand import by_hand
from tests.interchange.corpus.faults import Piece, planted
from tests.interchange.corpus.forms import FORMS

WANTED_PIECES = 150
LIMIT = 0.97


def clean() -> Iterator[Piece]:
    """Requests without a fault, in every form."""
    for name, write in FORMS.items():
        for base in bases():
            yield Piece(f"{name}: {base.endpoint.id}", write(base))


CORPUS = (*clean(), *planted(), *by_hand())


def found_in(piece: Piece) -> set[str]:
    """Rules of the errors and warnings of a piece."""
    reports = [lint(pasted, the_catalog(), piece.version) for pasted in read_pasted(piece.text)]
    return {one.rule for report in reports for one in report.findings if one.severity != "info"}


def test_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    hits = extra = missed = 0
    told: list[str] = []
    for piece in CORPUS:
        found = found_in(piece)
        hits += len(found & piece.wanted)
        extra += len(found - piece.wanted)
        missed += len(piece.wanted - found)
        if found != piece.wanted:
            told.append(f"{piece.name}: too many {found - piece.wanted}, missed {piece.wanted - found}")
    precision, recall = hits / (hits + extra), hits / (hits + missed)
    with capsys.disabled():
        figures = f"precision {precision:.3f}, recall {recall:.3f}"
        print(f"\n{len(CORPUS)} pieces: {figures}")  # noqa: T201  # the figures are to be seen
    assert len(CORPUS) >= WANTED_PIECES
    assert precision >= LIMIT, told
    assert recall >= LIMIT, told


@pytest.mark.parametrize("form", FORMS)
def test_clean_requests_are_read_alike(form: str) -> None:
    for base in bases():
        [pasted] = read_pasted(FORMS[form](base))
        report = lint(pasted, the_catalog())
        assert (pasted.method, report.endpoint_id) == (base.method, base.endpoint.id)
        assert not report.has_errors


def test_secrets_of_the_corpus_are_shown_nowhere() -> None:
    from tests.interchange.corpus.bases import KEY

    for piece in CORPUS:
        for pasted in read_pasted(piece.text):
            report = lint(pasted, the_catalog(), piece.version)
            shown = repr(report) + repr(report.to_dict())
            assert KEY not in shown, piece.name
            assert "Geheim-2026" not in shown, piece.name
