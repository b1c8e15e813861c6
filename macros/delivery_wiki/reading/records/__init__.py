"""Records beside the project: sign-offs, returned PDFs and the signatures in them, frozen content.

Whether a record counts is not said here but in `calculations/signing`.
"""
