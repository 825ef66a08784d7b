"""What a page that writes may ask, and who may ask it."""

from email.message import Message
from http import HTTPStatus

import pytest

from vitrail.doors.serving.guards import TOKEN, Accepted, Guard, policy

GUARD = Guard(port=8001, token="jeton-du-soir")  # noqa: S106  # of nobody
OWN = {
    "Host": "127.0.0.1:8001",
    "Origin": "http://127.0.0.1:8001",
    "Content-Type": "application/json",
    "Content-Length": "20",
    TOKEN: "jeton-du-soir",
}


def headers(**changes):
    """The headers of the desk's own page, with some changed, taken away (None) or said twice (a tuple)."""
    said = Message()
    for name, value in {**OWN, **{key.replace("_", "-"): value for key, value in changes.items()}}.items():
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            said[name] = one
    return said


def test_the_desk_listens_to_its_own_page():
    """Reading and writing."""
    assert GUARD.refusal("POST", headers(), private=True) is None
    assert GUARD.refusal("GET", headers(Origin=None, Content_Type=None), private=True) is None


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Host": "vitrail.attacker.example:8001"}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Host": "localhost:8001"}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Host": "127.0.0.1:8002"}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Host": ("127.0.0.1:8001", "attacker.example")}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Host": None}, HTTPStatus.MISDIRECTED_REQUEST),
        ({"Origin": "http://127.0.0.1:8002"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "https://attacker.example"}, HTTPStatus.FORBIDDEN),
        ({"Origin": "null"}, HTTPStatus.FORBIDDEN),
        ({"Origin": None}, HTTPStatus.FORBIDDEN),
        ({"Sec_Fetch_Site": "same-site"}, HTTPStatus.FORBIDDEN),
        ({"Sec_Fetch_Site": "cross-site"}, HTTPStatus.FORBIDDEN),
        ({TOKEN: None}, HTTPStatus.FORBIDDEN),
        ({TOKEN: "jeton-de-hier"}, HTTPStatus.FORBIDDEN),
        ({TOKEN: ("jeton-du-soir", "jeton-du-soir")}, HTTPStatus.FORBIDDEN),
        ({TOKEN: None, "Cookie": "jeton=jeton-du-soir"}, HTTPStatus.FORBIDDEN),
        ({"Content_Type": "text/plain"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content_Type": "application/x-www-form-urlencoded"}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content_Type": None}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ({"Content_Length": None}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content_Length": "-1"}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content_Length": "²"}, HTTPStatus.LENGTH_REQUIRED),
        ({"Transfer_Encoding": "chunked"}, HTTPStatus.LENGTH_REQUIRED),
        ({"Content_Length": str(Accepted().largest + 1)}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        ({"Content_Length": "0" * 12 + "500000000"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        ({"Content_Length": "9" * 5000}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_anything_else_writes_nothing(changes, status):
    """A name of another machine, another page, another run, a form."""
    assert GUARD.refusal("POST", headers(**changes), private=True) is status


def test_what_is_read_asks_for_the_token_too():
    """Names and comments are the team's."""
    assert GUARD.refusal("GET", headers(**{TOKEN: None}), private=True) is HTTPStatus.FORBIDDEN
    assert GUARD.refusal("GET", headers(**{TOKEN: None}), private=False) is None


def test_the_desk_frames_the_pages_and_nobody_frames_the_desk():
    """As headers: a policy in a page does not carry frame-ancestors."""
    said = policy("http://127.0.0.1:8002")["Content-Security-Policy"].split("; ")
    assert "frame-ancestors 'none'" in said
    assert "frame-src http://127.0.0.1:8002" in said
    assert "script-src 'self'" in said
    assert not any("unsafe" in one for one in said)
