"""A sequence whose items are made when they are asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class OnDemand(Sequence[T_co], Generic[T_co]):
    """Subclasses give its length and the item at a place from 0."""

    @abstractmethod
    def at(self, place: int) -> T_co:
        """The item at a place that there is."""

    @overload
    def __getitem__(self, index: int, /) -> T_co: ...
    @overload
    def __getitem__(self, index: slice, /) -> list[T_co]: ...
    def __getitem__(self, index: int | slice, /) -> T_co | list[T_co]:
        if isinstance(index, slice):
            return [self.at(place) for place in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"{index} of {len(self)}")
        return self.at(place)
