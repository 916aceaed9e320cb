"""The city's center: it keeps and checks the ledgers of the offices, answers who asks, and orders nothing."""
