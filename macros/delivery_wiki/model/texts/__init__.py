"""Texts, numbers, pictures and colours as values, below all that carries them: no module here knows a project."""
