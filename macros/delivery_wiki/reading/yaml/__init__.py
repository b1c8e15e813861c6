"""YAML, read strictly with the place of each value, and the certain repairs of its text. Uses `files`."""
