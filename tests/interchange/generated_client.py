"""A client that a generator makes from the OpenAPI export, set to work on the sandbox."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cloudflow_tui.sandbox.process import SandboxProcess

_SCRIPT = """\
import base64, sys
sys.path.insert(0, sys.argv[1])
from cloud_flow_api_client import Client
from cloud_flow_api_client.api.users import users_list
token = base64.b64encode(f"{sys.argv[3]}:{sys.stdin.readline().strip()}".encode()).decode()
client = Client(base_url=sys.argv[2], headers={"Authorization": f"Basic {token}"})
print("\\n".join(row.user.login for row in users_list.sync(client=client)))
"""


def logins_from_generated_client(document: dict[str, Any], folder: Path) -> list[str]:
    """Logins of the users that the generated client reads from a sandbox."""
    wanted = {path: item for path, item in document["paths"].items() if path.startswith("/users")}
    file = folder / "api.json"
    file.write_text(json.dumps({**document, "paths": wanted}), encoding="utf-8")
    made = folder / "client"
    program = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(file)]
    subprocess.run([*program, "--output-path", str(made), "--meta", "none"], check=True, capture_output=True)
    package = folder / "cloud_flow_api_client"
    made.rename(package)
    script = folder / "list_users.py"
    script.write_text(_SCRIPT, encoding="utf-8")
    sandbox = SandboxProcess.spawn()
    try:
        address = sandbox.wait_ready()
        done = subprocess.run(
            [sys.executable, str(script), str(folder), address.url, address.login],
            input=address.password,
            check=True,
            capture_output=True,
            text=True,
        )
    finally:
        sandbox.stop()
    return done.stdout.split()
