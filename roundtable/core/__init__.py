"""The house: what every module stands on. Knows no module."""
