"""The keeper of bytes: everything that readers get, made at two revisions and compared byte for byte."""
