"""Panes of the explorer; each shows one object that is handed to it."""
