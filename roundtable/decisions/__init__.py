"""Decisions: what the table settled, by a poll or without one; and the timeline that its organiser publishes."""
