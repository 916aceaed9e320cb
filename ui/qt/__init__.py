"""Everything that knows PySide6: adapters, threads, images, windows; no rule and no word of its own."""
