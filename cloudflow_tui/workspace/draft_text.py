"""A whole draft as text to edit, and back. Secrets do not stand in it; they stay as they are in the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.errors import BuildError
from cloudflow_tui.request.shape import PLACES
from cloudflow_tui.request.tree import put, take
from cloudflow_tui.request.values import Value, copy_value
from cloudflow_tui.workspace.saved import from_saved, to_saved
from cloudflow_tui.workspace.saved_toml import from_toml, to_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloudflow_tui.request import Draft
    from cloudflow_tui.request.shape import Path

_HEAD = "# What stands here is sent. Take a line out to leave its parameter out.\n"


def to_text(draft: Draft) -> str:
    """The draft as a saved request has it, with a comment on what is not in it."""
    data, left_out = to_saved(draft)
    data.pop("left_out", None)
    note = f"# Not shown, and kept as they are: {', '.join(left_out)}\n" if left_out else ""
    return f"{_HEAD}{note}\n{to_toml(data)}"


def from_text(draft: Draft, text: str) -> Draft:
    """The draft that an edited text says; the endpoint stays, and what was not shown is put back.

    Raises:
        BuildError: The text is no TOML (with its place), or holds something of another kind.
    """
    from cloudflow_tui.request import Draft

    try:
        data = from_toml(text)
    except ValueError as error:
        raise BuildError(
            f"The text is no TOML: {error}.", advice="Nothing was changed; edit it again."
        ) from error
    made = Draft.from_dict(draft.endpoint, from_saved(data))
    before, _ = to_saved(draft)
    shown = Draft.from_dict(draft.endpoint, from_saved(before))
    for place in PLACES:
        for path, value in _leaves(draft.values(place), ()):
            is_hidden = isinstance(take(shown.values(place), path), Unset)
            if is_hidden and isinstance(take(made.values(place), path), Unset):
                values = {key: copy_value(one) for key, one in made.values(place).items()}
                put(values, path, copy_value(value), draft.shape.name_of(place, path))
                made.load_values(place, values)
    made.headers += [pair for pair in draft.headers if pair not in shown.headers]
    made.extra_query += [pair for pair in draft.extra_query if pair not in shown.extra_query]
    return made


def _leaves(value: Value, path: Path) -> Iterator[tuple[Path, Value]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    elif path:
        yield path, value
