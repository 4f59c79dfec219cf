"""Makes the pictures of the README from the real console: `python screenshots/make.py`.

The scenes are those of the snapshot tests; nothing is sent to any server.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

PICTURES = (
    ("builder", "cloudflow-dark", (160, 48)),
    ("builder", "cloudflow-light", (160, 48)),
    ("builder", "cloudflow-dark", (80, 24)),
    ("after-422", "cloudflow-dark", (160, 48)),
    ("after-422", "cloudflow-light", (120, 36)),
    ("table", "cloudflow-dark", (160, 48)),
    ("xml", "cloudflow-light", (160, 48)),
    ("history", "cloudflow-dark", (160, 48)),
    ("confirm", "cloudflow-dark", (120, 36)),
)


async def make(scene: str, theme: str, size: tuple[int, int], folder: Path = FOLDER) -> Path:
    """Take one picture.

    Returns:
        The SVG file.
    """
    from tests.tui.scenes import SCENES, make_app

    file = folder / f"{scene}-{theme.removeprefix('cloudflow-')}-{size[0]}x{size[1]}.svg"
    with tempfile.TemporaryDirectory() as home:
        app = make_app(Path(home), theme)
        async with app.run_test(size=size) as pilot:
            await SCENES[scene](pilot)
            # The name of the file would end up in the picture's ids otherwise.
            svg = app.export_screenshot(title="cloudflow-tui")
    file.write_text(svg.rstrip() + "\n", encoding="utf-8")
    return file


def main() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    for scene, theme, size in PICTURES:
        print(asyncio.run(make(scene, theme, size)).name)


if __name__ == "__main__":
    main()
