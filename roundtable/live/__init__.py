"""The wire: what was touched is drawn again and told to everyone who looks. Knows no module."""
