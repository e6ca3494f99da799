"""The real parts that any test may ask for by name (tests/services/), and on how many examples a property is tried.

In `make test` each property sees the same few examples every time; `--hypothesis-profile=many` tries others, twenty
times as many, and prints how to bring back what failed. How long one takes is never what it fails by.
"""

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("few", max_examples=100, derandomize=True, deadline=None, suppress_health_check=SLOW)
settings.register_profile("many", max_examples=2000, deadline=None, print_blob=True, suppress_health_check=SLOW)
settings.load_profile("few")

pytest_plugins = [
    "tests.services.no_network",
    "tests.services.chance",
    "tests.services.postgres",
    "tests.services.redis_server",
    "tests.services.mail",
    "tests.services.ready",
    "tests.services.house",
    "tests.services.grown_house",
    "tests.services.online",
    "tests.services.browser",
    "tests.world",
]
