"""Whoever attacks a page that writes: a neighbour of this machine, and a browser that a false name leads here."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.conftest import ARGUMENTS, CHROMIUM
from tests.servers import answering


class _Elsewhere(BaseHTTPRequestHandler):
    """A page of an attacker's: no policy, nothing but a body."""

    def do_GET(self):
        """Give it."""
        page = b"<!doctype html><title>Ailleurs</title><body>Ailleurs"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def elsewhere():
    """An origin of an attacker's on this machine: the worst neighbour that a browser knows."""
    server = answering(ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def rebound(chromium):
    """A browser for which two names of an attacker's are this machine."""
    rules = "--host-resolver-rules=MAP *.attacker.example 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rules])
    yield browser
    browser.close()
