"""Floor 5: doors to MkDocs, the terminal, git and the clock; nothing imports them."""
