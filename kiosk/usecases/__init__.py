"""The verbs people know, one function per button: each asks the rules, records one Event, and returns what
stands then.
"""
