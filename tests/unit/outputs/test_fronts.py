"""The first page of a PDF, drawn beside its file."""

import os
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.unit.extracts.documents import pdf
from tests.unit.outputs.test_attachments import ready
from vitrail.content.extracts import apart
from vitrail.site.outputs import looks

SAMPLE = Path(__file__).parents[3] / "portfolios/2019-2021/nguyen-paul/fichiers/extranet-incident.pdf"


def kill(_):
    """End the process that draws."""
    os.abort()


def hang(_):
    """Compute for ever."""
    while True:
        time.process_time()


def test_a_first_page_is_drawn_small_and_found_again(tmp_path, monkeypatch):
    """A JPEG within 400 × 566 pixels and 40 kB; the second build draws nothing."""
    (tmp_path / "a.pdf").write_bytes(SAMPLE.read_bytes())
    found = ready(tmp_path, "a.pdf").ready["a.pdf"]
    raw = found.front.read_bytes()
    with Image.open(BytesIO(raw)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (400, 566))
        assert drawn.convert("L").getextrema()[0] < 100
    assert len(raw) <= 40_000
    monkeypatch.setattr(looks, "draw_front", lambda _: pytest.fail("drawn again"))
    assert ready(tmp_path, "a.pdf").ready["a.pdf"] == found


@pytest.mark.parametrize("hostile", [kill, hang])
def test_a_pdf_that_ends_or_holds_the_drawing_has_no_first_page(tmp_path, monkeypatch, hostile):
    """Its file is published, and its pages are counted."""
    monkeypatch.setattr(looks, "draw_front", hostile)
    monkeypatch.setattr(apart, "SECONDS", 1)
    (tmp_path / "a.pdf").write_bytes(pdf("Bonjour"))
    found = ready(tmp_path, "a.pdf").ready["a.pdf"]
    assert (found.front, found.measure.front, found.measure.pages) == (None, None, 1)


def test_nothing_is_drawn_without_the_extra(tmp_path, monkeypatch):
    """Its file is published all the same."""
    monkeypatch.setattr(looks, "drawer", lambda: "")
    (tmp_path / "a.pdf").write_bytes(SAMPLE.read_bytes())
    found = ready(tmp_path, "a.pdf").ready["a.pdf"]
    assert (found.front, found.measure.front, found.measure.pages) == (None, None, 1)
