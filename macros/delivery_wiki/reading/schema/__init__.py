"""The shape of a file: checked with its JSON Schema, told in words, bound to the classes of the model.

Uses `files` and `yaml`.
"""
