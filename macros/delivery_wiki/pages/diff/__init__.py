"""The business diff as Markdown for a forge, HTML, JSON and text."""
