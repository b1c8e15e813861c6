"""The PDF engine with its pool, cache, manifest and attachments. Uses `workspace` and `outside`."""
