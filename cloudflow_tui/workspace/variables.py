"""Variables of a profile: `${name}` in a draft becomes what the profile says.

Only names that the profile has are replaced; `${HOME}` in a script stays what it is. `$${name}` stands for
`${name}` itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.profiles.models import Profile
    from cloudflow_tui.request import Draft
    from cloudflow_tui.request.values import Value

_PLACE = re.compile(r"(\$?)\$\{([A-Za-z_]\w*)\}")


def filled(draft: Draft, profile: Profile) -> Draft:
    """The draft with the variables of the profile in their places; the same object when there are none."""
    if not profile.variables:
        return draft
    values = dict(profile.variables)
    made = draft.copy()
    for name, value in list(draft.items()):
        new = _replaced(value, values)
        if new == value:
            continue
        if isinstance(new, str):
            made.set_text(name, new)
        else:
            made.set(name, new)
    made.headers = [(name, _text(value, values)) for name, value in draft.headers]
    made.extra_query = [(name, _text(value, values)) for name, value in draft.extra_query]
    if draft.raw_body is not None:
        made.raw_body = _text(draft.raw_body, values)
    return made


def _replaced(value: Value, values: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return _text(value, values)
    if isinstance(value, list):
        return [_replaced(one, values) for one in value]
    if isinstance(value, dict):
        return {key: _replaced(inner, values) for key, inner in value.items()}
    return value


def _text(text: str, values: Mapping[str, str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        if match[2] not in values:
            return match[0]
        return match[0][1:] if match[1] else values[match[2]]

    return _PLACE.sub(replaced, text) if "${" in text else text
