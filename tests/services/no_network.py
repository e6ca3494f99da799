"""Tests reach no network: whoever tries from Python gets a refusal that says so."""

from __future__ import annotations

import ipaddress
import sys

LOCAL_NAMES = {"", "localhost", None}


class NetworkInTests(OSError):
    """A test tried to leave this machine."""


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """Heard before each such call of the interpreter; a unix socket's address is no tuple and stays open."""
    if event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        host = args[1][0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if not _is_local(host):
        raise NetworkInTests(f"a test tried to reach {host!r}: tests stay on this machine")


def pytest_configure() -> None:
    """An audit hook cannot be taken back; it ends with the process."""
    sys.addaudithook(_refuse)
