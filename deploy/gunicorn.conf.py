"""gunicorn's settings for Roundtable; each may be given on its command line instead. See docs/operations.md."""

import os
import shutil
from pathlib import Path

HOME = Path(os.environ.get("ROUNDTABLE_HOME", "instance"))
COUNTS = HOME / "metrics"
# every process counts into this folder, so that any of them answers /metrics for all; read when metrics are imported
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(COUNTS))

bind = os.environ.get("BIND", "127.0.0.1:5000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))  # as many as cores; no stickiness is needed, websockets only
worker_class = "gevent"
worker_connections = 20_000  # with gunicorn's own, exactly 1,000 of 1,100 came in
backlog = 4096  # a hall that reconnects at once; net.core.somaxconn must allow it
graceful_timeout = 5  # a stop waits this long for lines that stay open
timeout = 60
keepalive = 75  # longer than nginx keeps an idle connection to us
preload_app = False  # greenlets do not outlive a fork
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  gunicorn makes a file of its own in it
accesslog = None  # the house has its own lines, without addresses of people
errorlog = "-"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def on_starting(_server: object) -> None:
    """Forget the counts of processes long gone."""
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)


def child_exit(_server: object, worker: object) -> None:
    """The lines of a process that has gone are no lines any more."""
    for gauge in Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).glob(f"gauge_live*_{worker.pid}.db"):
        gauge.unlink()
