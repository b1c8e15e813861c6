"""What mkdocs-macros loads (`module_name` in mkdocs.yml): it reads a file, so this one only names the door."""

from delivery_wiki.adapters.site.mkdocs_macros import define_env

__all__ = ["define_env"]
