"""The grids of a class: filters and pairs are in the address, heads stay, columns are summed."""

from io import BytesIO

import pytest
from PIL import Image

from tests.waiting import until
from vitrail.content.model.audience import Audience

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MATRIX = "2025-2027/matrice.html"
BLOC = "2025-2027/competences/B1.html"
PAIR = "#a=moreau-lea&b=benali-yanis"


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
        tab.click("[data-vt-set=option][value=SISR]")
        tab.click("[data-vt-set=etat][value=a-relire]")
        tab.wait_for_url("**/matrice.html#option=SISR&etat=a-relire")
        chosen, address = _rows(tab), tab.url
        assert 0 < len(chosen) < len(everyone)
        tab.goto("about:blank")
        tab.goto(address)
        assert _rows(tab) == chosen
        assert tab.locator("[value=a-relire]").get_attribute("aria-pressed") == "true"
        tab.locator("[data-vt-reset]").click()
        assert _rows(tab) == everyone


def test_columns_that_an_option_is_not_asked_for_go_with_its_filter(serve_sample, visit):
    """Else a third of the grid stays empty; blocs keep the width of what they head, and all comes back."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + MATRIX)
        heads = tab.locator("[data-vt-heads] > [data-code]:visible, .vt-matrix__blocs > th:visible")
        every = [(head.inner_text().partition("\n")[0], head.get_attribute("colspan")) for head in heads.all()]
        tab.click("[data-vt-set=option][value=SISR]")
        left = [(head.inner_text().partition("\n")[0], head.get_attribute("colspan")) for head in heads.all()]
        assert {code.rstrip("↕ ") for code, _ in every} - {code.rstrip("↕ ") for code, _ in left} == {
            "B2B", "B2B.1", "B2B.2", "B2B.3", "B3.5B",
        }  # fmt: skip
        assert [span for _, span in left if span] == ["6", "3", "5"]
        tab.locator("[data-vt-reset]").click()
        again = [(head.inner_text().partition("\n")[0], head.get_attribute("colspan")) for head in heads.all()]
        assert again == every


def test_nothing_of_the_rows_shows_between_the_heads_that_stay(serve_sample, visit):
    """Their cells are apart by a pixel, through which names and marks were read while the page scrolled."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base, viewport={"width": 1280, "height": 420}) as tab:
        tab.goto(base + MATRIX)
        seen = set()
        for down in range(150, 320, 17):
            tab.evaluate(f"scrollTo(0, {down})")
            row = tab.locator("[data-vt-heads]").bounding_box()
            gap = {"x": row["x"], "y": row["y"] + row["height"], "width": row["width"], "height": 1}
            strip = Image.open(BytesIO(tab.screenshot(clip=gap, animations="disabled"))).convert("RGB")
            seen.add(len(strip.getcolors()))
        assert seen == {1}


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
              const totals = [...table.tHead.rows[2].cells].slice(2);
              return [totals.map((cell) => cell.textContent), totals.map((_, index) => {
                const all = [...table.tBodies[0].rows].map((row) => row.cells[index + 2]);
                const cells = all.filter((cell) => cell.dataset.state);
                return `${cells.filter((cell) => !gaps.has(cell.dataset.state)).length}/${cells.length}`;
              })];
            }"""
        )
        assert said == counted


def _folds(tab):
    return [one.locator("summary strong").inner_text() for one in tab.locator(".vt-holders > details:visible").all()]


def test_a_bloc_is_filtered_by_one_of_its_parts(serve_sample, visit):
    """Those who lack it, then those of whom something waits to be read: rows, folds and lines by one address."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + BLOC)
        everyone = _rows(tab)
        tab.click("[data-vt-set=detail][value='B1.6']")
        tab.click("[data-vt-set=etat][value=non-couverte]")
        tab.wait_for_url("**/B1.html#etat=non-couverte&detail=B1.6")
        lacking = _rows(tab)
        assert 0 < len(lacking) < len(everyone)
        marks = tab.locator("tbody tr:not(.vt-out) td[data-state]:not(.vt-dim)")
        assert {one.get_attribute("data-state") for one in marks.all()} == {"non-couverte"}
        tab.goto(f"{base}{BLOC}#etat=a-relire&detail=B1.1")
        until(tab, "document.querySelectorAll('.vt-holders li.vt-out').length > 0")
        lines = tab.locator(".vt-holders > details:not(.vt-out) li:not(.vt-out)").all()
        assert lines
        assert all(one.get_attribute("data-read") for one in lines)
        assert all("1" in one.get_attribute("data-within").split() for one in lines)


def test_two_students_stand_side_by_side_wherever_one_comes_from(serve_sample, visit):
    """Chosen in the matrix, which the class leads to, kept on the way to a bloc, whose folds are open."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.goto(base + "2025-2027/index.html")
        tab.click("text=comparer")
        tab.wait_for_url("**/matrice.html")
        tab.locator("select[data-vt-set=a]").hover()
        tab.locator("select[data-vt-set=a]").select_option(label="Léa Moreau")
        tab.locator("select[data-vt-set=b]").select_option(label="Yanis Benali")
        assert tab.url.endswith(f"/matrice.html{PAIR}")
        assert sorted(_rows(tab)) == ["Léa Moreau", "Yanis Benali"]
        tab.click(".vt-matrix__blocs a >> text=B1")
        tab.wait_for_url(f"**/B1.html{PAIR}")
        assert sorted(_rows(tab)) == sorted(_folds(tab)) == ["Léa Moreau", "Yanis Benali"]
        left, right = (one.bounding_box() for one in tab.locator(".vt-holders > details[open]").all())
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] <= right["x"]


def test_a_bloc_is_whole_without_a_script(serve_sample, visit):
    """The grid, and a list that unfolds; a name in the grid leads to its fold, which the browser opens."""
    _, base = serve_sample(Audience.PUBLIC)
    with visit(base, script=False) as tab:
        tab.goto(base + BLOC)
        assert not tab.locator(".vt-tools").is_visible()
        tab.click("tbody th >> text=Léa Moreau")
        tab.wait_for_url("**#e-moreau-lea")
        assert tab.locator("#e-moreau-lea li").first.is_visible()


def test_the_first_row_of_a_grid_is_on_the_first_screen(serve_sample, visit):
    """Title, filters, heads of equal width and sums take 410 px; a title is said where the focus or the pointer is."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + MATRIX)
        assert tab.locator("tbody td[data-state]").first.bounding_box()["y"] <= 410
        heads = [one.bounding_box()["width"] for one in tab.locator("[data-vt-heads] th[data-code]").all()]
        assert max(heads) - min(heads) <= 2
        tab.locator("[data-code='B1.4'] a").focus()
        said = tab.locator("[data-code='B1.4'] .vt-said")
        assert "Travailler en mode projet" in said.inner_text()
        assert said.bounding_box()["width"] > 600


def test_a_long_name_leaves_the_answers_of_a_class_in_view(serve_sample, visit):
    """It takes lines, not the width: a laptop shows every column, and on a phone both exams stand beside it."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        for width, last in ((1280, "th:last-child"), (390, "th:nth-child(3)")):
            tab.set_viewport_size({"width": width, "height": 720})
            tab.goto(base + "2025-2027/dossiers.html")
            tab.evaluate(
                "document.querySelector('.vt-dossiers tbody a').textContent = 'Marie-Charlotte de La Rochefoucauld'"
            )
            head = tab.locator(f".vt-dossiers thead {last}").bounding_box()
            assert head["x"] + head["width"] <= width
