"""The kinds of documents, one module for each family; `all_documents` lists them.

Uses `registers`, `status`, `document_frame` and below.
"""
