"""Figures of speed and memory, each beside something measured in the same run: `python -m tests.benchmarks`.

A program, not a test: nothing here asserts a time.
"""
