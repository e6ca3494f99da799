"""Reads of statements and commitments."""

from __future__ import annotations

from . import choices, due, kinds, lists, people, proof, queue, statements, views

__all__ = ["choices", "due", "kinds", "lists", "people", "proof", "queue", "statements", "views"]
