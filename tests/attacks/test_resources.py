import shutil
import time
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.deep import some_now
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.facts.run import portfolios
from vitrail.building.making.facts.told import all_faults, summed_up
from vitrail.building.making.facts.tried import Tried, tell
from vitrail.building.making.pipeline import build
from vitrail.building.making.texts import Texts
from vitrail.building.making.works import examined
from vitrail.building.publishing.workers.executors import DEADLY
from vitrail.content.extracts.escapes import read_text
from vitrail.content.extracts.extract import extract_here
from vitrail.content.extracts.pieces import BEYOND, Allowance, Extract, UnopenedError, portfolio_allowance
from vitrail.content.extracts.sheets.opening import read as read_tables
from vitrail.content.model.audience import Audience
from vitrail.content.reading.schemas.prose import read_body
from vitrail.content.reading.text.alterations import altered
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.doors.handing.arrivals import NoArrival, arrivals
from vitrail.ground.memo.files import LARGE
from vitrail.site.outputs.formats import judge
from vitrail.site.outputs.pictures import rewrite
from vitrail.site.outputs.writing import create_all
from vitrail.site.project import Project
from vitrail.site.prose import render

REFUSED = {
    "crochets": "[" * 20_000,
    "images": "![a](" * 10_000,
    "listes": "- " * 3_000 + "x",
    "citations": "> " * 3_000 + "x",
    "citations nues": ">" * 300_000,
    "lignes de citations": (">" * 8_000 + "\n") * 20,
    "encadrés": "\n".join("    " * depth + "!!! note" for depth in range(40)),
    "encadrés en citations": "\n".join("> " * depth + "!!! note" for depth in range(40)),
}
HEAVY = {
    "<script>": "<script>" * 20_000,
    "<style>": "<style>\n" * 20_000,
    "<textarea>": "<textarea>" + "a " * 50_000,
    "<!--": "<!--\n" * 20_000,
    "commentaires": "<!---->" * 20_000,
    "commentaires en citations": "> <!--\n\n" * 20_000,
    "commentaires l'un après l'autre": "<!-- a --> b <!-- c\n\n" * 10_000,
    "grand tableau": "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 3_000,
    "tableau large": "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n" + "|a\n" * 30_000,
    "étoiles": "*a **b " * 3_000,
    "notes": "".join(f"[^{n}]: x\n" for n in range(2_000)),
    "appels": "[^a] " * 300 + "\n\n" + ("[^a] " * 300 + "\n\n") * 200 + "[^a]: x",
    "abréviations": "".join(f"*[A{n}]: x\n" for n in range(2_000)),
    "définitions": "a\n: b\n" * 5_000,
    "onglets": '=== "a"\n    b\n\n' * 3_000,
    "onglets collés": '=== "a"\n' * 40_000,
    "encadrés": "!!! note\n    a\n" * 20_000,
    "alertes": "> [!NOTE]\n> a\n\n" * 20_000,
    "blocs de code": "```\n" * 20_000,
    "crochets étagés": "[\n\n" * 20_000,
    "attributs": "a\n{: " + "a=b " * 3_000 + "}\n",
    "adresses": "http://" * 50_000,
    "adresses accentuées": "é http://a.fr/é " * 25_000,
    "adresses et points": "http://a" + "." * 1_900 + " " + "http://a..... " * 20_000,
    "parenthèses": "http://a" + ")" * 300_000,
    "soulignés": "a_b" * 100_000 + " http://x",
    "balises": "<b>" * 100_000,
    "balises fermées": "<b>" * 50_000 + "</b>" * 50_000,
    "cibles à espaces": ("[a](b c.d\n" * 300 + "\n") * 100,
    "cibles ouvertes": ("[a](b/ ((((" * 100 + "\n\n") * 300,
    "titres": "# a\n" * 90_000,
    "titres pareils": "".join("# a" + "-2" * (n % 300) + "\n" for n in range(1_200)),
    "filets": "---\n" * 90_000,
    "options de code": "```a " + 'b="c" ' * 800 + "x`\n```",
    "accents graves en tableau": "a|b\n-|-\n" + "`|" * 10_000,
    "dièses": "# " * 100_000,
    "accolades": "{" * 390_000,
    "accolades et points": "{.a " * 90_000,
    "dollars": "$a" * 190_000,
    "deux-points": ":a" * 190_000,
    "entités": "&amp;" * 70_000 + " http://a",
    "barres": "\\" * 390_000 + "<",
    "code et lignes vides": "```c\n" + "\n" * 300_000 + "```\n",
    "code et blancs": "```csharp\n" + ("\n" * 98 + "a") * 200 + "\n```\n",
    "code sans fin": "```python\n" + "x = 1\n" * 60_000 + "```\n",
    "références": "[a]: b\\c\n" * 30_000,
    "tuteur et tirets": "Tuteur\n" + "-" * 390_000,
    "tuteur et capitales": "Tuteur " + "A-" * 190_000,
}
REPEATED = {
    "titre d'un lien": f'[a]: http://x "{"x" * 40_000}"\n\n' + "[a]\n\n" * 5_000,
    "adresse d'un lien": f"[a]: http://x/{'x' * 40_000}\n\n" + "[a]\n\n" * 5_000,
    "tâches": "- [ ] a\n" * 45_000,
}
SECONDS = 15.0
"""Processor time that the heaviest text of 400 000 characters may take, on a machine five times slower than ours."""
GLPI = f"{LEA}/realisations/a.md"


@pytest.mark.parametrize("name", REFUSED)
def test_what_explodes_is_refused_unread(name):
    """The refusal takes no time and is the same on every machine."""
    start = time.process_time()
    assert render(REFUSED[name], page="a.html", source="a.md", targets={}).refused
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("name", some_now(REPEATED, every=3))
def test_what_is_defined_once_and_used_everywhere_is_cut_short_before_it_is_written_out(name):
    """A page of 124 kB once took 16 GB, and nothing was published."""
    tracemalloc.start()
    found = render(REPEATED[name], page="a.html", source="a.md", targets={})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.refused or len(found.html) < 1_000_000  # the parser itself stops following references
    assert peak < 120_000_000


@pytest.mark.parametrize("fault", [MemoryError, RecursionError])
def test_what_fails_after_the_conversion_costs_only_the_page(monkeypatch, fault):
    """Cleaning and anchors are within the budget too."""

    def failing(*_: object) -> str:
        raise fault

    monkeypatch.setitem(render.__globals__, "sanitise", failing)
    assert render("a", page="a.html", source="a.md", targets={}).refused


@pytest.mark.slow
@pytest.mark.parametrize("name", some_now(HEAVY))
def test_what_is_heavy_ends_within_the_budget(name):
    """Shown or refused, read and rendered, a text costs time as it is long: no clock stops it."""
    start = time.process_time()
    document = parse_markdown("a.md", HEAVY[name].encode())
    read_body(document)
    list(altered(document))
    render(HEAVY[name], page="a.html", source="a.md", targets={})
    assert time.process_time() - start < SECONDS


def school(tmp_path, files):
    """Build a class with one more portfolio's files, twice: the second time from what was kept."""
    first = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME, f"{LEA}/realisations/b.md": REALISATION}
    write(tmp_path / "p", first | files)
    project = Project(
        root=tmp_path, portfolios=tmp_path / "p", site=tmp_path / "site", site_name="É", audience=Audience.TEAM
    )
    build(project)
    return build(project), tmp_path / "site"


@pytest.mark.deep
def test_six_small_archives_cost_what_one_portfolio_may(tmp_path):
    """Six zips of 350 kB, nine files of 20 MB each, took three minutes, and each later edit as much again."""
    raw = BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"{number}.txt", b"solveig est la ;" * 1_250_000)
    files = {f"{LEA}/fichiers/{number}.zip": raw.getvalue() for number in range(6)}
    links = "".join(f"[a](../fichiers/{number}.zip) " for number in range(6))
    report, site = school(tmp_path, files | {GLPI: REALISATION + links})
    refused = {
        one.path
        for one in report.examination.ledger(Audience.TEAM).entries
        if one.reason == "limite du portfolio dépassée"
    }
    assert refused == {f"{LEA}/fichiers/{number}.zip" for number in range(1, 6)}
    assert "STR033" in {one.code for one in report.examination.diagnostics}
    assert (site / LEA / "fichiers/0.zip").exists()


def test_the_texts_of_a_portfolio_hold_together_no_more_than_a_limit(tmp_path, monkeypatch):
    """Each page is within its own; the first ones are shown, the others say why they are not."""
    paths = [f"{LEA}/realisations/r{number}.md" for number in range(5)]
    write(tmp_path, {"2025-2027/promotion.yml": COHORT, **dict.fromkeys(paths, REALISATION + "*a* " * 1_000)})
    project = Project(root=tmp_path, portfolios=tmp_path, site=tmp_path / "site")
    examination = examined(project)
    (student,) = examination.school.cohorts[0].students
    nodes = sum(work.body.nodes for work in student.realisations if work.body)
    assert nodes > 15_000
    for share, refused, told in ((0.7, paths[3:], []), (1.1, [], ["STR034"]), (2, [], [])):
        monkeypatch.setattr("vitrail.building.making.facts.tried.MAX_NODES", int(nodes * share))
        shutil.rmtree(project.cache, ignore_errors=True)  # another limit is another program
        examination = examined(project)
        texts = Texts(examination.memo)
        texts.tell()
        assert sorted(texts.refused) == refused
        codes = {one.code: one.place.path for one in examination.diagnostics if one.code in {"MED010", "STR034"}}
        assert sorted(codes) == [*(["MED010"] if refused else []), *told]


def test_a_refusal_by_the_death_of_a_process_is_not_remembered(tmp_path):
    """A machine with more memory may show the page: the next build of the same bytes tries again."""
    report, _ = school(tmp_path, {GLPI: REALISATION})
    assert report.lasting
    memo, (who,) = report.examination.memo, portfolios(report.examination.memo)
    tell(memo, *who, Tried(refused={GLPI: DEADLY}))
    again = replace(report, summed=summed_up(memo, "TEAM"))
    assert "MED010" in {one.code for one in all_faults(memo, [who])}
    assert not again.lasting


def test_a_page_that_explodes_costs_only_itself(tmp_path):
    """Its text is not shown, told with MED010; its page, its card and the rest are published."""
    report, site = school(tmp_path, {GLPI: REALISATION + "[" * 20_000})
    assert "MED010" in {one.code for one in report.examination.diagnostics}
    page = (site / LEA / "realisations/a.html").read_text("utf-8")
    assert "Texte non affiché" in page
    assert "[[[[" not in page
    assert (site / LEA / "realisations/b.html").exists()


@pytest.mark.parametrize(
    "files",
    [
        {GLPI: REALISATION.replace("titre: GLPI", 'titre: "a\\x1fb\\x1ec\\x0b"')},
        {f"{LEA}/index.md": HOME.replace("Moreau", '"Mo\\x0breau\\u202e"')},
        {GLPI: REALISATION + "![x](a.html/p.png)\n", f"{LEA}/realisations/a.html/p.png": "x"},
        {f"{LEA}/realisations/{'x' * 251}.md": REALISATION},
        {"2025-2027/matrice.csv/contact.md": "x"},
        {"2025-2027/a\u202eb/contact.md": "x"},
    ],
    ids=["signes de commande", "tableur", "dossier et page", "nom trop long", "dossier et tableau", "nom qui tourne"],
)
def test_no_name_nor_title_stops_the_site(tmp_path, files):
    """Found while attacking: each of these once ended the build of the whole school."""
    _, site = school(tmp_path, files)
    assert (site / LEA / "realisations/b.html").exists()


def test_a_student_cannot_publish_in_another_s_folder(tmp_path):
    """« moreau:lea » would have had the addresses of « moreau-lea »."""
    report, site = school(tmp_path, {"2025-2027/moreau:lea/aveux.md": "x"})
    assert not (site / LEA / "aveux.html").exists()
    assert "STR008" in {one.code for one in report.examination.diagnostics}


def test_a_student_cannot_judge_themself(tmp_path):
    """Neither a variant of the evaluations' folder, nor a class of one's own inside one's folder."""
    own = "- {réalisation: b, compétence: B1.1, par: M. Durand, rôle: professeur, le: 12/03/2026, avis: retenue}\n"
    files = {"2025-2027/Evaluations/moreau-lea.yml": own, f"{LEA}/promotion.yml": COHORT}
    report, _ = school(tmp_path, files | {f"{LEA}/evaluations/x.yml": own})
    (cohort,) = report.examination.school.cohorts
    assert [student.verdicts for student in cohort.students] == [()]


def test_a_bomb_of_pixels_is_refused_before_it_opens():
    """A PNG of a few bytes that claims 900 million pixels."""
    head = pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    raw = b"\x89PNG\r\n\x1a\n" + pack(">I", 13) + chunk + pack(">I", zlib.crc32(chunk))
    assert isinstance(rewrite(raw + b"\0\0\0\0IDAT\x35\xaf\x06\x1e", "png"), str)
    small = BytesIO()
    Image.new("1", (9_000, 9_000)).save(small, "PNG")
    assert "pixels" in str(rewrite(small.getvalue(), "png"))


@pytest.mark.parametrize(("mode", "size", "form"), [("RGBA", (16_000, 3_700), "WEBP"), ("RGBA", (6_000, 5_000), "PNG")])
def test_a_picture_that_needs_much_memory_is_refused(mode, size, form):
    """A WEBP of 46 bytes once took 1.2 GB."""
    raw = BytesIO()
    Image.new(mode, size, (1, 2, 3, 4)).save(raw, form, lossless=True, method=0, compress_level=1)
    assert "pixels" in str(rewrite(raw.getvalue(), form.lower()))


def test_a_photo_of_many_scans_is_refused_and_a_progressive_one_is_not():
    """Three thousand empty scans once took 14 seconds: each goes over all the pixels."""
    raw = BytesIO()
    Image.new("RGB", (3_000, 2_000), "navy").save(raw, "JPEG", progressive=True)
    photo = raw.getvalue()
    assert not isinstance(rewrite(photo, "jpg"), str)
    scan = photo[photo.rindex(b"\xff\xda") : -2]
    assert "passes" in str(rewrite(photo[:-2] + scan * 3_000 + photo[-2:], "jpg"))


def test_a_large_photo_is_turned_and_shrunk():
    """It is shrunk first, so that turning it copies little."""
    raw, exif = BytesIO(), Image.Exif()
    exif[0x112] = 6
    Image.new("RGB", (4_000, 2_000), "navy").save(raw, "JPEG", exif=exif)
    photo = rewrite(raw.getvalue(), "jpg")
    assert not isinstance(photo, str)
    assert (photo.width, photo.height) == (800, 1_600)


def test_a_pdf_that_opens_on_many_absent_objects_is_refused_at_once():
    """Each was once searched for in the whole file."""
    part = zlib.compress(b" ".join(b"/OpenAction %d 0 R" % (900_000 + number) for number in range(50)))
    packed = b"<</Type/ObjStm>>stream\n" + part + b"\nendstream "
    start = time.process_time()
    assert judge("a.pdf", b"%PDF-1.5\n" + packed * 200 + b"%" + b"x" * 3_000_000 + b"\n").reason
    assert time.process_time() - start < 2


def test_a_title_or_a_name_without_end_is_cut_everywhere(tmp_path):
    """Sixty titles of 60 kB once made a site of 284 MB: every page repeats them."""
    files = {f"{LEA}/p{number}.md": f"# {'W' * 60_000}\n\nx\n" for number in range(5)}
    files[GLPI] = REALISATION.replace("titre: GLPI", f"titre: {'W' * 30_000}\nrésumé: {'W ' * 10_000}")
    files[f"{LEA}/index.md"] = HOME.replace("Moreau", "A" + "\u0e49" * 120 + "W" * 300)
    report, site = school(tmp_path, files)
    told = [one for one in report.examination.diagnostics if one.code == "STR035"]
    assert len(told) == 5 + 3
    menu = (site / LEA / "realisations/b.html").read_text("utf-8")
    assert "W" * 199 + "…" in menu
    assert "W" * 200 not in menu
    assert "\u0e49" * 3 in menu
    assert "\u0e49" * 4 not in menu


def bomb(name, part, text):
    """An office document of one part that is small, and enormous once it is open."""
    raw = BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, text)
    return name, raw.getvalue()


DEEP = "<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100
BOMBS = {
    "classeur énorme": bomb("a.xlsx", "xl/workbook.xml", b" " * (LARGE + 1)),
    "classeur de signes": bomb("a.xlsx", "xl/workbook.xml", "<a>" + "<c/>" * 1_000_001 + "</a>"),
    "document profond": bomb("a.docx", "word/document.xml", f'<w:document xmlns:w="w">{DEEP}</w:document>'),
}
"""The workbook took 25 seconds and 592 MB, the document 21 seconds, of ``check`` and of ``import``."""


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_cost_much_once_open_is_refused_before_it_costs(name):
    """By whoever opens it, for the same reason: counted, so that the process that would be killed is not."""
    name, raw = BOMBS[name]
    start = time.process_time()
    tracemalloc.start()
    assert extract_here(name, raw) == Extract(trouble=BEYOND)
    with pytest.raises(UnopenedError) as refused:
        read_tables(raw)
    assert refused.value.reason == BEYOND
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000
    assert time.process_time() - start < 3


def test_merged_areas_cost_their_cells():
    """Two of a few bytes each are a million cells to openpyxl, which worked until its process was killed."""
    areas = "".join(f'<mergeCell ref="A{row}:XFD{row + 40}"/>' for row in (1, 50))
    _, raw = bomb("a.xlsx", "xl/workbook.xml", f"<a>{areas}</a>")
    with pytest.raises(UnopenedError) as refused:
        read_tables(raw)
    assert refused.value.reason == BEYOND


def test_a_long_text_without_escapes_is_passed_over_quickly():
    """The letters that are escaped are looked for by the sign that begins them: five seconds, for one zip of texts."""
    text = "Un élève dépanne le réseau de la mairie. " * 300_000
    start = time.process_time()
    assert read_text(text.encode()) == text
    assert time.process_time() - start < 1


def test_a_file_that_is_not_what_its_name_says_is_told_so():
    """« abîmée » would send its author to look for what they damaged."""
    assert "n'est pas celui d'un fichier « .zip »" in judge("a.zip", b"MZ\x90\0" * 300).reason


def test_a_hand_in_of_thousands_of_files_is_refused_and_none_is_written(tmp_path):
    """Twenty-two thousand small files took three minutes, and were written."""
    with ZipFile(tmp_path / "rendu.zip", "w") as archive:
        archive.writestr("index.md", HOME)
        for number in range(portfolio_allowance().members):
            archive.writestr(f"fichiers/{number}", "")
    (found,) = arrivals(tmp_path / "rendu.zip")
    assert isinstance(found, NoArrival)
    assert found.reason == BEYOND


def test_files_written_together_in_one_folder_are_looked_for_once(tmp_path, monkeypatch):
    """Each listed the whole folder: the time went as the square of their number."""
    listed = []
    glob = Path.glob
    monkeypatch.setattr(Path, "glob", lambda folder, signs: listed.append(folder) or glob(folder, signs))
    create_all({tmp_path / "a" / f"{number}.md": b"" for number in range(9)})
    assert listed == [tmp_path / "a"]


def test_a_zip_whose_list_of_files_alone_would_fill_the_memory_is_refused_unread():
    """An attachment of 25 MB can name half a million empty files; its 64-bit record may say what the other hides."""
    raw = BytesIO()
    with ZipFile(raw, "w") as archive:
        archive.writestr("a.txt", "")
    listed = raw.getvalue()
    assert extract_here("a.zip", listed).trouble is None
    end = listed.index(b"PK\x05\x06")
    long = pack("<I", 200 * Allowance().members + 1)
    assert extract_here("a.zip", listed[: end + 12] + long + listed[end + 16 :]).trouble == BEYOND
    wide = b"PK\x06\x06" + b"\0" * 36 + long + b"\0" * 12 + b"PK\x06\x07" + b"\0" * 16
    assert extract_here("a.zip", listed[:end] + wide + listed[end:]).trouble == BEYOND


def test_a_zip_bomb_is_refused():
    """An archive of a few hundred kilobytes that opens to 300 megabytes."""
    raw = BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 300_000_000)
    assert judge("a.zip", raw.getvalue()).reason


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.pkt", b"<html><script>1</script>"),
        ("a.pkt", b"\xef\xbb\xbf \n<script>1</script>\xff"),
        ("a.drawio", b"<html><script>1</script><mxfile>"),
        ("a.svg", b"<svg onload='x'/>"),
    ],
)
def test_a_page_disguised_as_an_attachment_is_refused(name, raw):
    """From the disk a browser guesses an unknown suffix by its first bytes, and would run the page."""
    assert judge(name, raw).reason
