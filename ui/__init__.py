"""The windows, the commands and the demo: the rim of the program, without a rule of its own."""
