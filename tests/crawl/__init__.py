"""A house, seen by everybody: walked through by plain HTTP, then looked at in a real browser and by a validator."""
