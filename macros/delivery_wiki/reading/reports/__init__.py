"""Answers of other tools: reports of test runners and reviews of forges. Uses `files`."""
