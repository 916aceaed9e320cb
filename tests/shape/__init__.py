"""Tests about the code itself: the rules of ARCHITECTURE.md that no linter knows."""
