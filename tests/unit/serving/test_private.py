"""The desk's server, asked by hand: what no browser sends is answered all the same."""

import http.client
import socket

import pytest

from tests.servers import answering
from vitrail.doors.serving.guards import TOKEN, policy
from vitrail.doors.serving.private import PrivateServer


@pytest.fixture
def desk():
    """A desk that listens, with nothing to read."""
    desk = answering(PrivateServer(0, "x" * 9))
    desk.always = policy("http://127.0.0.1:1")
    yield desk
    desk.shutdown()
    desk.server_close()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", ["http://[", "http://[::1"])
def test_an_address_that_is_none_is_refused_in_one_line(desk, capfd, address, method):
    """Under the desk's own policy, and without a word on the terminal."""
    with socket.create_connection(("127.0.0.1", desk.server_port), timeout=30) as asked:
        asked.sendall(f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{desk.server_port}\r\n\r\n".encode())
        answer = http.client.HTTPResponse(asked)
        answer.begin()
        assert (answer.status, answer.headers["X-Frame-Options"]) == (400, "DENY")
        assert answer.read() == b"Bad Request"
    assert "Traceback" not in capfd.readouterr().err


def test_a_fault_of_ours_is_told_in_one_line_and_the_next_question_is_answered(desk, capfd):
    """The page that asked keeps its token and what was typed in it: the desk goes on."""

    def broken(_):
        """Fail as nothing of ours should."""
        raise KeyError("clé\nperdue")

    desk.reads = {"/api/liste": broken, "/api/travail": lambda _: None}
    host = f"127.0.0.1:{desk.server_port}"
    for address, status in (("/api/liste", 500), ("/api/travail?x", 404), ("/api/liste", 500)):
        asked = http.client.HTTPConnection(host, timeout=30)
        asked.request("GET", address, headers={"Host": host, TOKEN: desk.guard.token})
        assert asked.getresponse().status == status
        asked.close()
    told = capfd.readouterr().err.splitlines()
    assert len(told) == 2
    assert "KeyError: " in told[0]
