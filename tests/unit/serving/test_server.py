"""The server of one reader gives the site's files to this machine's reader, and nothing else to anybody."""

import http.client
import socket

import pytest

from tests.servers import answering
from vitrail.building.publishing.unchanged import RefusedFile
from vitrail.doors.serving.server import make_server
from vitrail.doors.serving.watching import Changes


@pytest.fixture
def ask(tmp_path):
    """Give a function: raw path, host, method → status, headers and content; the site lies beside a secret."""
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text("<body>accueil</body>")
    (site / "404.html").write_text('<body>introuvable <script data-vt-root="/"></script></body>')
    (site / "assets/a.css").write_text("css")
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    changes = Changes()
    changes.announce((RefusedFile(path="a/b.md", place="portfolios/a/b.md:3:1", message="Illisible."),))
    server = make_server(site, 0, changes)
    answering(server)

    def request(path, host="localhost", method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        connection.putrequest(method, path, skip_host=True)
        if host:
            connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        connection.close()
        return found

    request.port, request.handler = server.server_port, server.RequestHandlerClass.func
    yield request
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "LOCALHOST"])
def test_a_reader_of_this_machine_gets_the_page(ask, host):
    """By either of its names, with the script that reloads."""
    status, headers, content = ask("/", host)
    assert (status, headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"accueil" in content


@pytest.mark.parametrize(
    "host", ["", "attaque.example", "attaque.example:8000", "localhost.attaque.example", "192.168.1.2"]
)
@pytest.mark.parametrize(
    ("path", "method"), [("/", "GET"), ("/", "HEAD"), ("/assets/a.css", "GET"), ("/__vitrail/version?x", "GET")]
)
def test_a_page_of_elsewhere_that_points_its_name_here_gets_nothing(ask, host, path, method):
    """DNS rebinding: the team's site would else be read by any page that the teacher has open."""
    status, _, content = ask(path, host, method)
    assert status == 421
    assert b"accueil" not in content


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html", "/../secret.txt", "/%2e%2e/secret.html", "/..%2fsecret.txt", "/assets/../../secret.txt",
        "//../secret.txt", "/..\\secret.txt", "/%5c..%5csecret.txt", "/assets/%2e%2e/%2e%2e/secret.html",
        "http://localhost/../secret.txt", "/secret.html%00",
    ],
)  # fmt: skip
def test_no_path_leaves_the_site(ask, path):
    """Dots, backslashes and their codes."""
    status, _, content = ask(path)
    assert status in {400, 404}
    assert content != b"secret"


def test_a_folder_without_a_page_is_not_listed(ask):
    """Names of files are read on pages only."""
    assert ask("/assets/")[0] == 404


@pytest.mark.parametrize("path", ["/a/b.html", "/a/b", "/a/b/"])
def test_a_missing_page_is_the_sites_own_which_reloads_and_says_what_to_mend(ask, path):
    """The page being read goes away while its file is broken, and must come back by itself."""
    status, headers, content = ask(path)
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert b"introuvable" in content
    assert b"portfolios/a/b.md:3:1" in content
    assert b"/__vitrail/reload.js" in content


@pytest.mark.parametrize("path", ["http://[bad", "/%ed%a0%80", "http://[::1/index.html"])
def test_a_malformed_address_is_a_bad_request(ask, path, capsys):
    """Said to the reader, not printed on the author's terminal; the next question is answered."""
    assert ask(path)[0] == 400
    assert ask(path, method="HEAD")[0] == 400
    assert ask("/")[0] == 200
    assert not capsys.readouterr().err


@pytest.mark.parametrize("path", ["/" + "a" * 300 + ".html", "/" + "a" * 300, "/index.html/x.html", "/%00"])
def test_an_address_that_no_file_can_have_is_not_found(ask, path, capsys):
    """Longer than a name may be, below a file, with a sign that no system takes."""
    assert ask(path)[0] == 404
    assert not capsys.readouterr().err


def test_a_reader_that_says_nothing_is_left_after_a_while(ask, monkeypatch):
    """Else each one holds a thread until the server ends."""
    monkeypatch.setattr(ask.handler, "timeout", 0.2)
    with socket.create_connection(("127.0.0.1", ask.port), timeout=60) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert silent.recv(10) == b""


def test_a_page_that_is_only_made_when_asked_is_made_then(tmp_path):
    """Each time, from the files of that moment; what cannot be made is not found."""
    site, asked = tmp_path / "site", []
    site.mkdir()

    def make(address):
        asked.append(address)
        if address == "c/lea/imprimer.html":
            return b"<body>tout</body>"
        return None

    server = make_server(site, 0, Changes(), make=make)
    answering(server)
    answers = []
    for path in ("/c/lea/imprimer.html", "/c/lea/imprimer.html", "/c/max/imprimer.html"):
        connection = http.client.HTTPConnection("localhost", server.server_port, timeout=60)
        connection.request("GET", path)
        answers.append(connection.getresponse().status)
        connection.close()
    server.shutdown()
    server.server_close()
    assert answers == [200, 200, 404]
    assert asked == ["c/lea/imprimer.html", "c/lea/imprimer.html", "c/max/imprimer.html"]
