"""What was found in a text of any length: counted piece by piece, each place told when it is asked for.

A million hits take no more room than ten: a piece is looked through again when one of its hits is shown.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.find import Piece, Wanted, pieces_of
from cloudflow_tui.document.placed import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cloudflow_tui.document.text_index import Searched

_KEPT_PIECES: Final = 4
_PLACED_ONE_BY_ONE: Final = 20_000


class Found:
    """The hits of one text in another. Filled by `take`, which belongs to one thread.

    Args:
        texts: Each with the number of its first line.
    """

    def __init__(self, texts: Sequence[tuple[Searched, int]], wanted: Wanted) -> None:
        self.wanted = wanted
        self.is_all = False
        """Whether the text was looked through to its end."""
        self._texts = texts
        self._pieces: list[Piece] = []
        """Those with hits."""
        self._counts = array("Q", [0])
        """Hits before each of them; the last is the sum."""
        self._known: OrderedDict[int, Sequence[Hit]] = OrderedDict()

    @property
    def total(self) -> int:
        """How many hits there are, as far as it is known."""
        return self._counts[-1]

    def search(self) -> Iterator[tuple[Piece, int]]:
        """Each piece with the number of its hits, to be handed to `take`. May run in another thread."""
        for text, line in self._texts:
            for piece in pieces_of(text, line):
                yield piece, self.wanted.count(text, piece)

    def take(self, piece: Piece, count: int) -> None:
        """Note the hits of the next piece."""
        if count:
            self._pieces.append(piece)
            self._counts.append(self.total + count)

    def hit(self, index: int) -> Hit:
        """A hit by its place among all.

        Raises:
            IndexError: There are fewer.
        """
        at = bisect_right(self._counts, index) - 1
        if not 0 <= at < len(self._pieces):
            raise IndexError(index)
        return self._hits(at)[index - self._counts[at]]

    def index_at(self, line: int, column: int = 0) -> int:
        """The place among all of the first hit at or behind a column; the total when there is none."""
        at = max(0, bisect_right(self._pieces, line, key=lambda piece: piece.line) - 1)
        while at > 0 and self._pieces[at].line >= line:
            at -= 1  # A long line may begin in a piece before.
        for place in range(at, len(self._pieces)):
            hits = self._hits(place)
            within = bisect_left(hits, (line, column, 0))
            if within < len(hits):
                return self._counts[place] + within
        return self.total

    def lines(self) -> Iterator[int]:
        """Lines with hits to mark beside the text: each when there are few, else where the pieces begin."""
        if self.total <= _PLACED_ONE_BY_ONE:
            for at in range(len(self._pieces)):
                yield from (hit.line for hit in self._hits(at))
        else:
            yield from (piece.line for piece in self._pieces)

    def _hits(self, at: int) -> Sequence[Hit]:
        hits = self._known.get(at)
        if hits is None:
            piece = self._pieces[at]
            text = next(text for text, line in reversed(self._texts) if line <= piece.line)
            hits = self._known[at] = self.wanted.hits(text, piece)
            if len(self._known) > _KEPT_PIECES:
                self._known.popitem(last=False)
        return hits
