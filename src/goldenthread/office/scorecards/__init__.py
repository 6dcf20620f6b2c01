"""Computed cards: inputs as known on a day, frozen with their result."""
