"""What is true in every office, as values and functions; no I/O, no clock, no chance, no third party."""
