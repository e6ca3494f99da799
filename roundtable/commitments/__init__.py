"""Commitments: statements, what they lack, promises with a date, proof, a check by others, the residents' word."""
