"""A class's matrix: its filters are in the address, its heads stay, its columns are summed."""

import pytest

from generator.model.audience import Audience
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MATRIX = "2025-2027/matrice.html"


def _rows(tab):
    rows = tab.locator("[data-vt-matrix] tbody tr").all()
    return [row.locator("a").first.inner_text() for row in rows if row.is_visible()]


@pytest.mark.parametrize("served", [True, False])
def test_a_filtered_matrix_is_an_address(serve_sample, visit, served):
    """What is chosen stands after the « # », and who opens that address sees the same rows; from the disk too."""
    sample, base = serve_sample(Audience.TEAM)
    base = base if served else f"{sample.site.as_uri()}/"
    with visit(base) as tab:
        tab.goto(base + MATRIX)
        everyone = _rows(tab)
        tab.locator("[data-vt-option]").select_option("SISR")
        tab.locator("[data-vt-state]").select_option("a-relire")
        tab.wait_for_url("**/matrice.html#option=SISR&etat=a-relire")
        chosen, address = _rows(tab), tab.url
        assert 0 < len(chosen) < len(everyone)
        tab.goto("about:blank")
        tab.goto(address)
        assert _rows(tab) == chosen
        assert tab.locator("[data-vt-state]").input_value() == "a-relire"
        tab.locator("[data-vt-reset]").click()
        assert _rows(tab) == everyone


def test_the_heads_stay_while_the_page_scrolls(serve_sample, visit):
    """A class of thirty does not fit a screen: the codes and the totals remain under the site's header."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base, viewport={"width": 1280, "height": 420}) as tab:
        tab.goto(base + MATRIX)
        tab.mouse.wheel(0, 450)
        until(tab, "scrollY > 300")
        top = tab.locator("[data-vt-matrix] thead").bounding_box()["y"]
        under = tab.locator(".md-header").bounding_box()
        assert under["y"] + under["height"] - 2 <= top <= under["y"] + under["height"] + 12


def test_each_column_is_summed(serve_sample, visit):
    """« 5/8 »: as many cells that cover as the row of totals says, of as many as are asked."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + MATRIX)
        said, counted = tab.evaluate(
            """() => {
              const table = document.querySelector("[data-vt-matrix]");
              const gaps = new Set(["non-couverte", "refusee", "a-reprendre"]);
              const totals = [...table.tHead.rows[1].cells].slice(2);
              return [totals.map((cell) => cell.textContent), totals.map((_, index) => {
                const all = [...table.tBodies[0].rows].map((row) => row.cells[index + 2]);
                const cells = all.filter((cell) => cell.dataset.state);
                return `${cells.filter((cell) => !gaps.has(cell.dataset.state)).length}/${cells.length}`;
              })];
            }"""
        )
        assert said == counted
