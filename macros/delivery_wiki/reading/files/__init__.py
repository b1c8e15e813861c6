"""What may stand where in a repository, and raw files: walking folders, text, XML, pictures, conflicts of a merge.

Knows no YAML and no schema.
"""
