"""Where the preview listens, and what it says when it cannot."""

import socket

import pytest

from _address import Address, require_free
from _command import CannotRun


@pytest.fixture
def taken():
    """A local port on which someone else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("localhost", "http://localhost:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::", "http://[::1]:8000/"),
    ],
)
def test_the_address_is_one_that_this_machine_can_open(host, url):
    assert Address(host, 8000).url == url


def test_a_taken_port_is_refused_with_the_name_of_one_that_is_free(taken):
    with pytest.raises(CannotRun, match=rf"^port {taken} of 127\.0\.0\.1 is taken$") as raised:
        require_free(Address("127.0.0.1", taken))
    free = int(raised.value.help.rpartition(" ")[2])
    assert raised.value.help == f"port {free} is free: --port {free}"
    require_free(Address("127.0.0.1", free))


def test_a_host_that_is_not_this_machine_is_refused():
    with pytest.raises(CannotRun, match=r"^cannot serve on 192\.0\.2\.1: "):
        require_free(Address("192.0.2.1", 8000))  # TEST-NET-1 of RFC 5737: nobody's


def test_a_port_answers_only_when_something_there_speaks_http(taken):
    assert not Address("127.0.0.1", taken).answers()
