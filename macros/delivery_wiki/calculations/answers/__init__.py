"""What people are asked, and what their answers do to a project.

Writes no file: what a file gets is a value. Uses `signing`, `sizing`, `evidence` and `base`.
"""
