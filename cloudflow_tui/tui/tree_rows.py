"""Rows of the tree: groups, resources and endpoints, folded, unfolded or filtered. No widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cloudflow_tui.catalog.models import EndpointSummary, Group, SectionSummary

RowKind = Literal["group", "section", "endpoint"]


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One row of the tree."""

    kind: RowKind
    key: str
    """Title of a group, id of a section or endpoint."""
    title: str
    count: int = 0
    is_open: bool = False
    endpoint: EndpointSummary | None = None
    saved_name: str = ""
    """Of a saved request, whose key is `@` and this name."""


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """A saved request in the tree."""

    name: str
    """With its folder."""
    summary: EndpointSummary
    """Of its endpoint; one that is gone has no id."""


SAVED_GROUP = "Saved requests"
Find = Callable[[str], Sequence[EndpointSummary]]
Nearest = Callable[[str], Sequence[str]]


@dataclass(slots=True)
class TreeModel:
    """Which rows are seen.

    A filter shows the endpoints that it finds, best first, without groups.
    """

    groups: tuple[Group, ...]
    find: Find
    nearest: Nearest = lambda _text: ()
    """Words that may be meant when a filter finds nothing."""
    open_groups: set[str] = field(default_factory=set)
    open_sections: set[str] = field(default_factory=set)
    filter_text: str = ""
    rows: list[TreeRow] = field(default_factory=list)
    found: int = 0
    """How many endpoints the filter finds."""
    only: tuple[EndpointSummary, ...] | None = None
    """Shown alone, in place of the tree, such as what is new in a version; a filter works within them."""

    saved: tuple[SavedEntry, ...] = ()
    """Shown above all, and found by their names."""

    def __post_init__(self) -> None:
        self.refresh()

    @property
    def endpoint_count(self) -> int:
        return sum(group.endpoint_count for group in self.groups)

    def refresh(self) -> None:
        """Make the rows anew."""
        if self.filter_text.strip() or self.only is not None:
            hits = self._hits()
            self.found = len(hits)
            self.rows = [*self._saved_hits(), *(_endpoint_row(hit) for hit in hits)]
        else:
            self.found = self.endpoint_count
            self.rows = list(self._tree())

    def _hits(self) -> Sequence[EndpointSummary]:
        if self.only is None:
            return self.find(self.filter_text)
        if not self.filter_text.strip():
            return self.only
        wanted = {row.id for row in self.only}
        return [hit for hit in self.find(self.filter_text) if hit.id in wanted]

    def _saved_hits(self) -> Iterator[TreeRow]:
        words = self.filter_text.lower().split()
        if words and self.only is None:
            found = (one for one in self.saved if all(word in one.name.lower() for word in words))
            yield from (_saved_row(one, one.name) for one in found)

    def _saved_tree(self) -> Iterator[TreeRow]:
        """The saved requests: those without a folder, then folder by folder."""
        if not self.saved:
            return
        is_open = SAVED_GROUP in self.open_groups
        yield TreeRow("group", SAVED_GROUP, SAVED_GROUP, len(self.saved), is_open)
        folders = sorted({one.name.rpartition("/")[0] for one in self.saved}) if is_open else []
        for folder in folders:
            inside = [one for one in self.saved if one.name.rpartition("/")[0] == folder]
            if folder:
                is_unfolded = f"@{folder}/" in self.open_sections
                yield TreeRow("section", f"@{folder}/", folder, len(inside), is_unfolded)
            if not folder or is_unfolded:
                yield from (_saved_row(one, one.name.rpartition("/")[2]) for one in inside)

    def _tree(self) -> Iterator[TreeRow]:
        yield from self._saved_tree()
        for group in self.groups:
            is_open = group.title in self.open_groups
            yield TreeRow("group", group.title, group.title, group.endpoint_count, is_open)
            if is_open:
                for section in group.sections:
                    yield from self._section(section)

    def _section(self, section: SectionSummary) -> Iterator[TreeRow]:
        is_open = section.id in self.open_sections
        yield TreeRow("section", section.id, section.title, len(section.endpoints), is_open)
        if is_open:
            yield from map(_endpoint_row, section.endpoints)

    def toggle(self, index: int, *, to: bool | None = None) -> None:
        """Fold or unfold the group or section of a row; an endpoint has nothing to fold."""
        row = self.rows[index]
        opened = self.open_groups if row.kind == "group" else self.open_sections
        if row.kind == "endpoint" or to is row.is_open:
            return
        (opened.discard if row.is_open else opened.add)(row.key)
        self.refresh()

    def parent_of(self, index: int) -> int:
        """The row that holds this one; the row itself when none does."""
        wanted = {"endpoint": ("section", "group"), "section": ("group",)}.get(self.rows[index].kind, ())
        for above in range(index - 1, -1, -1):
            if self.rows[above].kind in wanted:
                return above
        return index

    def reveal(self, summary: EndpointSummary) -> int:
        """Unfold as far as needed to see an endpoint, without a filter; gives its row."""
        self.filter_text, self.only = "", None
        self.open_groups.add(summary.group)
        self.open_sections.add(summary.section)
        self.refresh()
        return self.index_of(summary.id)

    def index_of(self, endpoint_id: str) -> int:
        """The row of an endpoint, -1 when it is not seen."""
        rows = enumerate(self.rows)
        return next((index for index, row in rows if row.kind == "endpoint" and row.key == endpoint_id), -1)

    def fold_all(self) -> None:
        self.open_groups.clear()
        self.open_sections.clear()
        self.refresh()

    def unfold_group(self, index: int) -> None:
        """Unfold the group of a row with all its sections."""
        while self.rows[index].kind != "group" and self.parent_of(index) != index:
            index = self.parent_of(index)
        title = self.rows[index].key
        for group in self.groups:
            if group.title == title:
                self.open_groups.add(title)
                self.open_sections.update(section.id for section in group.sections)
        self.refresh()


def _endpoint_row(summary: EndpointSummary) -> TreeRow:
    return TreeRow("endpoint", summary.id, summary.title, endpoint=summary)


def _saved_row(entry: SavedEntry, title: str) -> TreeRow:
    return TreeRow("endpoint", f"@{entry.name}", title, endpoint=entry.summary, saved_name=entry.name)
