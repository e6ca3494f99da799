"""Who is told: action -> audience, channel, template. Each row becomes deliveries in the act's own transaction."""

from __future__ import annotations
