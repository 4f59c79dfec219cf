"""What a call does, in the words of its title: "Create user" → a user, created.

Reads the catalog's title and answer only; where the title does not tell, the words stay general.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cloudflow_tui.catalog.models import Endpoint

DeedKind = Literal["list", "show", "create", "alter", "delete", "act"]

_VERBS: dict[str, tuple[DeedKind, str]] = {
    "Create": ("create", "created"),
    "Add": ("create", "added"),
    "Upload": ("create", "uploaded"),
    "Generate": ("create", "generated"),
    "Clone": ("create", "cloned"),
    "Copy": ("create", "copied"),
    "Edit": ("alter", "changed"),
    "Update": ("alter", "changed"),
    "Change": ("alter", "changed"),
    "Set": ("alter", "set"),
    "Replace": ("alter", "replaced"),
    "Delete": ("delete", "deleted"),
    "Remove": ("delete", "removed"),
    "Start up": ("act", "started"),
    "Start": ("act", "started"),
    "Stop": ("act", "stopped"),
    "Shut down": ("act", "shut down"),
    "Power on": ("act", "powered on"),
    "Power off": ("act", "powered off"),
    "Reboot": ("act", "rebooted"),
    "Suspend": ("act", "suspended"),
    "Unsuspend": ("act", "unsuspended"),
    "Activate": ("act", "activated"),
    "Deactivate": ("act", "deactivated"),
    "Unlock": ("act", "unlocked"),
    "Enable": ("act", "enabled"),
    "Disable": ("act", "disabled"),
    "Attach": ("act", "attached"),
    "Detach": ("act", "detached"),
    "Assign": ("act", "assigned"),
    "Unassign": ("act", "unassigned"),
    "Build": ("act", "built"),
    "Rebuild": ("act", "rebuilt"),
    "Recreate": ("act", "recreated"),
    "Migrate": ("act", "migrated"),
    "Move": ("act", "moved"),
    "Reset": ("act", "reset"),
    "Resize": ("act", "resized"),
    "Restore": ("act", "restored"),
    "Convert": ("act", "converted"),
    "Install": ("act", "installed"),
    "Uninstall": ("act", "uninstalled"),
    "Purge": ("act", "purged"),
    "Import": ("act", "imported"),
    "Approve": ("act", "approved"),
    "Decline": ("act", "declined"),
    "Segregate": ("act", "segregated"),
    "Drop": ("act", "dropped"),
}
_API_WORDS = (
    ("virtual machine", "virtual server"),
    ("hypervisor zone", "compute zone"),
    ("hypervisor", "compute resource"),
)
_ACRONYMS = frozenset({"cdn", "dns", "id", "ip", "iso", "nsx", "ova", "sdn", "ssh", "ssl", "vdc", "vs"})
_CUT = re.compile(r" (?:\(|to|from|of|with|through|in|on|for|by|at|as|and|into)\b.*|\(.*")


@dataclass(frozen=True, slots=True)
class Deed:
    """What a call does and to what."""

    kind: DeedKind
    noun: str
    """Such as "user" or "virtual server"; "" when the title does not tell."""
    done: str
    """Such as "created"; "" when the title does not tell."""
    title: str
    brings_object: bool
    """A new object comes back."""

    @property
    def is_plural(self) -> bool:
        return self.noun.endswith("s") and not self.noun.endswith(("ss", "us", "DNS", "is"))

    def not_done(self) -> str:
        """A clause that says it was not done, such as "no user was created"."""
        verb = "were" if self.is_plural else "was"
        if self.kind in ("list", "show"):
            return "nothing was read"
        if not self.done:
            return f"“{self.title}” was not carried out" if self.title else "nothing was done"
        if self.kind == "create":
            return f"no {self.noun} {verb} {self.done}"
        return f"the {self.noun} {verb} not {self.done}"

    def is_done(self) -> str:
        """A sentence that says it was done, such as "Created: the new user comes back."."""
        if not self.done:
            return "Done."
        if self.kind == "create":
            return (
                self.done[0].upper()
                + self.done[1:]
                + (
                    f": the new {self.noun} {'come' if self.is_plural else 'comes'} back."
                    if self.brings_object
                    else "."
                )
            )
        return f"Done: the {self.noun} {'were' if self.is_plural else 'was'} {self.done}."


def deed_of(endpoint: Endpoint) -> Deed:
    """What an endpoint does."""
    title = endpoint.title
    if endpoint.effect == "read":
        noun = _noun(re.sub(r"^(List|Get|Search|View) ", "", title))
        return Deed("list" if endpoint.answer.is_list else "show", noun, "", title, False)
    words = title.split(" ")
    for count in (2, 1):
        verb = " ".join(words[:count])
        if verb in _VERBS and len(words) > count:
            kind, done = _VERBS[verb]
            if kind == "delete" and endpoint.method != "DELETE":
                kind = "act"
            if kind == "create" and endpoint.method != "POST":
                kind = "act"
            noun = _noun(" ".join(words[count:]))
            brings_object = kind == "create" and bool(endpoint.answer.root)
            return Deed(kind, noun, done if noun else "", title, brings_object)
    kinds: dict[str, DeedKind] = {"DELETE": "delete", "PUT": "alter"}
    return Deed(kinds.get(endpoint.method, "act"), "", "", title, False)


def noun_of_id(name: str) -> str:
    """What an id in a path stands for: `virtual_machine_id` → "virtual server", `iso_id` → "ISO"."""
    words = name.removesuffix("_id").replace("_", " ")
    for api_words, shown in _API_WORDS:
        words = words.replace(api_words, shown)
    return " ".join(word.upper() if word in _ACRONYMS else word for word in words.split(" "))


def singular(noun: str) -> str:
    """One of what a list is called: "users" → "user", "IP addresses" → "IP address"."""
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    if noun.endswith("sses"):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _noun(text: str) -> str:
    if text.startswith(("or ", "and ")):
        return ""
    noun = _CUT.sub("", re.sub(r"^(a|an|the|own|new|several|all) ", "", text)).strip()
    return re.sub(r"\bVS(s?)\b", r"virtual server\1", noun)
