"""Real parts for tests: PostgreSQL, Redis, a mail server, the house as a process, a browser. None is imitated.

Each starts at its first use in a test process and ends with it; every process has its own, so that pytest -n is safe.
"""
