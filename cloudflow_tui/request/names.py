"""Parameter names as people write them, taken apart into steps and put together again.

    login                          one value
    limits.limit_cpu               a key of an object
    role_ids[]                     a list; role_ids[2] its third value
    sources[].target_type          a key of the first object of a list; sources[1].target_type of the second
    period[startdate]              a key, as query strings write it
    limits["a.b"]                  a key that holds dots or brackets

Knows nothing of endpoints; whether a name means something is for `shape` to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

Step = str | int | None
"""A key, an index, or None for `[]`: the list itself at the end of a name, else its first value."""

_PLAIN_KEY = re.compile(r"[^.\[\]]+")
_PART = re.compile(
    r"""(?P<key>[^.\[\]]+)
      | \[ (?P<index>[0-9]{1,9}) \]
      | \[ (?P<quoted>"(?:[^"\\]|\\.)*") \]
      | \[ (?P<inner>[^\[\]"]+) \]
      | (?P<list>\[\])""",
    re.VERBOSE,
)


def parse_name(name: str) -> tuple[Step, ...]:
    """The steps of a name.

    Raises:
        ValueError: It is not a name: empty, an empty part, a bracket left open.
    """
    steps: list[Step] = []
    position = 0
    while position < len(name):
        if steps and name[position] == ".":
            position += 1
        elif steps and name[position] != "[":
            raise ValueError(name)
        part = _PART.match(name, position)
        if part is None or (position and name[position - 1] == "." and name[position] == "["):
            raise ValueError(name)
        steps.append(_step_of(part))
        position = part.end()
    if not steps or not isinstance(steps[0], str) or name.endswith("."):
        raise ValueError(name)
    return tuple(steps)


def _step_of(part: re.Match[str]) -> Step:
    if part["list"]:
        return None
    if part["index"]:
        return int(part["index"])
    if part["quoted"]:
        return str(json.loads(part["quoted"], strict=False))
    return part["key"] or part["inner"]


def format_name(steps: Sequence[Step]) -> str:
    """The name of these steps; `parse_name` of it gives them back."""
    text = ""
    for step in steps:
        if step is None:
            text += "[]"
        elif isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{json.dumps(step)}]"
    return text


def nearest(name: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Known names most like this one, best first; none when nothing is near."""
    from difflib import get_close_matches

    spelled: dict[str, str] = {}
    for one in known:
        spelled.setdefault(_folded(one), one)
    wanted = _folded(name)
    found = get_close_matches(wanted, spelled, n=count, cutoff=0.6)
    inside = [one for one in spelled if wanted and (wanted in one.split("_") or one in wanted.split("_"))]
    ordered = [*found, *(one for one in inside if one not in found)]
    return tuple(spelled[one] for one in ordered[:count])


def _folded(name: str) -> str:
    return name.lower().replace("-", "_").replace("[]", "")
