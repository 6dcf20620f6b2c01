"""From the sentence in the meeting to the figure in the report card, and back."""

__version__ = "0.1.0"
