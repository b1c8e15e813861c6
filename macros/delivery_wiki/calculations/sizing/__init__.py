"""Sizing: a rule set and inputs become results with their working, exact from file to page.

And the proof of rule sets. Uses `base` and `money`.
"""
