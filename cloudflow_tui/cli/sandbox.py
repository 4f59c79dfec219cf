"""`cloudflow-tui sandbox`: a CloudFlow on this machine, in the foreground until ctrl+c."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

DESCRIPTION = """\
Run a CloudFlow on this machine: every call of the catalog answers, in JSON and XML.
The first line on stdout is its address. Login admin; the password is CLOUDFLOW_SANDBOX_PASSWORD,
else one is made and said. Ends with ctrl+c."""
EXAMPLES = """\
examples:
  cloudflow-tui sandbox --port 8080
  cloudflow-tui sandbox --seed 7 --size large --data cloud.sqlite
  cloudflow-tui sandbox --api-version 5.4"""
