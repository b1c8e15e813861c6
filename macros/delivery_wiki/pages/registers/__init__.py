"""Registers of a project: requirements, tests traced to them, responsibilities, risks, decisions and the rest.

Their pages and tables; documents show the same tables.
"""
