"""What is true in every office, as values and functions; no I/O, no clock, no chance, and only the standard library."""
