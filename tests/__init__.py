"""Tests, in folders that mirror the package. Shared fixtures stand in `conftest.py`."""
