"""Load and cost, each measured against a floor in the same run: `python -m bench`, or one of its parts by name."""
