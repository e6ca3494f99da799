"""Notifications: who is told, and how it gets to them."""
