"""Acts on consultations: their life, their agenda, the seats at them."""

from . import agenda, life, seats

__all__ = ["agenda", "life", "seats"]
