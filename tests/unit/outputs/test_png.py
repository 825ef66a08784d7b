"""PNG kept as it is, but for everything that is not a pixel."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.deep import sized
from vitrail.site.outputs.pictures import Picture, rewrite, size_of
from vitrail.site.outputs.png import bare

SECRET = b"photo de Zoe au lycee"


def drawn(mode="RGB", size=(31, 17), **options):
    """A picture of every mode, with words in its metadata."""
    image = Image.radial_gradient("L").resize(size).convert(mode)
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET.decode())
    target = BytesIO()
    image.save(target, "PNG", pnginfo=words, dpi=(300, 300), **options)
    return target.getvalue()


def chunk(name, data):
    """A chunk with its checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def names(raw):
    """The names of the chunks, in order."""
    found, place = [], 8
    while place < len(raw):
        (length,) = struct.unpack_from(">I", raw, place)
        found.append(raw[place + 4 : place + 8])
        place += 12 + length
    return found


def pixels(raw):
    """What a reader sees."""
    with Image.open(BytesIO(raw)) as image:
        return image.size, image.convert("RGBA").tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_the_pixels_stay_and_everything_else_goes(mode):
    """Whatever the colours, no word and no resolution are left."""
    raw = drawn(mode)
    kept, width, height = bare(raw, 1600)
    assert (width, height) == (31, 17)
    assert pixels(kept) == pixels(raw)
    assert set(names(kept)) <= {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
    assert SECRET in raw
    assert SECRET not in kept


def test_a_transparent_colour_stays():
    """A logo keeps its background."""
    raw = drawn("P", transparency=3)
    assert pixels(bare(raw, 1600)[0]) == pixels(raw)


def test_what_follows_the_end_is_dropped():
    """The rest of a larger screenshot that a tool overwrote stays behind a cropped one."""
    assert bare(drawn() + SECRET + drawn(), 1600) == bare(drawn(), 1600)


HEAD = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
ROW = zlib.compress(b"\0" + bytes(6))
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def made(*chunks):
    """A file of these chunks."""
    return SIGNATURE + b"".join(chunk(*one) for one in chunks)


def test_the_picture_of_the_cases_below_is_kept():
    """So that each case is refused for its own fault."""
    assert bare(made((b"IHDR", HEAD), (b"IDAT", ROW), (b"IEND", b"")), 1600)


@pytest.mark.parametrize(
    "chunks",
    [
        [(b"IHDR", HEAD), (b"IDAT", ROW)],
        [(b"IHDR", HEAD), (b"IEND", b"")],
        [(b"IDAT", ROW), (b"IHDR", HEAD), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"IDAT", ROW[:-1]), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"IDAT", ROW + SECRET), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"IDAT", zlib.compress(b"\0" + bytes(7))), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"IDAT", zlib.compress(bytes(10_000_000))), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"IDAT", zlib.compress(b"\5" + bytes(6))), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"ABCD", b""), (b"IDAT", ROW), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"IDAT", ROW), (b"eXIf", b"MM"), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"IDAT", ROW[:4]), (b"tEXt", b"a"), (b"IDAT", ROW[4:]), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"PLTE", bytes(3)), (b"IDAT", ROW), (b"IEND", b"")],
        [(b"IHDR", HEAD), (b"tRNS", bytes(2)), (b"IDAT", ROW), (b"IEND", b"")],
        [(b"IHDR", HEAD[:-1] + b"\1"), (b"IDAT", ROW), (b"IEND", b"")],
        [(b"IHDR", struct.pack(">IIBBBBB", 2**31, 2**31, 16, 6, 0, 0, 0)), (b"IDAT", ROW), (b"IEND", b"")],
    ],
)
def test_what_is_damaged_hidden_turned_or_unusual_is_left_to_the_decoder(chunks):
    """Cut short, with more in the stream than its rows, with unknown parts, interlaced, without end."""
    assert bare(made(*chunks), 1600) is None


def test_a_picture_that_must_shrink_is_left_to_the_decoder():
    """A page shows no more than so many pixels."""
    assert bare(drawn(), 30) is None


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.integers(0, 400))
@settings(max_examples=sized(75, 300), deadline=None)
def test_a_file_that_was_tampered_with_is_refused_or_shows_the_same(place, byte, cut):
    """Checksums cover all that is kept."""
    raw = bytearray(drawn("P"))
    raw[place % len(raw)] = byte
    del raw[len(raw) - cut :]
    kept = bare(bytes(raw), 1600)
    assert kept is None or pixels(kept[0]) == pixels(drawn("P"))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (300, 7), (1700, 40)])
def test_a_picture_of_ours_has_the_size_that_its_decoder_says(form, size):
    """Whether it was written anew or kept its pixels; a PNG of ours is measured without a decoder."""
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, form)
    picture = rewrite(written.getvalue(), form.lower())
    assert isinstance(picture, Picture)
    assert size_of(picture.raw) == Image.open(BytesIO(picture.raw)).size == (picture.width, picture.height)
