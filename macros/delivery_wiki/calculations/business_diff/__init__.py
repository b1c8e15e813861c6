"""The business diff: what a change means for a project, from its two sides alone; `comparison` puts it together."""
