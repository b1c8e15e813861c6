"""Signed revisions beside today: what verifies, what was agreed, what drifted, what an auditor gets.

Uses `evidence` and below.
"""
