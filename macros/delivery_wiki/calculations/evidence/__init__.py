"""Which facts support a state: requirements, tests, documents and their signatures, words that changed since.

Uses `signing`, `money` and `base`; opens no gate.
"""
