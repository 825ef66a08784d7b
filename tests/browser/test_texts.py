"""A text that begins like a page is shown as text, whatever the server says of it, or nothing at all."""

import http.server
import threading

import pytest
from playwright.sync_api import Error

from vitrail.site.outputs.formats import as_text, judge

RAN = b"<script>document.title = 'ran'</script>"
TEXTS = [
    b"<!--x--><html>" + RAN,
    b"<p>" + RAN,
    b"<table>" + RAN,
    b" \n<a href=x>" + RAN,
    b"<b>" + RAN,
    b"\xef\xbb\xbf<h1>" + RAN,
    b"<div >" + RAN,
]


class Silent(http.server.BaseHTTPRequestHandler):
    """Gives bytes without saying what they are, as a server does for a suffix that it does not know."""

    content = b""

    def do_GET(self):
        """Answer one request."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *_args):
        """Stay silent."""


@pytest.fixture(scope="module")
def show(chromium, tmp_path_factory):
    """Give a function: bytes, suffix → titles of the page from a server that says nothing, and from the disk."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page()
    folder = tmp_path_factory.mktemp("texts")

    def titles(raw, suffix):
        Silent.content = raw
        (folder / f"a.{suffix}").write_bytes(raw)
        for address in (f"http://127.0.0.1:{server.server_port}/a.{suffix}", (folder / f"a.{suffix}").as_uri()):
            try:
                page.goto(address, wait_until="load")
            except Error as error:
                if "Download is starting" not in str(error):
                    raise
                yield ""  # what the browser does not show, it downloads
            else:
                yield page.title()

    yield lambda raw, suffix: tuple(titles(raw, suffix))
    page.close()
    server.shutdown()


@pytest.mark.browser
def test_the_browser_would_run_such_a_text_as_it_is(show):
    """The control: without its mark, from a server that says nothing."""
    assert "ran" in show(TEXTS[1], "log")


@pytest.mark.browser
@pytest.mark.parametrize("raw", TEXTS)
@pytest.mark.parametrize("suffix", ["csv", "txt", "unknown"])
def test_a_text_that_begins_like_a_page_runs_nothing(show, raw, suffix):
    """Marked, from a server that says nothing and from the disk, even under a suffix that nobody knows."""
    assert judge("a.csv", raw).marked
    assert "ran" not in show(as_text(raw), suffix)
