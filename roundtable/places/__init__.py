"""Where things are and who answers for them: the house itself, places, organisations."""
