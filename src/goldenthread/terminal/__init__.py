"""What a person sees in a terminal: a record, a card, a verification."""
