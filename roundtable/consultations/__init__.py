"""Consultations: the table, its life, its agenda, and who sits at it."""
