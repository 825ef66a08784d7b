"""What one portfolio makes the build open is counted: announced, then refused, the same on every machine."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from generator.model.ledger import Entry, Fate
from generator.outputs import attachments, weights
from generator.outputs.attachments import draw, prepare
from generator.outputs.weights import MEMBERS, PIXELS, UNPACKED, Limit, weigh
from generator.publishing.store import Store


def zipped(**members):
    """A zip of some members, by name."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def picture(side):
    """A white PNG."""
    target = BytesIO()
    Image.new("L", (side, side), 255).save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """Give a function: files of portfolios → what becomes of them, with limits of a few kilobytes."""
    for name, most in (("UNPACKED", 10_000), ("MEMBERS", 10), ("PIXELS", 10_000)):
        monkeypatch.setattr(weights, name, Limit(what=getattr(weights, name).what, most=most))

    def make(files):
        for path, raw in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(raw)
        store = Store(folder=tmp_path / "cache", key=b"x")
        entries = [Entry(path=path, fate=Fate.ATTACHED, url=path) for path in files]
        return prepare(entries, lambda name: tmp_path / name, store, lambda waiting: draw(tuple(waiting)))

    return make


def test_the_weight_of_an_archive_counts_those_in_it():
    """Bytes and files, whatever the depth."""
    inner = zipped(a="x" * 5_000, b="y")
    assert weigh(zipped(c=inner, d="zz")) == {MEMBERS: 4, UNPACKED: 5_001 + len(inner) + 2}
    assert weigh(picture(30), picture=True) == {PIXELS: 900}
    assert weigh(b"a;b") == {}
    assert weigh(b"PK\x03\x04 broken") == {MEMBERS: 0, UNPACKED: 0}


@pytest.mark.parametrize(
    ("near", "over"),
    [
        ({"a/l/1.zip": zipped(a="x" * 8_500)}, {"a/l/2.zip": zipped(a="x" * 2_000)}),
        ({"a/l/1.zip": zipped(**dict.fromkeys("abcdefgh", ""))}, {"a/l/2.zip": zipped(a="", b="", c="")}),
        ({"a/l/1.png": picture(92)}, {"a/l/2.png": picture(50)}),
    ],
    ids=["octets", "fichiers", "pixels"],
)
def test_a_limit_is_announced_at_four_fifths_then_refuses_what_comes_after(judged, near, over):
    """In the order of paths; another portfolio pays nothing."""
    found = judged(near)
    assert [one.code for one in found.faults] == ["STR034"]
    assert found.refused == {}
    after, mate = {"a/l/3.zip": zipped(a="")}, {"a/m/1.zip": zipped(a="x")}
    found = judged({**mate, **after, **over, **near})
    assert [one.code for one in found.faults] == ["STR034", "STR033"]
    assert set(found.refused) == {*over, *after}
    assert set(found.ready) == {*near, *mate}


def test_past_a_limit_nothing_more_is_opened(judged, monkeypatch):
    """Else a thousand bombs would each be weighed before they are refused."""
    judged({"a/l/1.zip": zipped(a="x" * 20_000)})
    weighed = []
    monkeypatch.setattr(attachments, "weigh", lambda raw, **more: weighed.append(raw) or weigh(raw, **more))
    bombs = {f"a/l/{number}.zip": zipped(a="x" * 20_000) for number in range(1, 9)}
    assert set(judged(bombs).refused) == set(bombs)
    assert len(weighed) == 1
