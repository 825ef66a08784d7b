"""What one portfolio makes the build open is counted: announced, then refused, the same on every machine."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.unit.extracts.test_hostile import endless
from tests.unit.outputs.test_attachments import judge
from vitrail.building.publishing.store import Store
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo
from vitrail.site.outputs import inspection, weights
from vitrail.site.outputs.weights import MEMBERS, PIXELS, unpacked, weigh


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
    """Give a function: files of portfolios → what becomes of them, with low limits."""
    monkeypatch.setattr(weights, "MEMBERS", replace(MEMBERS, limit=10))
    monkeypatch.setattr(weights, "PIXELS", replace(PIXELS, limit=10_000))

    def make(files, megabytes=1):
        for path, raw in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(raw)
        store, memo = Store(folder=tmp_path / "cache", key=b"x"), Memo(SourceFiles(tmp_path))
        return judge(memo, store, {path: path for path in files}, megabytes).judged

    return make


def test_the_weight_of_an_archive_counts_those_in_it():
    """Bytes and files, whatever the depth."""
    inner = zipped(a="x" * 5_000, b="y")
    limit = unpacked(1)
    assert weigh(zipped(c=inner, d="zz"), limit) == {MEMBERS: 4, limit: 5_001 + len(inner) + 2}
    assert weigh(picture(30), limit, picture=True) == {PIXELS: 900}
    assert weigh(b"a;b", limit) == {}
    assert weigh(b"PK\x03\x04" + zipped(a="x" * 5_000), limit) == {MEMBERS: 0, limit: 0}
    assert weigh(b"PK\x03\x04 broken", limit) == {MEMBERS: 0, limit: 0}


@pytest.mark.parametrize(
    ("near", "over"),
    [
        ({"a/l/1.zip": zipped(a="x" * 850_000)}, {"a/l/2.zip": zipped(a="x" * 200_000)}),
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
    weighed = []
    monkeypatch.setattr(
        inspection, "weigh", lambda raw, *limit, **more: weighed.append(raw) or weigh(raw, *limit, **more)
    )
    bombs = {f"a/l/{number}.zip": zipped(a="x" * 2_000_000) for number in range(1, 9)}
    assert set(judged(bombs).refused) == set(bombs)
    assert len(weighed) == 1


def test_a_school_raises_what_files_may_hold_once_open(judged):
    """What the guide's key says of their weight holds for what they unpack to."""
    files = {f"a/l/{number}.zip": zipped(a="x" * 600_000) for number in range(3)}
    assert [set(judged(files, most).refused) for most in (1, 2)] == [{"a/l/1.zip", "a/l/2.zip"}, set()]


def test_a_pdf_weighs_what_its_pages_share_once_for_each(judged):
    """Four of 100 kB, of 700 pages that show one long text, took 41 seconds: their fonts, forms and attachments too."""
    (once, many), limit = (weigh(endless(pages), unpacked(300)) for pages in (1, 100)), unpacked(300)
    assert many[limit] > 99 * once[limit] > 99_000_000
    assert weigh(zipped(a=endless(10)), limit)[limit] > 10_000_000
    assert weigh(b" " + endless(10), limit)[limit] > 10_000_000
    found = judged({"a/l/1.pdf": endless(2), "a/l/2.pdf": endless(2)}, 5)
    assert set(found.refused) == {"a/l/2.pdf"}


def test_a_pdf_that_cannot_be_opened_weighs_nothing():
    """It is refused, or kept for the team, when it is read."""
    assert weigh(b"%PDF-1.4 rien", unpacked(1)) == {unpacked(1): 0}
