"""Files written anew for `delivery fix`: a newer format, facts that moved to another file.

Shows the text, writes nothing.
"""
