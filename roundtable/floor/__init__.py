"""The floor: the item that is on, the clock, raised hands, and who speaks."""
