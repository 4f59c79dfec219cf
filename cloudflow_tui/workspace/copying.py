"""A draft as text to hand on: commands, programs, the examples of the guide. Sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from cloudflow_tui.errors import UsageError
from cloudflow_tui.request.names import nearest

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Request
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CopyForm:
    """One form of text."""

    id: str
    label: str
    help: str
    """What it is, and where its password comes from."""
    function: str = ""
    """Module and function of `interchange` that write it; "" for those that need more than a request."""


_ASKED = "curl asks for the password."
_VARIABLE = "The password comes from $CLOUDFLOW_PASSWORD."
FORMS = (
    CopyForm("curl", "curl", f"One line for bash. {_VARIABLE}", "curl.to_curl"),
    CopyForm("httpie", "HTTPie", f"One line for bash. {_VARIABLE}", "httpie.to_httpie"),
    CopyForm("python", "Python, httpx", f"A program. {_VARIABLE}", "python_code.to_python"),
    CopyForm("php", "PHP, curl", f"A program. {_VARIABLE}", "php_code.to_php"),
    CopyForm("ruby", "Ruby, net/http", f"A program. {_VARIABLE}", "ruby_code.to_ruby"),
    CopyForm("command", "cloudflow-tui", "This call from a shell; the profile knows the password."),
    CopyForm("guide-xml", "guide's curl, XML", f"As the guide writes its examples. {_ASKED}"),
    CopyForm("guide-json", "guide's curl, JSON", f"As the guide writes its examples. {_ASKED}"),
    CopyForm("wire", "HTTP text", "What goes over the wire, secrets masked."),
)


def copy_of(workspace: Workspace, draft: Draft, form_id: str) -> str:
    """The draft in one of FORMS; no secret is in it.

    Raises:
        UsageError: No such form, with the nearest.
        BuildError: A path parameter is missing.
    """
    form = next((one for one in FORMS if one.id == form_id), None)
    if form is None:
        near = nearest(form_id, [one.id for one in FORMS], 1) or [one.id for one in FORMS]
        raise UsageError(f"There is no form {form_id!r}.", advice=f"Nearest: {', '.join(near)}.")
    login = workspace.profile.login
    if form.function:
        module, name = form.function.split(".")
        write: Callable[[Request, str], str] = getattr(
            import_module(f"cloudflow_tui.interchange.{module}"), name
        )
        return write(workspace.build(draft), login)
    if form_id == "command":
        return workspace.command(draft)
    if form_id == "wire":
        return workspace.wire(draft)
    from cloudflow_tui.interchange.curl import to_guide_curl

    return to_guide_curl(workspace.build(_in_format(draft, "xml" if "xml" in form_id else "json")), login)


def _in_format(draft: Draft, format: Format) -> Draft:
    """The draft in another format; a body of the user's own stays as it is unless it can be read."""
    made = draft.copy()
    if made.raw_body is not None and made.format != format:
        made.load_body(made.raw_body)
    made.format = format
    return made
