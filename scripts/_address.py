"""Where a server listens: whether that is free, and what a person types to get there. Standard library only."""

from __future__ import annotations

import errno
import http.client
import os
import socket
from collections.abc import Iterable

from _command import CannotRun

NEXT_PORTS = 50
"""How many ports after a taken one are tried for a free one."""


WHY_NOT = {errno.EADDRINUSE: "taken", errno.EACCES: "reserved by the system"}
"""What is the matter with a port where another one would do."""


class Address:
    """A host and port to serve on."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port

    @property
    def own_host(self) -> str:
        """The host by which this very machine reaches it: a server may listen everywhere, nobody can go there."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The address of the home page."""
        host = f"[{self.own_host}]" if ":" in self.own_host else self.own_host
        return f"http://{host}:{self.port}/"

    def answers(self) -> bool:
        """Whether a server there answers a request for the home page, with whatever status."""
        connection = http.client.HTTPConnection(self.own_host, self.port, timeout=2)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


def require_free(address: Address) -> None:
    """Raise CannotRun, naming a port that is free, unless a server could start at the address now."""
    try:
        bind(address)
    except OSError as error:
        if error.errno in WHY_NOT:
            raise CannotRun(
                f"port {address.port} of {address.host} is {WHY_NOT[error.errno]}",
                help=advice(address.host, range(max(address.port, 1023) + 1, 65536)[:NEXT_PORTS]),
            ) from None
        raise CannotRun(
            f"cannot serve on {address.host}: {error.strerror}",
            help="leave `--host` out to serve on this machine only, or use 0.0.0.0 for all of its addresses",
        ) from None


def advice(host: str, ports: Iterable[int]) -> str:
    """Which port to take instead."""
    for port in ports:
        try:
            bind(Address(host, port))
        except OSError:
            continue
        return f"port {port} is free: --port {port}"
    return "name another port: --port PORT"


def bind(address: Address) -> None:
    """Take the address for a moment. Raises OSError when that is impossible."""
    family, kind, protocol, _, place = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        # POSIX: as servers do, ignore connections that are only winding down. Windows would share the port.
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(place)
        probe.listen()
