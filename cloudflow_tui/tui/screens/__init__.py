"""Screens: they compose panes and route what these say."""
