"""Entries and checkpoints: every change, in an append-only signed log."""
