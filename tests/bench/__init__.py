"""Benchmarks: functions that return figures, run by `make bench`."""
