"""A repository loaded and checked, today or at another revision, and the files that are written back to it."""
