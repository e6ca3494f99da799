"""Oversight: what slipped, and the supervision orders by which it is put right."""
