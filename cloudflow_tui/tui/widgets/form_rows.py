"""The rows of a form: headings with counts, one row a field, words of refusals, notes. Draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.request.shape import FREE
from cloudflow_tui.tui.widgets.form_fields import Field, Spot, fields_of, plain_name
from cloudflow_tui.tui.widgets.form_folds import folded_fields, problem_within

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import FieldError
    from cloudflow_tui.request import Problem
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.request.values import Value

Kind = Literal["heading", "field", "words", "note", "more", "blank"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form."""

    kind: Kind
    text: str = ""
    """Of a heading, of words or of a note."""
    end: str = ""
    """What stands at the right of a heading."""
    ink: str = ""
    """Theme variable for the end of a heading, or for words."""
    field: Field | None = None
    """Of a field, and of the words below it."""
    value: Value | Unset = None
    problem: Problem | None = None
    """What is missing or wrong with the field."""
    is_refused: bool = False
    """The server complained about the field."""
    is_more: bool = False
    """Words that go on from the row above."""


@dataclass(frozen=True, slots=True)
class FormView:
    """What a form shows of its draft."""

    draft: Draft
    problems: Sequence[Problem] = ()
    refusals: Mapping[Spot, tuple[str, ...]] | None = None
    """The server's words by field."""
    begun: Mapping[Spot, int] | None = None
    folded: Collection[Spot] = ()
    """Groups that stand as one row."""
    filter: str = ""
    edited: Spot | None = None
    """The field that stands in the editor; what is wrong with it is told in the foot."""
    is_summary: bool = False
    """Only the required fields and those with errors."""
    is_dense: bool = False
    """Without blank rows."""


def rows_of(view: FormView) -> list[Row]:
    """The rows of a form from top to bottom."""
    return _Rows(view).rows()


def wrapped_words(rows: Iterable[Row], width: int) -> list[Row]:
    """The rows, with words that are longer than `width` cells over several of them."""
    from cloudflow_tui.tui.widgets.wrapping import wrapped

    made: list[Row] = []
    for row in rows:
        if row.kind != "words" or len(row.text) <= width:
            made.append(row)
            continue
        first, *others = wrapped(row.text, width)
        made.append(replace(row, text=first))
        made += [replace(row, text=part, is_more=True) for part in others]
    return made


def problem_of(field: Field, problems: Iterable[Problem]) -> Problem | None:
    """The first problem of a field, those that block before those that only tell."""
    found: Problem | None = None
    for problem in problems:
        if problem.place != field.place or not problem.parameter or not _is_about(field, problem.parameter):
            continue
        if problem.blocks:
            return problem
        found = found or problem
    return found


def _is_about(field: Field, name: str) -> bool:
    if field.name == name:
        return True
    if field.section == "by hand":
        return field.name.startswith((f"{name}.", f"{name}["))
    return (
        not field.node.has_members
        and (field.node.is_list or field.node.is_object)
        and name.startswith((f"{field.name.removesuffix('[]')}[", f"{field.name}."))
    )


def refusals_of(fields: Sequence[Field], errors: Sequence[FieldError]) -> dict[Spot, tuple[str, ...]]:
    """The server's words by the field that they are about; complaints about no field are left out."""
    found: dict[Spot, tuple[str, ...]] = {}
    for error in errors:
        field = _refused_field(fields, error)
        if field is not None:
            found[field.spot] = (*found.get(field.spot, ()), error.message)
    return found


def _refused_field(fields: Sequence[Field], error: FieldError) -> Field | None:
    if not error.field and not error.parameter:
        return None
    for field in fields:
        if field.name == error.field:
            return field
    wanted = {plain_name(error.field), error.parameter} - {""}
    for field in fields:
        if plain_name(field.name) in wanted or (
            field.parameter is not None and field.parameter.name in wanted
        ):
            return field
    return None


class _Rows:
    def __init__(self, view: FormView) -> None:
        self._view = view
        self._refusals = view.refusals or {}
        self._by_name: dict[tuple[str, str], Problem] = {}
        for problem in view.problems:
            known = self._by_name.get((problem.place, problem.parameter))
            if known is None or (problem.blocks and not known.blocks):
                self._by_name[problem.place, problem.parameter] = problem
        self._rest = [problem for problem in view.problems if problem.parameter]

    def rows(self) -> list[Row]:
        view = self._view
        fields = fields_of(view.draft, begun=view.begun, is_unfolded=bool(view.filter.strip()))
        if view.folded and not view.is_summary and not view.filter.strip():
            fields = list(folded_fields(view.draft, fields, view.folded))
        made = [self._row(field) for field in fields]
        if view.is_summary:
            return self._summary(made)
        shown = [row for row in made if row.field is not None and _is_found(row.field, view.filter)]
        rows = self._text_note()
        for title, section in (
            ("Required", "required"),
            ("Optional", "optional"),
            ("Added by hand", "by hand"),
        ):
            whole = [row for row in made if row.field is not None and row.field.section == section]
            part = [row for row in shown if row.field is not None and row.field.section == section]
            if part:
                self._blank(rows)
                end, ink = self._counts(whole, section)
                rows.append(Row("heading", title, end, ink))
                rows += self._with_words(part)
        rows += self._notes(has_fields=bool(made), has_shown=bool(shown))
        return rows

    def _text_note(self) -> list[Row]:
        """Says so when other text goes out than what the form holds."""
        if not any(one.kind == "syntax" for one in self._view.problems):
            return []
        lines = ("The Body tab holds text that is sent as it is,", "not these values. x drops that text.")
        marks = ("! ", "  ")
        return [Row("note", mark + line, ink="status-4xx") for mark, line in zip(marks, lines, strict=True)]

    def _blank(self, rows: list[Row]) -> None:
        if not self._view.is_dense:
            rows.append(Row("blank"))

    def _row(self, field: Field) -> Row:
        problem = self._by_name.get((field.place, field.name))
        if (
            problem is None
            and self._rest
            and (field.section == "by hand" or field.node.is_list or field.node.is_object)
        ):
            problem = problem_of(field, self._rest)
        if field.is_folded and problem is not None and problem.kind != "missing":
            problem = None
        if field.spot in self._view.folded:
            problem = problem_within(field, self._rest)
        value = field.value(self._view.draft)
        is_refused = field.spot in self._refusals
        return Row("field", field=field, value=value, problem=problem, is_refused=is_refused)

    def _with_words(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield row
            assert row.field is not None
            words = self._refusals.get(row.field.spot, ())
            for said in words:
                yield Row("words", said, ink="status-4xx", field=row.field, is_refused=True)
            problem = row.problem
            if words or problem is None or problem.kind == "missing" or row.field.spot == self._view.edited:
                continue  # what the server says of a field is enough
            if problem.blocks:
                yield Row(
                    "words",
                    problem.message.removeprefix(f"{problem.parameter} "),
                    ink="status-4xx",
                    field=row.field,
                )

    def _counts(self, rows: Sequence[Row], section: str) -> tuple[str, str]:
        """What stands at the right of a heading, and its ink."""
        if section != "required":
            rows = [row for row in rows if not _is_begun_group(row) and not _is_free_member(row)]
        total = len(rows)
        filled = sum(not isinstance(row.value, Unset) for row in rows)
        missing = sum(row.problem is not None and row.problem.kind == "missing" for row in rows)
        refused = sum(row.is_refused for row in rows)
        wrong = sum(
            row.problem is not None and row.problem.kind != "missing" and row.problem.blocks for row in rows
        )
        if section == "required":
            text = f"{total - missing} of {total} filled"
        else:
            text = f"{filled} of {total} set" if section == "optional" else f"{total} set"
            text += f", {missing} missing" if missing else ""
        text += f", {refused} refused" if refused else ""
        text += f", {wrong} wrong" if wrong else ""
        return text, "required" if missing else "status-4xx" if refused or wrong else "text-muted"

    def _summary(self, made: Sequence[Row]) -> list[Row]:
        required = [row for row in made if row.field is not None and row.field.section == "required"]
        others = [row for row in made if row.field is not None and row.field.section != "required"]
        troubled = [
            row for row in others if row.is_refused or (row.problem is not None and row.problem.blocks)
        ]
        rows: list[Row] = []
        if required:
            end, ink = self._counts(required, "required")
            rows.append(Row("heading", "Required", end, ink))
        rows += self._with_words([*required, *troubled])
        rest = [row for row in others if row not in troubled]
        filled = sum(not isinstance(row.value, Unset) for row in rest)
        if rest:
            rows.append(Row("more", f"+ {len(rest)} optional, {filled} set"))
        elif not required:
            rows.append(Row("more", "No parameters."))
        return rows

    def _notes(self, *, has_fields: bool, has_shown: bool) -> Iterator[Row]:
        endpoint, view = self._view.draft.endpoint, self._view
        if has_fields and not has_shown:
            yield from (Row("blank"), Row("note", f"No parameter has “{view.filter}” in its name."))
            return
        if view.filter.strip():
            return
        lines: list[str] = []
        if endpoint.basis == "client":
            known = "seen in published clients, not in the guide"
            lines += [f"≈ {known if endpoint.id else 'the catalog does not know this call'}"]
        if not endpoint.is_complete:
            what = "the guide's list" if endpoint.basis == "guide" else "the list"
            said = f"… {what} may lack parameters"
            lines += [f"{said}; + adds one"] if view.is_dense else [f"{said}:", "  add one by hand with +"]
        elif not has_fields:
            lines += ["This call takes no parameters."]
        if lines:
            if not view.is_dense or not has_fields:
                yield Row("blank")
            yield from (Row("note", line) for line in lines)


def _is_begun_group(row: Row) -> bool:
    """Whether a row only sums up the rows of its members below it."""
    field = row.field
    return field is not None and field.node.has_members and not field.is_folded


def _is_free_member(row: Row) -> bool:
    """Whether a row is a key within a free object, which has a row of its own."""
    field = row.field
    return field is not None and field.node is FREE and field.section != "by hand"


def _is_found(field: Field, text: str) -> bool:
    name = field.name.lower()
    return all(word in name for word in text.lower().split())
