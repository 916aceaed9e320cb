"""The tests mirror the folders; story, shape, faults and bench stand beside them."""
