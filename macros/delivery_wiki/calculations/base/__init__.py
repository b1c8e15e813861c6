"""What every calculation may use: the view of an audience, people, dates, fingerprints, phrases, exact text.

Uses no other room.
"""
