"""The commands, a file each: their options, and what they call; `cli` gathers them."""
