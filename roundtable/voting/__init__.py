"""Voting: polls, the roll, the box, and the rule that decides."""
