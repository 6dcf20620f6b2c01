"""Sources, documents, records and their statements."""
