"""Macro calls run and checked, and the pages of a site staged from them.

Stands on the registry of all kinds of pages.
"""
