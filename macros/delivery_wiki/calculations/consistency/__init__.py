"""Consistency across the files of a project and across projects: meaning, after syntax and shape are right.

Yields findings only; `project_checks` lists the checks. Uses any room below.
"""
