"""Pieces written by hand, after what tickets look like: `by_hand.txt`, a line `=== rules` before each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.interchange.corpus.bases import KEY
from tests.interchange.corpus.faults import Piece


def by_hand() -> Iterator[Piece]:
    text = (Path(__file__).parent / "by_hand.txt").read_text(encoding="utf-8")
    parts = (part.lstrip(" ") for part in text.split("===")[1:])
    for number, part in enumerate(parts):
        head, _, body = part.partition("\n")
        yield Piece(
            f"by hand {number} {head or 'clean'}", body.replace("{KEY}", KEY), frozenset(head.split())
        )
