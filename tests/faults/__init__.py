"""What must not break: with real processes, and afterwards every screen as a fresh page and every count as the rows.

docs/faults.md says which case is tested where. One round of each is in `make test`; `make faults` runs them many times.
"""
