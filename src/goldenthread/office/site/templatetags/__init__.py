"""The tags that every page may use."""
