"""A short run of schemathesis on the exported OpenAPI; the long one is `python -m tests.fuzz_sandbox`."""

from __future__ import annotations

import pytest

pytest.importorskip("schemathesis", reason="the fuzzer is in the test extra")


@pytest.mark.filterwarnings("default")
def test_no_answer_is_out_of_order() -> None:
    from tests.fuzz_sandbox import fuzz

    report = fuzz(200, seed=3, share=0.08)
    assert report.faults == []
    assert report.count > 100
    assert report.statuses[200] > 10


@pytest.mark.filterwarnings("default")
def test_what_was_made_is_there_and_what_was_removed_is_gone() -> None:
    from tests.fuzz_sandbox import fuzz_chains

    report = fuzz_chains(12)
    assert report.faults == []
    assert report.statuses[201] > 0
    assert report.statuses[204] > 0
