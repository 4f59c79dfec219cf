"""Pasted pieces with the findings that are wanted of them: made from the catalog, and by hand."""
