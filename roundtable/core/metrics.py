"""What can be measured of a running house, as Prometheus counts it. Several processes count into one folder.

Names follow Prometheus' own rules (base units, `_total` on counters); docs/operations.md says which to watch and why.
With PROMETHEUS_MULTIPROC_DIR set (deploy/gunicorn.conf.py does), every process of the house answers for all of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds

REQUESTS = Histogram("roundtable_request_seconds", "Answering a request.", ("method", "rule", "status"), buckets=QUICK)
ACTS = Counter("roundtable_acts", "Actions tried: 200, or the status of the refusal.", ("action", "status"))
CONNECTIONS = Gauge("roundtable_connections", "Open live lines.", multiprocess_mode="livesum")
PACKETS = Counter("roundtable_packets", "Packets made for rooms.")
DELIVERIES = Counter("roundtable_deliveries", "Packets given to lines: one for each line in the room.")
CUT = Counter("roundtable_slow_lines_cut", "Lines cut because they did not read.")
LAG = Histogram("roundtable_lag_seconds", "From a commit to its packet.", buckets=QUICK)


class Counted(Collector):
    """Numbers that are counted from the rows when somebody asks: name -> (what it is, how many)."""

    def __init__(self, numbers: dict[str, tuple[str, float]]) -> None:
        self.numbers = numbers

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """As Prometheus asks for them."""
        for name, (meaning, value) in self.numbers.items():
            yield GaugeMetricFamily(f"roundtable_{name}", meaning, value=value)


def text(numbers: dict[str, tuple[str, float]]) -> bytes:
    """All of it, in Prometheus' text format."""
    rows = CollectorRegistry()
    rows.register(Counted(numbers))
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY) + generate_latest(rows)
    MultiProcessCollector(rows)  # type: ignore[no-untyped-call]  # the library's
    return generate_latest(rows)


def init_app(app: Flask) -> None:
    """Count every request."""
    app.before_request(_begin)
    app.after_request(_count)


def rule() -> str:
    """The rule that the request's address fits, so that codes and tokens in it are told to nobody."""
    return request.url_rule.rule if request.url_rule else "(none)"


def took() -> float | None:
    """Seconds since the request came; None where it was answered before anybody looked at a clock."""
    return time.perf_counter() - g.began if "began" in g else None


def _begin() -> None:
    g.began = time.perf_counter()


def _count(response: Response) -> Response:
    if (seconds := took()) is not None:
        REQUESTS.labels(request.method, rule(), response.status_code).observe(seconds)
    return response
