"""What spans modules: home, the live table, the host's desk, the projector."""
