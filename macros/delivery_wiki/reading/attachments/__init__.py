"""Attachments: whether a file is what its name says, and does nothing by itself when somebody opens it.

Nothing is written, and nothing in such a file is run or fetched. Uses `files`.
"""
