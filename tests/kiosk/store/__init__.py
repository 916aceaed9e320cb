"""The store against real encrypted files; a fresh migrated one costs a few milliseconds."""
