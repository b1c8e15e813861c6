"""Floor 3: files to a checked model, or findings."""
