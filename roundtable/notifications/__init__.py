"""Notifications: who is told by mail, in their language; written with the act, sent afterwards."""
