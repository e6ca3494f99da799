"""The demo: invented people and places, built by actions, dated relative to the moment of loading."""

from __future__ import annotations

from roundtable.demo.build import load

__all__ = ["load"]
