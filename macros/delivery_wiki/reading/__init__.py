"""Floor 3: files to a model, or findings with their place.

Nothing is written, and nothing is computed from what was read.
"""
