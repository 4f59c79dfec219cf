"""What the sandbox does beyond the generic engine, one file a subject; `load_registry` joins them."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Registry


def load_registry() -> Registry:
    """All special behaviour."""
    return Registry()
