"""What pages are made of: the tree, words and labels, state marks, kinds of pages and macros.

Uses no other room.
"""
