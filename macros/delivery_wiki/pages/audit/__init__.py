"""The audit trail: its page, its bundle with instructions, and the report of `verify`."""
