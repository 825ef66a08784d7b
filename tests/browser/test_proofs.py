"""« Toutes les preuves »: folded, filtered by its address, opened at the place that a link names."""

import pytest

from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEA, TOM = "2025-2027/moreau-lea/competences.html", "2025-2027/garnier-tom/competences.html"


def _shown(tab):
    return [fold.inner_text() for fold in tab.locator("details.vt-competency").all() if fold.is_visible()]


@pytest.mark.parametrize("script", [True, False])
def test_the_address_filters_what_is_shown(serve_sample, visit, script):
    """« non couvertes » and « à relire » are links, keep as many as they say, and a copied address keeps them."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base, script=script) as tab:
        tab.goto(base + TOM)
        everything = len(_shown(tab))
        for name in ("non-couvertes", "a-relire"):
            choice = tab.locator(f"#{name}")
            choice.click()
            assert tab.url.endswith(f"competences.html#{name}")
            assert f"({len(_shown(tab))})" in choice.inner_text()
            assert 0 < len(_shown(tab)) < everything
        tab.goto("about:blank")
        tab.goto(f"{base}{TOM}#non-couvertes")
        assert all("non couverte" in text for text in _shown(tab))


@pytest.mark.parametrize("script", [True, False])
def test_a_link_to_a_detail_opens_its_fold(serve_sample, visit, script):
    """The place is seen: a proof that names the detail, inside a fold that was closed."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, script=script) as tab:
        tab.goto(f"{base}{LEA}#c-B1.2.1")
        place = tab.locator(":target")
        assert place.is_visible()
        assert place.bounding_box()["y"] >= 0
        assert "B1.2.1" in place.inner_text()


@pytest.mark.parametrize(("width", "most"), [(1280, 2000), (360, 2600)])
def test_it_is_short_until_it_is_unfolded(serve_sample, visit, width, most):
    """The longest of the sample was 13 069 px on a laptop, 22 000 on a phone."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, viewport={"width": width, "height": 900}) as tab:
        tab.goto(base + LEA)
        assert tab.evaluate("document.documentElement.scrollHeight") < most
