"""Published report cards, and the walk back from their figures."""
