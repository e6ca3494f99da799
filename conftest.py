"""The real parts that any test may ask for by name: see tests/services/."""

pytest_plugins = [
    "tests.services.no_network",
    "tests.services.postgres",
    "tests.services.redis_server",
    "tests.services.mail",
    "tests.services.ready",
    "tests.services.house",
    "tests.services.online",
    "tests.services.browser",
    "tests.world",
]
