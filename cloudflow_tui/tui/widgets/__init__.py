"""Widgets that draw their own lines; they know no workspace."""
