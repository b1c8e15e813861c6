"""The documents of a project, one module for each family; `all_documents` lists them.

Other pages use `frame`, so this package imports nothing of its own.
"""
