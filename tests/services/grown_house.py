"""The house grown up, as deploy/ describes it: nginx, several processes that serve, others that work; no container.

Its parts are the ones that tests have: PostgreSQL, Redis and a mail server, each real.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from config import ROOT
from tests.services.house import House
from tests.services.postgres import Cluster
from tests.services.processes import BIN, free_port, stop, wait_until
from tests.services.ready import move_in
from tests.services.redis_server import RedisServer, redis_running

TOKEN = "made by chance, long enough"
NGINX = "/usr/sbin/nginx"
WORKERS = 2
CONF = """
daemon off; pid {folder}/nginx.pid; error_log stderr warn; worker_processes 1;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  client_max_body_size 33m; client_body_buffer_size 1m;
  upstream roundtable {{ server 127.0.0.1:{inner}; keepalive 64; }}
  map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
  server {{ listen 127.0.0.1:{port}; include {root}/deploy/nginx-locations.conf; }}
}}
"""


class GrownHouse(House):
    """A running house of several processes behind nginx. `web`: gunicorn's first; `workers`: those that work."""

    def __init__(self, home: Path, settings: dict[str, str], moved: timedelta = timedelta()) -> None:
        self.inner = free_port()
        self.workers: list[subprocess.Popen[bytes]] = []
        shape = {"PROXIES": "1", "WEB_CONCURRENCY": "2", "BIND": f"127.0.0.1:{self.inner}"}
        super().__init__(home, settings | shape, moved)

    def serving(self) -> list[int]:
        """Ids of the processes that serve."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def stop(self) -> int:
        """End all of it, the door first."""
        for process in (self.process, *self.workers):
            stop(process)
        return stop(self.web)

    def work(self) -> subprocess.Popen[bytes]:
        """One more process that works."""
        self.workers.append(self.spawn(str(BIN / "flask"), "--app", "roundtable", "worker"))
        return self.workers[-1]

    def _start(self) -> subprocess.Popen[bytes]:
        self.command("db", "upgrade")
        self.web = self.spawn(str(BIN / "gunicorn"), "--config", "deploy/gunicorn.conf.py", "wsgi:app")
        self.workers = []
        for _ in range(WORKERS):
            self.work()
        conf = self.home / "nginx.conf"
        conf.write_text(CONF.format(folder=self.home, inner=self.inner, port=self.port, root=ROOT))
        process = self.spawn(NGINX, "-c", str(conf), "-p", str(self.home))
        try:
            wait_until(self.answers, process, self.log)
        except AssertionError:
            for started in (*self.workers, self.web):
                stop(started)
            raise
        return process


@pytest.fixture(scope="session")
def redis_of_grown() -> Iterator[RedisServer]:
    """What the processes of the grown-up house tell each other by."""
    with redis_running() as server:
        yield server


@pytest.fixture(scope="session")
def grown(
    tmp_path_factory: pytest.TempPathFactory,
    postgres_cluster: Cluster,
    ready_home: Path,
    ready_database: str,
    redis_of_grown: RedisServer,
) -> Iterator[GrownHouse]:
    """A grown-up house with the demo in it, shared by the tests of this process; what one kills is replaced."""
    move_in(ready_home, home := tmp_path_factory.mktemp("grown") / "house")
    url = postgres_cluster.copy(ready_database)
    house = GrownHouse(home, {"DATABASE_URL": url, "REDIS_URL": redis_of_grown.url, "METRICS_TOKEN": TOKEN})
    yield house
    house.stop()
    postgres_cluster.drop(url)
