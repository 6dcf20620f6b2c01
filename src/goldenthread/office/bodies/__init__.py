"""Bodies, departments and people, and the one table of who may do what."""
