"""A customer project as it is written: one module for each file of a project folder, its keys as fields.

Nothing is computed here.
"""
