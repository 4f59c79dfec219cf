"""Checks the settings of a billing module against a live cloud: what is there, and whether it fits together.

Only reads; after one 401 nothing more is asked. What the account may not read stays unknown: an id that is
missing in a list may also only be hidden from this account, and the message says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from cloudflow_tui.catalog.versions import is_before
from cloudflow_tui.interchange.settings_reader import SIZES, Kind, Setting
from cloudflow_tui.workspace.cloud_lists import CloudLists, Rows

if TYPE_CHECKING:
    from cloudflow_tui.workspace.workspace import Workspace

Verdict = Literal["good", "wrong", "possible", "unknown"]
"""Good, certainly wrong, possibly wrong, or nobody can tell."""
LISTS: Final[dict[Kind, tuple[str, str, str]]] = {
    "template": ("templates.list_all", "templates.show", "template"),
    "hypervisor_zone": ("hypervisor_zones.list", "hypervisor_zones.get", "hypervisor zone"),
    "hypervisor": ("hypervisors.list", "hypervisors.get", "hypervisor"),
    "data_store_zone": ("data_store_zones.list", "data_store_zones.get", "data store zone"),
    "data_store": ("data_stores.list", "data_stores.get", "data store"),
    "network_zone": ("network_zones.list", "network_zones.get", "network zone"),
    "network": ("networks.list", "networks.get", "network"),
    "role": ("roles.list", "roles.get", "role"),
    "user_group": ("user_groups.list", "user_groups.get", "user group"),
    "billing_plan": ("billing_plans.list", "billing_plans.get", "billing plan"),
    "bucket": ("buckets.list", "buckets.get", "bucket"),
}
"""Kind to the list that has it, the call that shows one, and its name."""
BUCKETS_SINCE: Final = "5.6"
MOST_OFFERED: Final = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked."""

    setting: str
    """Its name in the module; of what is checked together, the names with " and "."""
    verdict: Verdict
    message: str
    """A sentence."""
    number: int = 0
    """Of the exchange in the history that shows it, 0 when none does."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A setting that names an object which is there."""

    setting: Setting
    id: str
    row: dict[str, Any] = field(repr=False)

    @property
    def named(self) -> str:
        """`template 8 (Debian 12 x64)`."""
        label = str(self.row.get("label") or "")
        words = f"{LISTS[self.setting.kind][2]} {self.id}"
        return f"{words} ({label})" if label else words

    @property
    def titled(self) -> str:
        """The same at the beginning of a sentence."""
        return _titled(self.named)


@dataclass(frozen=True, slots=True)
class SettingsReport:
    """What the check found."""

    settings: tuple[Setting, ...]
    checked: tuple[Checked, ...]
    stopped: str = ""
    """Why not all was asked, a sentence."""

    def count(self, *verdicts: Verdict) -> int:
        return sum(one.verdict in verdicts for one in self.checked)

    @property
    def sentence(self) -> str:
        """The outcome in a few words."""
        parts = [
            f"{count} {words}"
            for verdict, words in (
                ("good", "right"), ("wrong", "wrong"),
                ("possible", "possibly wrong"), ("unknown", "not known"),
            )
            if (count := sum(one.verdict == verdict for one in self.checked))
        ]  # fmt: skip
        return (", ".join(parts) or "Nothing was checked") + "."


SIGNS: Final[dict[Verdict, str]] = {"good": "✓", "wrong": "×", "possible": "!", "unknown": "?"}


def report_lines(report: SettingsReport) -> Iterator[str]:
    """A line for each thing that was checked, with the exchange that shows it."""
    for one in report.checked:
        seen = f" (#{one.number})" if one.number else ""
        yield f"{SIGNS[one.verdict]} {one.setting}: {one.message}{seen}"


async def check_settings(workspace: Workspace, settings: Sequence[Setting]) -> SettingsReport:
    """Ask the cloud for everything that the settings name, then whether it fits together."""
    from cloudflow_tui.workspace.settings_fit import fits

    lists = CloudLists(workspace)
    if not workspace.version:
        lists.is_refused = await _version_refused(workspace)
    checked: list[Checked] = []
    chosen: list[Chosen] = []
    for setting in settings:
        if setting.kind in SIZES:
            continue
        if not setting.kind:
            checked.append(Checked(setting.name, "unknown", _numbered(setting)))
            continue
        gone = _of_the_version(workspace, setting)
        checked += gone
        for value in () if gone else setting.values:
            one, said = await _look_up(workspace, lists, setting, value)
            checked.append(said)
            if one is not None:
                chosen.append(one)
    checked += _of_sizes(settings)
    checked += await fits(lists, chosen, settings)
    checked += _of_another_cloud(checked)
    return SettingsReport(tuple(settings), tuple(checked), _stopped(lists))


async def _version_refused(workspace: Workspace) -> bool:
    """Learn the version, which decides between plans and buckets; True when the sign-in is refused."""
    exchange = await workspace.send(workspace.version_draft(), anyway=True)
    workspace.learn_version(exchange)
    return exchange.status == 401


def _titled(words: str) -> str:
    return words[:1].upper() + words[1:]


def _numbered(setting: Setting) -> str:
    shown = ", ".join(setting.values)
    return f"{shown}: the module only numbers it, so what it is about is not known; write its name instead."


def _stopped(lists: CloudLists) -> str:
    if lists.is_refused:
        return "The sign-in was refused (401), so no more was asked: three refusals can shut out the address."
    return lists.trouble


def _of_the_version(workspace: Workspace, setting: Setting) -> list[Checked]:
    """Billing plans became buckets: which of the two this cloud has."""
    version = workspace.version
    if not version or setting.kind not in ("billing_plan", "bucket"):
        return []
    has_buckets = not is_before(version, BUCKETS_SINCE)
    if setting.kind == "billing_plan" and has_buckets:
        said = f"Billing plans are gone since {BUCKETS_SINCE}; this cloud is {version}: set a bucket instead."
        return [Checked(setting.name, "wrong", said)]
    if setting.kind == "bucket" and not has_buckets:
        said = f"Buckets came with {BUCKETS_SINCE}; this cloud is {version}: set a billing plan instead."
        return [Checked(setting.name, "wrong", said)]
    return []


async def _look_up(
    workspace: Workspace, lists: CloudLists, setting: Setting, value: str
) -> tuple[Chosen | None, Checked]:
    list_id, get_id, noun = LISTS[setting.kind]
    rows = await lists.rows(list_id)
    if not rows.is_read:
        return None, Checked(setting.name, "unknown", _unread(lists, rows, noun, value), rows.number)
    if not value.isdecimal():
        return _by_name(setting, rows, noun, value)
    row = rows.by_id(value)
    if row is None and not rows.is_whole:
        row = await lists.one(get_id, **{_path_name(workspace, get_id): value})
    if row is None:
        account = workspace.profile.login or "this account"
        said = f"{_titled(noun)} {value} is not there, or {account} cannot see it; {_offer(rows)}."
        return None, Checked(setting.name, "wrong", said, rows.number)
    found = Chosen(setting, value, row)
    return found, Checked(setting.name, "good", f"{found.titled} is there.", rows.number)


def _unread(lists: CloudLists, rows: Rows, noun: str, value: str) -> str:
    if rows.status is None:
        return f"{_titled(noun)} {value}: not asked."
    if rows.status == 403:
        return f"{_titled(noun)} {value}: this account may not read the list of {noun}s (403)."
    return f"{_titled(noun)} {value}: the list of {noun}s was answered {rows.status}."


def _by_name(setting: Setting, rows: Rows, noun: str, value: str) -> tuple[Chosen | None, Checked]:
    named = rows.named(value)
    if len(named) == 1:
        found = Chosen(setting, str(named[0].get("id")), named[0])
        return found, Checked(setting.name, "good", f"{found.titled} is there.", rows.number)
    if named:
        ids = ", ".join(str(row.get("id")) for row in named)
        said = f"{len(named)} {noun}s are called “{value}”: {ids}. Set the id instead."
        return None, Checked(setting.name, "wrong", said, rows.number)
    said = f"No {noun} is called “{value}”; {_offer(rows)}."
    return None, Checked(setting.name, "wrong", said, rows.number)


def _offer(rows: Rows) -> str:
    some = [f"{row.get('id')} ({row.get('label')})" for row in rows.rows[:MOST_OFFERED]]
    more = f" and {len(rows.rows) - len(some)} more" if len(rows.rows) > len(some) else ""
    return f"there are {', '.join(some)}{more}" if some else "there are none"


def _path_name(workspace: Workspace, endpoint_id: str) -> str:
    names = [one.name for one in workspace.catalog.endpoint(endpoint_id).parameters_in("path")]
    return names[0]


def _of_sizes(settings: Sequence[Setting]) -> list[Checked]:
    """Amounts that are no numbers, or in another unit than the API's."""
    found = []
    for setting in settings:
        if setting.kind not in SIZES:
            continue
        value = setting.values[0]
        if not value.isdecimal():
            said = f"“{value}” is no whole number; memory is in MB, disks are in GB, without the unit."
            found.append(Checked(setting.name, "wrong", said))
        elif setting.kind == "memory" and int(value) < 128:
            said = f"{value} would be {value} MB of memory; possibly GB are meant: {int(value) * 1024}."
            found.append(Checked(setting.name, "possible", said))
        elif setting.kind in ("disk", "swap") and int(value) >= 5120:
            said = f"{value} would be {value} GB; possibly MB are meant: {int(value) // 1024}."
            found.append(Checked(setting.name, "possible", said))
    return found


def _of_another_cloud(checked: Sequence[Checked]) -> list[Checked]:
    missing = [one for one in checked if one.verdict == "wrong" and "is not there" in one.message]
    there = [one for one in checked if one.verdict == "good"]
    if len(missing) < 2 or len(missing) <= len(there):
        return []
    said = "Most ids are not on this cloud: possibly these settings belong to another cloud than this server."
    return [Checked("all settings", "possible", said)]
