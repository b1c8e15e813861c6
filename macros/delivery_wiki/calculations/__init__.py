"""Floor 3: model to answers; pure, exact, without clock or files."""
