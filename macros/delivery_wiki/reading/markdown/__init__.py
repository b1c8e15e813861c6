"""Markdown and prose: sections, front matter, macro calls, what does not render, characters without a glyph.

Uses `files`, `yaml`, `schema` and `formats`; renders nothing.
"""
