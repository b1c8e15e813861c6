"""Sites: staged, built by MkDocs, switched whole. No other room knows MkDocs."""
