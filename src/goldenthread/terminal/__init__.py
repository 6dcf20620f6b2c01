"""What a person sees in a terminal: a record, a card, a verification."""

from goldenthread.terminal.card import show_card
from goldenthread.terminal.record import show_record
from goldenthread.terminal.verification import show_verification

__all__ = ["show_card", "show_record", "show_verification"]
