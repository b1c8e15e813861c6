"""Floor 4: answers become document trees, and trees become HTML, text and PDF blocks."""
