"""Module settings and the template list: what the explorer opens for them.

Composes nothing; the explorer does.
"""

from __future__ import annotations

from textual import work

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.screens.explorer_pasting import PastingScreen


class ModuleScreen(PastingScreen):
    """A screen from which settings of a billing module are checked."""

    def action_settings(self) -> None:
        """Paste the settings of a module, and hold them against the cloud."""
        from cloudflow_tui.tui.screens.paste import PasteScreen

        def pasted(text: str | None) -> None:
            if text and text.strip() and not self.check_pasted_settings(text, is_asked=True):
                self.tell("No setting is in what was pasted; write a line for each, such as template_id = 8.")

        self.app.push_screen(PasteScreen("Paste the settings of a WHMCS product or VPS plan"), pasted)

    def check_pasted_settings(self, text: str, *, is_asked: bool = False) -> bool:
        """Show the settings of a text; False when it has none.

        Args:
            is_asked: The user wants them checked at once; else one alone is taken for an accident.
        """
        from cloudflow_tui.interchange.settings_reader import read_settings
        from cloudflow_tui.tui.screens.settings import SettingsScreen

        found = read_settings(text)
        if not found or (not is_asked and len({one.kind for one in found}) < 2):
            return False
        self.app.push_screen(SettingsScreen(self.workspace, found, is_asked=is_asked))
        return True

    def action_templates(self) -> None:
        """Read the templates by location, as a list to hand on."""
        self.tell("Reading the templates.")
        self._read_templates()

    @work(group="templates", exclusive=True, exit_on_error=False)
    async def _read_templates(self) -> None:
        from cloudflow_tui.tui.screens.pages import Page, PagesScreen
        from cloudflow_tui.workspace.template_list import ListForm, read_template_list, template_text

        try:
            listed = await read_template_list(self.workspace)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self.tell(listed.note)
        forms: tuple[tuple[str, ListForm], ...] = (
            ("List", "text"),
            ("Markdown", "markdown"),
            ("CSV", "csv"),
            ("HTML", "html"),
        )
        pages = [Page(name, template_text(listed, form)) for name, form in forms]
        self.app.push_screen(PagesScreen("Templates by location", pages))
