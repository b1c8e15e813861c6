"""Floor 2: frozen values; standard library only."""
