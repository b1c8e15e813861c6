"""Registers as tables that go out to a spreadsheet and come back: their columns, their CSV, what was changed in them.

No place for tables that are only shown or handed over: those are pages.
"""
