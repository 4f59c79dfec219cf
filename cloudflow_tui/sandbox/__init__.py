"""The local CloudFlow: a server on this machine that answers every call of the catalog.

One generic engine, driven by the catalog, over a store of objects; special behaviour beside it. Startable
alone (`python -m cloudflow_tui.sandbox`). Importing this loads nothing.
"""
