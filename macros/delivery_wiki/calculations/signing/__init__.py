"""Records one by one: who may sign what, what proves it, and whether a record counts.

Knows no document and no status. Uses `base`.
"""
