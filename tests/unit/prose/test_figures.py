"""Pictures do not move the page when they come, and say what they show."""

from vitrail.site.prose import render


def html(text, pictures=()):
    """Render a text that may show one picture."""
    prose = render(
        text, page="c/s/a.html", source="c/s/a.md", targets={"c/s/x y.png": "c/s/x y.png"}, pictures=pictures
    )
    assert not prose.refused
    return prose.html


def test_a_picture_has_its_size_and_waits_until_it_is_near():
    """Width and height are those of the published file."""
    shown = html("![Plan](x%20y.png)", [("c/s/x y.png", 640, 480)])
    assert 'width="640" height="480"' in shown
    assert 'loading="lazy"' in shown


def test_a_picture_is_whole_on_a_laptop():
    """A capture of a phone was two screens high; its shape stays."""
    assert 'width="270" height="600"' in html("![Plan](x%20y.png)", [("c/s/x y.png", 1080, 2400)])


def test_a_size_that_the_author_set_stays():
    """Ours would deform it."""
    assert 'height="480"' not in html("![Plan](x y.png =300x)", [("c/s/x y.png", 640, 480)])
    assert html("![Plan](x y.png =x100)", [("c/s/x y.png", 640, 480)]).count("height=") == 1
    assert 'height="200"' in html("![Plan](x y.png =300x200)", [("c/s/x y.png", 640, 480)])


def test_a_picture_alone_with_a_title_is_a_captioned_figure():
    """In the middle of a sentence it stays a picture."""
    assert "<figcaption>Le plan</figcaption>" in html('![Plan](x%20y.png "Le plan")')
    assert "figcaption" not in html('Voici ![Plan](x%20y.png "Le plan") le plan')
