"""Adopted duties: who leads, by when, and in which state."""
