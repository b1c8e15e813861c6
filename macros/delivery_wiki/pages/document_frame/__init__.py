"""What all documents share: cover, state, numbered clauses, signature block, as agreed beside current.

Knows no kind of document.
"""
