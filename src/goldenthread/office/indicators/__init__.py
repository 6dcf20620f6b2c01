"""Indicators, targets and observations as known from a date."""
