"""The digest of a period: what moved in each project and what is due next, as text, Markdown and mail. Uses `diff`,
`status`, `render` and `elements`.
"""
