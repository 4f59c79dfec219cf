"""What the history screen does with exchanges: notes, cases, hand-over, sending again, views, upkeep."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import work

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.history.limits import limits_of, remember_limits, remembered_limits
from cloudflow_tui.tui.screens.ask import AskScreen
from cloudflow_tui.tui.screens.history_comparing import HistoryComparing

MOST_HANDED_OVER = 1000
"""So many are shown before they are written; the command line writes any number."""
_CASE_QUERY = re.compile(r'case:"?([^"*?,]+?)"?')


class HistoryWorking(HistoryComparing):
    """Keys that lead to other screens, and what becomes of their answers."""

    def on_mount(self) -> None:
        super().on_mount()
        if self.workspace.profile.is_read_only:
            self.footer.right = "read-only: replay sends reads only"

    def _chosen(self) -> list[int]:
        """The marked exchanges, else the one under the cursor."""
        row = self.rows.current
        return sorted(self.rows.marked) or ([] if row is None else [row.number])

    def _shared_case(self) -> str:
        """The case that all chosen exchanges belong to, "" when there is none or several."""
        row = self.rows.current
        rows = list(self.rows.marked.values()) or ([] if row is None else [row])
        shared = set(rows[0].cases).intersection(*(one.cases for one in rows)) if rows else set()
        return shared.pop() if len(shared) == 1 else ""

    # Hand-over

    def action_export(self) -> None:
        """Hand over what is marked, else all that was searched for, else the one under the cursor."""
        if self.search.value.strip() and not self.rows.marked:
            self._export_found(self.search.value.strip())
        elif numbers := self._chosen():
            pair = self.compare_pane.pair
            compared = [pair.numbers] if self.is_comparing and pair is not None else []
            self._export(numbers, self._shared_case(), compared)

    @work(group="export", exclusive=True, exit_on_error=False)
    async def _export_found(self, query: str) -> None:
        try:
            numbers = await asyncio.to_thread(self.workspace.history.numbers, query)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        if len(numbers) > MOST_HANDED_OVER:
            self.tell(
                f"{len(numbers):,} exchanges are too many to look at first. Search for less, or use "
                f"cloudflow-tui history export."
            )
        elif numbers:
            found = _CASE_QUERY.fullmatch(query)
            self._export(sorted(numbers), found[1] if found else "")

    def _export(
        self, numbers: Sequence[int], case_name: str, compared: Sequence[tuple[int, int]] = ()
    ) -> None:
        from cloudflow_tui.tui.screens.history_export import ExportScreen

        def written(file: Path | None) -> None:
            if file is not None:
                self.tell(f"Written to {file}.", ink="status-2xx")

        self.app.push_screen(ExportScreen(self.workspace, numbers, case_name, compared), written)

    # Cases and notes

    def action_cases(self) -> None:
        from cloudflow_tui.tui.screens.cases import CasesScreen

        def chosen(query: str | None) -> None:
            self.scope_bar.case_name = self.workspace.history.case_name
            if query:
                self.search_for(query)
            self.reload()

        self.app.push_screen(CasesScreen(self.workspace, self._chosen()), chosen)

    def action_note(self) -> None:
        row = self.rows.current
        if row is None:
            return
        number = row.number

        def take(text: str | None) -> None:
            if text and text.strip():
                self._add_note(number, text.strip())

        self.app.push_screen(AskScreen(f"Note on #{number} {row.method} {row.path}"), take)

    @work(group="write", exit_on_error=False)
    async def _add_note(self, number: int, text: str) -> None:
        cases = self.workspace.history.cases
        if await self._did(lambda: cases.add_note(text, number=number, author=os.environ.get("USER", ""))):
            self.reload()

    # Again

    def action_replay(self) -> None:
        from cloudflow_tui.tui.screens.history_replay import ReplayScreen

        def done(has_sent: bool | None) -> None:
            if has_sent:
                self.reload()

        if numbers := self._chosen():
            self.app.push_screen(ReplayScreen(self.workspace, numbers), done)

    # Views

    def action_groups(self) -> None:
        from cloudflow_tui.tui.screens.history_groups import GroupsScreen

        base = self.search.value.strip()
        self.app.push_screen(GroupsScreen(self.workspace, base), self._show_query)

    def action_timeline(self) -> None:
        from cloudflow_tui.tui.screens.history_timeline import TimelineScreen

        row = self.rows.current
        if row is not None and not row.object_kind:
            self.tell(f"#{row.number} is about no single object. Open the timeline from one that is.")
        elif row is not None:
            screen = TimelineScreen(self.workspace, row.object_kind, row.object_id, row.profile_name)
            self.app.push_screen(screen, self._show_query)

    def _show_query(self, query: str | None) -> None:
        if query:
            self.search_for(query)

    # Upkeep

    def action_prune(self) -> None:
        """Ask for a limit, say what it would remove, and remove it when that is agreed to."""

        def take(text: str | None) -> None:
            if text and text.strip():
                self._plan_prune(text.strip())

        try:
            known = remembered_limits(self.workspace.history.store)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        hint = "Such as 90d, 10000 or 500mb. Cases and notes stay."
        text = "" if known is None else known.text
        question = AskScreen("Remove what is beyond", hint=hint, text=text, fault_of=_limit_fault)
        self.app.push_screen(question, take)

    @work(group="prune", exclusive=True, exit_on_error=False)
    async def _plan_prune(self, text: str) -> None:
        from cloudflow_tui.history.prune import carry_out, plan_prune
        from cloudflow_tui.tui.screens.profiles_trying import QuestionScreen

        store = self.workspace.history.store
        self.tell("Looking for what is beyond the limit.", ink="text-muted")
        try:
            limits = limits_of(text)
            await asyncio.to_thread(remember_limits, store, limits)
            plan = await asyncio.to_thread(plan_prune, store, limits)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        if not plan.numbers:
            self.tell(plan.words, ink="text-muted")
            return

        def answered(is_agreed: bool | None) -> None:
            if is_agreed:
                self._carry_out(lambda: carry_out(store, plan))
            else:
                self.tell("Nothing was removed.", ink="text-muted")

        self.app.push_screen(QuestionScreen(f"{plan.words} They do not come back.", yes="Remove"), answered)

    @work(group="prune", exclusive=True, exit_on_error=False)
    async def _carry_out(self, remove: Callable[[], int]) -> None:
        self.tell("Removing.", ink="text-muted")
        try:
            count = await asyncio.to_thread(remove)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self.rows.marked.clear()
        self.scope_bar.marked_count = 0
        self.reload(f"{count:,} removed.")

    def action_import_har(self) -> None:
        """Ask for a HAR and read it."""

        def take(text: str | None) -> None:
            if text and text.strip():
                self._import(Path(text.strip()).expanduser())

        hint = "Of a browser, of mitmproxy, or exported here. What is here already is passed over."
        self.app.push_screen(AskScreen("Read a HAR file", hint=hint, fault_of=_file_fault), take)

    @work(group="import", exclusive=True, exit_on_error=False)
    async def _import(self, file: Path) -> None:
        from cloudflow_tui.workspace.har_import import import_har

        def told(count: int) -> None:
            self.app.call_from_thread(self.tell, f"{count:,} entries read.", ink="text-muted")

        try:
            imported = await asyncio.to_thread(import_har, self.workspace, file, on_progress=told)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self.reload(imported.words, ink="status-4xx" if imported.note else "status-2xx")

    async def _did(self, change: Callable[[], object]) -> bool:
        """Change something in a thread; says what went wrong."""
        try:
            await asyncio.to_thread(change)
        except CloudFlowError as error:
            self.tell(str(error))
            return False
        return True


def _limit_fault(text: str) -> str:
    try:
        limits_of(text.strip())
    except CloudFlowError as error:
        return str(error)
    return ""


def _file_fault(text: str) -> str:
    return "" if Path(text.strip()).expanduser().is_file() else "There is no such file."
