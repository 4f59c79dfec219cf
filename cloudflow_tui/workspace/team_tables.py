"""The tables of a team store. Loaded only when one is used: SQLAlchemy comes with the extra `team`."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)


@dataclass(frozen=True, slots=True)
class TeamTables:
    """Named with a prefix, so that they may lie beside others. Each row says who put it there, and when."""

    metadata: MetaData = field(default_factory=MetaData)

    def cases(self) -> Table:
        return self._table(
            "cases",
            Column("name", Text, primary_key=True),
            Column("title", Text, nullable=False),
            Column("is_open", Boolean, nullable=False),
            Column("opened_at", DateTime(timezone=True), nullable=False),
        )

    def exchanges(self) -> Table:
        return self._table(
            "exchanges",
            Column("mark", Text, primary_key=True),
            Column("started_at", DateTime(timezone=True), nullable=False),
            Column("method", Text, nullable=False),
            Column("url", Text, nullable=False),
            Column("document", Text, nullable=False),
        )

    def case_exchanges(self) -> Table:
        return self._table(
            "case_exchanges",
            Column("case_name", Text, nullable=False),
            Column("mark", Text, nullable=False),
            PrimaryKeyConstraint("case_name", "mark"),
        )

    def notes(self) -> Table:
        return self._table(
            "notes",
            Column("mark", Text, primary_key=True),
            Column("case_name", Text, nullable=False),
            Column("exchange_mark", Text, nullable=False),
            Column("written_at", DateTime(timezone=True), nullable=False),
            Column("author", Text, nullable=False),
            Column("text", Text, nullable=False),
        )

    def attachments(self) -> Table:
        return self._table(
            "attachments",
            Column("case_name", Text, nullable=False),
            Column("name", Text, nullable=False),
            Column("content_type", Text, nullable=False),
            Column("data", LargeBinary, nullable=False),
            PrimaryKeyConstraint("case_name", "name"),
        )

    def all(self) -> list[Table]:
        """Every table, made known to the metadata."""
        return [self.cases(), self.exchanges(), self.case_exchanges(), self.notes(), self.attachments()]

    def _table(self, name: str, *columns: Column[object] | PrimaryKeyConstraint) -> Table:
        full = f"cloudflow_{name}"
        if full in self.metadata.tables:
            return self.metadata.tables[full]
        return Table(
            full,
            self.metadata,
            *columns,
            Column("pushed_by", Text, nullable=False),
            Column("pushed_at", DateTime(timezone=True), nullable=False),
        )
