"""The reliability contract (sync.md 10): faults are made on purpose, and nothing may be lost."""
