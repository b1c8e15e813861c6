"""Texts that commands write or print: files of a new project, issued content, CODEOWNERS, a report of clauses."""
