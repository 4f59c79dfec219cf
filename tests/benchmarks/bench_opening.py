"""Enter on a call of the tree to its fields on screen: the first one opened in a console, and later ones."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.console import find_call, panes, running_console
from tests.benchmarks.measuring import Row, Sample
from tests.benchmarks.place import Place
from tests.benchmarks.pty_program import PtyProgram

CALLS = (
    ("users.create", "Create user", "first_name", 12, 60.0),
    ("settings.update", "Edit system configur", "allow_connect_aws", 257, 100.0),
)
"""(id, beginning of its row, a field that is seen at once, how many fields, most milliseconds)."""
AGAIN = 3


def measure(place: Place) -> Iterator[Row]:
    """A new console for each first opening; then the two in turn in the same console."""
    first: dict[str, list[float]] = {call[0]: [] for call in CALLS}
    later: dict[str, list[float]] = {call[0]: [] for call in CALLS}
    for number in range(place.runs * len(CALLS)):
        order = CALLS if number % 2 else CALLS[::-1]
        with running_console(place) as program:
            for turn in range(AGAIN + 1):
                for position, (endpoint_id, title, field, _, _) in enumerate(order):
                    took = opened_ms(program, endpoint_id, title, field)
                    is_first = turn == 0 and position == 0
                    (first if is_first else later)[endpoint_id].append(took)
    for endpoint_id, _, _, count, limit in CALLS:
        what = f"opening `{endpoint_id}`, {count} parameters, key to fields"
        yield Row(f"{what}, later ones", Sample.of(later[endpoint_id]), limit=limit)
        yield Row(f"{what}, the first call opened", Sample.of(first[endpoint_id]))


def opened_ms(program: PtyProgram, endpoint_id: str, title: str, field: str) -> float:
    """Milliseconds from enter to the field on screen."""
    find_call(program, endpoint_id, title)
    pressed_at = program.key("enter")
    took = program.wait(lambda screen: field in panes(screen), since=pressed_at)
    program.rest(0.2)
    return took
