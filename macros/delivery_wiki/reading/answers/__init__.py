"""Answers that come in: the file that an answer sheet saves, and a mail with the same in lines.

Both come from outside and prove nothing about who made them. Uses `schema`, `yaml` and `files`.
"""
