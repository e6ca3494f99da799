import socket

import pytest

from tests.services.no_network import NetworkInTests
from tests.services.processes import free_port

FAR_AWAY = "192.0.2.1"  # RFC 5737: an address that belongs to nobody


def test_a_test_that_would_leave_this_machine_is_refused() -> None:
    with socket.socket() as line, pytest.raises(NetworkInTests, match=FAR_AWAY):
        line.connect((FAR_AWAY, 80))


def test_not_even_a_name_is_looked_up() -> None:
    with pytest.raises(NetworkInTests, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_stays_within_reach() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as server, socket.socket() as line:
        line.connect(server.getsockname())
        assert line.getpeername() == server.getsockname()
