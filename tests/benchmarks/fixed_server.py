"""FOLDER [NAME]: answers `/NAME/….json` with its file `NAME.json`, and XML likewise; says its address first.

A path that ends in `version.json` is answered as a Control Panel of today does, the root with the file NAME.
`/began` tells when the latest file began to be answered, on the clock that `time.perf_counter` shows all
processes of a machine.
"""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def main(folder: Path, root: str = "") -> None:
    """Serve until killed; files are read once."""
    known: dict[str, bytes] = {}
    began_at = 0.0

    async def answer(request: Request) -> Response:
        nonlocal began_at
        if request.url.path.endswith("version.json"):
            return Response(b'{"version":"6.7"}', media_type="application/json")
        if request.url.path == "/began":
            return Response(str(began_at))
        form = "xml" if request.url.path.endswith(".xml") else "json"
        name = f"{Path(request.url.path.split('/')[1]).name or root}.{form}"
        if name not in known:
            known[name] = (folder / name).read_bytes()
        began_at = time.perf_counter()
        return Response(known[name], headers={"content-type": f"application/{form}"})

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    app = Starlette(routes=[Route("/{rest:path}", answer)])
    config = uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
