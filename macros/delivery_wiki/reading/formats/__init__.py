"""Older formats, brought to the newest in memory. Uses `yaml`."""
