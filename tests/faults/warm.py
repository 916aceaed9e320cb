"""Loads, in the process all others are forked from, what each would else load for itself; it does nothing."""

from __future__ import annotations

from sync.central.__main__ import load_library
from tests import make
from tests.faults import contract, crew

__all__ = ["contract", "crew"]

make.library()
load_library()
