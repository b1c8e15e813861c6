"""A file as a customer may have it: hidden keys, comments and people taken out, written anew.

Uses `markdown` and below.
"""
