"""Floor 5: doors to the outside; nothing below imports them."""
