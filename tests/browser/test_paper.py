"""What a jury prints."""

import re
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from PIL import Image

from tests.samples import ROOT, Parts
from vitrail.content.model.audience import Audience
from vitrail.doors.cli import main

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A4 = (595, 842)
SHEETS = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


def _sheets(pdf):
    """Width and height, in whole points, of every sheet."""
    boxes = [tuple(round(float(side)) for side in found) for found in BOX.findall(pdf)]
    assert len(boxes) == len(SHEETS.findall(pdf))
    return boxes


def _print(tab, address):
    tab.goto(address)
    return tab.pdf(prefer_css_page_size=True, print_background=True)


def test_the_tableau_of_an_sisr_student_is_one_a4_portrait(serve_sample, visit):
    """Ten réalisations, fourteen competencies, one sheet, in light even when the reader's screen is dark."""
    _, base = serve_sample(Audience.JURY)
    for scheme in ("light", "dark"):
        with visit(base, color_scheme=scheme) as tab:
            assert _sheets(_print(tab, base + "2025-2027/moreau-lea/synthese.html")) == [A4]
            tab.emulate_media(media="print")
            assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_every_tableau_is_one_page_wide_in_portrait_and_repeats_its_head(serve_sample, visit):
    """However many sheets, A4 portrait; the head is a header group, which each sheet repeats; rows are not cut."""
    sample, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        tab.emulate_media(media="print")
        for url in sample.pages()["synthesis"]:
            assert set(_sheets(_print(tab, base + url))) == {A4}, url
            heads = tab.evaluate(
                "[...document.querySelectorAll('thead, tfoot')].map(head => getComputedStyle(head).display)"
            )
            assert heads in (["table-header-group"], ["table-row-group", "table-header-group"])
            rows = tab.evaluate(
                "[...document.querySelectorAll('.vt-synthesis tr')].map(row => getComputedStyle(row).breakInside)"
            )
            assert set(rows) <= {"avoid"}


def _text(pdf, folder):
    """What each leaf says."""
    (folder / "tout.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", "tout.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().rstrip("\f").split("\f")


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext n'est pas installé (apt-get install poppler-utils)"
)
def test_the_whole_portfolio_is_leaves_that_a_commission_can_hold(serve_sample, visit, tmp_path):
    """Each leaf says whose it is and which of how many; no heading stands alone at the foot; nothing runs over."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        pdf = _print(tab, base + "2025-2027/moreau-lea/imprimer.html")
        tab.emulate_media(media="print")
        titles = set(tab.evaluate("[...document.querySelectorAll('h2, h3, h4, h5')].map(one => one.innerText.trim())"))
        wide = tab.evaluate(
            "[...document.querySelectorAll('article table, article img, article pre')]"
            ".filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"
        )
    assert set(_sheets(pdf)) == {A4}
    leaves = _text(pdf, tmp_path)
    assert len(leaves) > 20
    for number, leaf in enumerate(leaves, start=1):
        lines = [line.strip() for line in leaf.splitlines() if line.strip()]
        assert lines[-1].startswith("Léa Moreau"), lines[-2:]
        assert " ".join(lines[-1].split()).endswith(f"{number} / {len(leaves)}")
        assert len(lines) > 1, number
        assert lines[-2] not in titles, (number, lines[-2])
    assert wide == []


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext n'est pas installé (apt-get install poppler-utils)"
)
def test_every_leaf_of_a_portfolio_says_whose_it_is_and_which_of_how_many(serve_sample, visit, tmp_path):
    """Whatever page was printed, by whoever reads the public site."""
    sample, base = serve_sample(Audience.PUBLIC)
    home = "2025-2027/moreau-lea/"
    pages = sample.pages()
    with visit(base) as tab:
        for kind in ("internship", "synthesis", "crossing"):  # leaves of each measure
            leaves = _text(_print(tab, base + next(url for url in pages[kind] if url.startswith(home))), tmp_path)
            for number, leaf in enumerate(leaves, start=1):
                assert "".join(leaf.split()).endswith(f"LéaMoreau·session2027{number}/{len(leaves)}"), (
                    kind,
                    leaf[-80:],
                )


def test_a_work_with_many_productions_is_no_wider_than_its_leaf(serve_sample, visit):
    """Else Chromium makes the whole of it smaller: fourteen productions did. Each that is made as no heavier one is."""
    sample, base = serve_sample(Audience.TEAM)
    wide, known = {}, set()
    with visit(base, viewport={"width": 680, "height": 1000}) as tab:  # the width of a leaf between its margins
        tab.emulate_media(media="print")
        for url in reversed(sample.pages()["realisation"]):
            made = Parts(sample.html(url)).made | _longest(sample.html(url))
            if made <= known:
                continue
            known |= made
            tab.goto(base + url)
            wide[url] = tab.evaluate("document.documentElement.scrollWidth")
    assert len(wide) > 10
    assert {url: width for url, width in wide.items() if width > 680} == {}


def _longest(html):
    """The lengths, by sixteen, of words that a line may not hold."""
    return {len(word) // 16 for word in re.sub("<[^>]*>", " ", html).split() if len(word) >= 32}


def test_the_matrix_of_a_class_shows_its_last_column_on_paper(serve_sample, visit):
    """Fifty-one columns of 2011 are a landscape leaf wide; fourteen stay upright."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base, viewport={"width": 1054, "height": 700}) as tab:  # the width of a leaf between its margins
        assert set(_sheets(_print(tab, base + "2019-2021/matrice.html"))) == {A4[::-1]}
        tab.emulate_media(media="print")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 1054
        assert set(_sheets(_print(tab, base + "2025-2027/matrice.html"))) == {A4}


@pytest.mark.parametrize(
    ("url", "fold"), [("calendrier", "Attestation délivrée"), ("moreau-lea/dossier", "obligatoire")]
)
def test_what_unfolds_keeps_on_paper_the_words_that_name_it(serve_sample, visit, url, fold):
    """Which paper is waited for, and whether a point is compulsory: a list without its name says nothing."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(f"{base}2025-2027/{url}.html")
        tab.emulate_media(media="print")
        assert tab.locator("summary", has_text=fold).first.is_visible()


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("2025-2027/moreau-lea/index.html", 5),  # the facts of the commission, then all the rest
        ("2025-2027/moreau-lea/competences.html", 4),
        ("2025-2027/moreau-lea/realisations/glpi.html", 7),
    ],
)
def test_a_page_prints_without_its_chrome(serve_sample, visit, url, most):
    """No header, navigation, search nor buttons on paper, and no sheet for nothing."""
    _, base = serve_sample(Audience.JURY)
    with visit(base) as tab:
        assert len(_sheets(_print(tab, base + url))) <= most
        tab.emulate_media(media="print")
        shown = tab.evaluate(
            "[...document.querySelectorAll('.md-header, .md-sidebar, .vt-search, .vt-actions, .vt-step')]"
            ".filter(element => element.checkVisibility()).map(element => element.className)"
        )
        assert shown == []


def test_a_home_printed_at_once_shows_its_glass_fully_lit(serve_sample, visit):
    """The rosace lights up on the screen; on paper it is not caught half-way."""
    _, base = serve_sample(Audience.JURY)
    with visit(base, reduced_motion="no-preference") as tab:
        tab.emulate_media(media="print")
        tab.goto(base + "2025-2027/moreau-lea/index.html")
        panes = "[...document.querySelectorAll('.vt-window .vt-rosace > g')]"
        assert set(tab.evaluate(f"{panes}.map(pane => getComputedStyle(pane).animationName)")) == {"none"}
        assert set(tab.evaluate(f"{panes}.map(pane => getComputedStyle(pane).opacity)")) == {"1"}


def test_a_long_tableau_repeats_the_name_and_the_codes_and_numbers_its_sheets(tmp_path, build_site, visit):
    """One title of two hundred letters without a space: a short head on each sheet, the form's own on the first."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    folder = tmp_path / "portfolios/2025-2027/durand-zoe/realisations"
    work = (folder / "glpi.md").read_text("utf-8")
    documents = "".join(f"  - {{titre: Compte rendu {n} de la mise en service, fichier: f{n}.pdf}}\n" for n in range(6))
    for number in range(24):
        title = (
            "W" * 200 if not number else f"Mise en service numéro {number} d'un parc de postes et de ses sauvegardes"
        )
        text = re.sub(r"(?m)^titre:.*$", f'titre: "{title}"', work, count=1)
        (folder / f"poste-{number}.md").write_text(
            text.replace("\n---\n", f"\nproductions:\n{documents}---\n", 1), "utf-8"
        )
    site, _ = build_site(tmp_path / "portfolios", Audience.JURY)
    with visit(f"{site.as_uri()}/") as tab:
        sheets = _sheets(_print(tab, f"{site.as_uri()}/2025-2027/durand-zoe/synthese.html"))
        assert len(sheets) > 1
        assert set(sheets) == {A4}
        tab.emulate_media(media="print")
        heads = tab.evaluate(
            "[...document.querySelectorAll('.vt-synthesis > :is(thead, tfoot)')]"
            ".map(head => [getComputedStyle(head).display, head.clientHeight, head.innerText])"
        )
        (form, _, _), (short, height, words) = heads
        assert (form, short) == ("table-row-group", "table-header-group")
        assert height < 40
        assert "DURAND" in words
        assert "B1.6" in words
        wide = tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert wide


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext n'est pas installé (apt-get install poppler-utils)"
)
def test_twenty_five_rows_with_codes_stand_in_their_frame(tmp_path, build_site, visit):
    """Heads, candidate, session, n/N on both leaves; codes in the frame, rows filled, no section alone at a foot."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    school = tmp_path / "portfolios/etablissement.yml"
    school.write_text(school.read_text("utf-8") + "\nadresse du site: https://portfolios.example/\n", "utf-8")
    folder = tmp_path / "portfolios/2025-2027/durand-zoe/realisations"
    work = (folder / "glpi.md").read_text("utf-8")
    for number in range(24):
        title = ("VPN", "Refonte de l'annuaire des associations sur le site de la commune", "Parc de postes")[
            number % 3
        ]
        text = re.sub(r"(?m)^titre:.*$", f'titre: "{title} {number}"', work, count=1)
        place = "formation" if number < 18 else "stage"
        (folder / f"poste-{number}.md").write_text(text.replace("contexte: formation", f"contexte: {place}"), "utf-8")
    site, _ = build_site(tmp_path / "portfolios", Audience.JURY)
    address = f"{site.as_uri()}/2025-2027/durand-zoe/synthese.html"
    with visit(f"{site.as_uri()}/", viewport={"width": 733, "height": 1000}) as tab:  # the width of a leaf
        leaves = _text(_print(tab, address), tmp_path)
        tab.emulate_media(media="print")
        outside, empty = tab.evaluate(
            "(() => { const frame = document.querySelector('.vt-synthesis').getBoundingClientRect();"
            " const tall = one => one.getBoundingClientRect().height;"
            " const words = cell => { const range = document.createRange(); range.selectNodeContents(cell);"
            " return range.getBoundingClientRect().height };"
            " const rows = [...document.querySelectorAll('.vt-synthesis tbody tr:has(.vt-qr)')];"
            " return [rows.filter(row => { const code = row.querySelector('.vt-qr').getBoundingClientRect();"
            " return code.right > frame.right || code.bottom > row.getBoundingClientRect().bottom"
            " || getComputedStyle(row.lastElementChild).borderRightWidth === '0px' }).length,"
            " rows.filter(row => 2 * Math.max(...[...row.cells].slice(0, -1).map(words)) < tall(row)).length] })()"
        )
        assert (len(leaves), outside, empty) == (2, 0, 0)
        assert "Aucune réalisation" not in "".join(leaves), "a section without a row takes no paper"
        for number, leaf in enumerate(leaves, start=1):
            assert all(f"B1.{column}" in leaf for column in range(1, 7))
            assert "".join(leaf.split()).endswith(f"ZoéDurand·session2027{number}/2")
        for _ in range(6):  # the next section comes up to the foot of the first leaf, then before it
            feet = [[line.strip() for line in leaf.splitlines() if line.strip()][-2] for leaf in leaves]
            assert not any(foot.startswith("Réalisation") for foot in feet), feet
            tab.evaluate("document.querySelector('.vt-synthesis tbody tr:has(.vt-qr)').remove()")
            leaves = _text(tab.pdf(prefer_css_page_size=True, print_background=True), tmp_path)


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext n'est pas installé (apt-get install poppler-utils)"
)
def test_a_wide_table_of_a_text_is_whole_on_paper(tmp_path, build_site, visit):
    """Twelve columns, each with its words whole, and an address that no leaf holds: cut in lines, never lost."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    work = tmp_path / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    cells = ("srv-01.lycee.local", "192.168.11.10", "255.255.255.0", "192.168.11.254", "Debian12", "Passerelle")
    rows = [*cells, "secondaire", "Imprimantes", "500", "64", "Une remarque assez longue pour déborder", "Dernière"]
    table = f"| {' | '.join(f'C{n}' for n in range(12))} |\n|{'---|' * 12}\n| {' | '.join(rows)} |\n"
    long = "https://exemple.example/" + "a" * 150
    work.write_text(f"{work.read_text('utf-8')}\n\n{table}\n| Une | Deux |\n|---|---|\n| {long}Z | oui |\n", "utf-8")
    site, _ = build_site(tmp_path / "portfolios", Audience.JURY)
    with visit(f"{site.as_uri()}/") as tab:
        for page in ("realisations/glpi.html", "imprimer.html"):
            said = " ".join(_text(_print(tab, f"{site.as_uri()}/2025-2027/durand-zoe/{page}"), tmp_path))
            assert [word for word in (*cells, "secondaire", "Imprimantes", "Dernière") if word not in said] == []
            assert "aZ" in "".join(said.split())


def test_the_capture_of_a_phone_is_on_one_leaf(tmp_path, build_site, visit):
    """It ran over three, cut where they end."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    folder = tmp_path / "portfolios/2025-2027/durand-zoe"
    Image.new("RGB", (1080, 2400)).save(folder / "realisations/capture.png")
    work = folder / "realisations/glpi.md"
    work.write_text(f"{work.read_text('utf-8')}\n\n![Une capture](capture.png)\n", "utf-8")
    site, _ = build_site(tmp_path / "portfolios", Audience.JURY)
    with visit(f"{site.as_uri()}/") as tab:
        tab.goto(f"{site.as_uri()}/2025-2027/durand-zoe/realisations/glpi.html")
        tab.emulate_media(media="print")
        picture = tab.locator("img[alt='Une capture']")
        picture.scroll_into_view_if_needed()
        box = picture.bounding_box()
        assert box["height"] <= 760
        assert box["height"] / box["width"] == pytest.approx(2400 / 1080, abs=0.02)


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext n'est pas installé (apt-get install poppler-utils)"
)
def test_a_fiche_keeps_words_whole_and_each_label_over_its_block(tmp_path, monkeypatch, visit):
    """In a table of many columns, beside a long remark; a tab's label stands where its block does."""
    shutil.copytree(ROOT / "tests/portfolios/petite-ecole", tmp_path / "portfolios")
    work = tmp_path / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    cells = ("192.168.11.254", "255.255.255.0", "Passerelle", "secondaire", "500 Go", "Mémoire", "mot " * 60)
    table = f"| {' | '.join('ABCDEFG')} |\n|{'---|' * 7}\n| {' | '.join(cells)} |\n"
    tabs = '=== "Linux"\n    ls\n=== "Windows"\n    dir\n'
    work.write_text(f"{work.read_text('utf-8')}\n\n{table}\n{tabs}", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["export", "fiche", str(work.relative_to(tmp_path)), "--vers", "papiers"])
    assert done.exit_code == 0, done.output
    (paper,) = (tmp_path / "papiers").glob("*.html")
    with visit(paper.as_uri()) as tab:
        said = " ".join(_text(_print(tab, paper.as_uri()), tmp_path))
    assert [word for word in cells[:-1] if word not in said] == []
    assert " ".join(said.split()).partition("Linux")[2].startswith(" ls Windows dir")


@pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext n'est pas installé (apt-get install poppler-utils)"
)
def test_a_competency_keeps_its_title_on_paper_and_a_fold_its_heading(serve_sample, visit, tmp_path):
    """Beside its count on the home; on the page of proofs, no leaf cuts the heading of a fold in two."""
    _, base = serve_sample(Audience.JURY)
    home = base + "2025-2027/moreau-lea/"
    with visit(base) as tab:
        first = _text(_print(tab, home + "index.html"), tmp_path)[0]
        titles = tab.evaluate(
            "[...document.querySelectorAll('.vt-commission__columns strong + span')].map(one => one.textContent)"
        )
        assert titles
        words = "".join(first.split())
        assert [title for title in titles if "".join(title.split())[:18] not in words] == []
        tab.goto(home + "competences.html")
        tab.emulate_media(media="print")
        kept = (
            "[...document.querySelectorAll('.vt-competency > summary')].map(one => getComputedStyle(one).breakInside)"
        )
        assert set(tab.evaluate(kept)) == {"avoid"}


def test_the_matrix_of_a_class_of_thirty_five_is_one_sheet(serve_sample, visit):
    """A row is a line high, without a rosace beside the name; what the codes mean is on the next sheet."""
    _, base = serve_sample(Audience.TEAM)
    with visit(base) as tab:
        tab.goto(base + "2025-2027/matrice.html")
        tab.evaluate(
            """() => {
              const body = document.querySelector(".vt-matrix tbody"), rows = [...body.rows];
              while (body.rows.length < 35) body.append(rows[body.rows.length % rows.length].cloneNode(true));
              document.querySelectorAll(".vt-codes, .vt-codes + p").forEach((below) => below.remove());
            }"""
        )
        assert len(_sheets(tab.pdf(prefer_css_page_size=True))) == 1
