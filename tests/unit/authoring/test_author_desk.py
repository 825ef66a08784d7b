"""A student at the form: what is opened, kept, saved, begun and taken in; and what is refused."""

import hashlib
import io
import re
import shutil
from datetime import date
from threading import Event

import pytest

from tests.unit.extracts.documents import pdf
from vitrail.doors.authoring.answers import Done
from vitrail.doors.authoring.incoming import given_name
from vitrail.doors.authoring.keeping import UnwritableKeyError
from vitrail.doors.authoring.orders import AskedMend, AskedVersion, Begun, NamedFile, NewKind, TypedChanges
from vitrail.doors.authoring.welcome import welcome
from vitrail.doors.serving.private import OutdatedError
from vitrail.ground.language import ToldError
from vitrail.site.outputs.writing import UnwrittenError

PATH = "2025-2027/durand-zoe/realisations/glpi.md"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


def work(school):
    """The file that is written."""
    return school / "portfolios" / PATH


def changes(school, *, text=None, **values):
    """What somebody typed in it, as it is now."""
    base = hashlib.sha256(work(school).read_bytes()).hexdigest()
    return TypedChanges(path=PATH, base=base, values=values, text=text)


def field(desk, name, path=PATH):
    """One field of the form."""
    return next(one for one in desk.open(path).fields if one.name == name)


def test_the_first_screen_offers_the_options_each_time_it_is_asked(tmp_path):
    """A page that is refreshed asks again."""
    reads, _ = welcome(tmp_path, Event())
    first, again = (reads["/api/liste"]("") for _ in range(2))
    assert {"SISR", "SLAM"} < set(first.options)
    assert again == first


def test_the_list_names_each_file_and_what_the_oral_lacks(desk):
    """By title, below what it is, with the faults of each."""
    said = desk.listing()
    assert [group.title for group in said.groups if group.items] == ["Ma présentation", "Mes réalisations"]
    assert [one.title for one in said.groups[1].items] == ["Inventaire du parc avec GLPI"]
    assert [one.title.partition("\u202f: ")[0] for one in said.lacks] == ["E5 (bloc 1)", "E6 (bloc 2)"]
    assert all(len(one.points) == len({*one.points}) for one in said.lacks)
    assert not re.search(r"etablissement\.yml|« \w+ ?: |statut|YAML|\bclé", str(said.lacks).replace("\u202f", " "))


FILE_WORDS = re.compile(r"\bclés?\b|YAML|en-tête|\.yml|\bdossier\b|[`{}\[\]]|voir dessous", re.IGNORECASE)


def every_field(fields):
    """The fields of a form, and those of their rows."""
    for one in fields:
        yield one
        yield from every_field(one.fields)


def test_a_new_realisation_is_written_without_a_word_of_files(desk):
    """No key, no YAML, no header: fields, sentences for what one chooses, and codes that the title suggests."""
    begun = desk.begin(Begun(kind=NewKind.REALISATION, title="Sauvegarde et GLPI"))
    said = desk.open(begun.path)
    words = [text for one in every_field(said.fields) for text in (one.label, one.help, *dict(one.options).values())]
    assert [text for text in (*words, *(one.said for one in said.faults)) if FILE_WORDS.search(text)] == []
    chosen = dict(next(one for one in said.fields if one.name == "statut").options)
    assert chosen == {"brouillon": "Je travaille encore dessus", "soumise": "Je la rends\u202f: on peut la lire"}
    exams = dict(next(one for one in said.fields if one.name == "épreuves").options)
    assert list(exams) == ["bloc 1", "bloc 2"], "one word an épreuve, not its spellings"
    assert all(exams.values())
    assert "vient de" not in {one.name for one in said.fields}
    assert any("sauvegardes" in one.title for one in said.proposed)
    typed = TypedChanges(path=begun.path, base=said.base, text="Un pare-feu et ses règles de filtrage.", values={})
    assert [one.code for one in desk.attempt(typed).proposed] != [one.code for one in said.proposed]


def test_the_page_follows_what_is_typed_before_it_is_saved(desk, school):
    """Rendered as any page is, so that nothing typed runs; the file and the site are as they were."""
    was = work(school).read_bytes()
    said = desk.attempt(changes(school, text="Un **mot** <script>alert(1)</script>.", titre="Tapé"))
    assert said.drawn
    address = desk.open(PATH).page
    page = desk.page(address).decode()
    assert "<strong>mot</strong>" in page
    assert "<script>alert" not in page
    assert "Tapé</h1>" in page
    assert desk.page("index.html") is None
    assert work(school).read_bytes() == was
    again = desk.attempt(changes(school, text="Un **mot** <script>alert(1)</script>.", titre="Tapé"))
    assert not again.drawn, "the same page is not shown again"


def test_a_form_holds_what_the_file_says(desk):
    """Fields of the table, what stands in them, choices, and the page beside."""
    said = desk.open(PATH)
    assert field(desk, "titre").value == "Inventaire du parc avec GLPI"
    assert field(desk, "contexte").value == ["formation"]
    assert [one["code"] for one in field(desk, "compétences").value] == ["B1.1.1", "B1.2"]
    assert said.page == "2025-2027/durand-zoe/realisations/glpi.html"
    assert said.up == "../"
    assert said.text.startswith("## Contexte")
    assert desk.open("2025-2027/martin-ali/realisations/vlan.md") is None
    assert desk.open("../mkdocs.yml") is None


def test_a_save_writes_what_was_typed_where_it_stood(school, desk):
    """A scalar in its line, a new competency below the others, the rest to the byte."""
    before = work(school).read_text("utf-8").replace("mode: vécue", "mode: vécue  # au lycée")
    work(school).write_text(before, "utf-8")
    rows = [
        *field(desk, "compétences").value,
        {"code": "B1.4", "phrase": "Planifié : trois jalons", "preuve": ["fichiers/plan.pdf"]},
    ]
    desk.save(changes(school, mode="observée", compétences=rows))
    assert work(school).read_text("utf-8") == before.replace("mode: vécue", "mode: observée").replace(
        "statut:", '  B1.4:\n    phrase: "Planifié : trois jalons"\n    preuve: fichiers/plan.pdf\nstatut:'
    )


CLAIMS = """---
titre: GLPI
compétences:
  B1.1: {phrase: "À moi."}   # note un
  "B1.2": 'Déjà vu'  # note deux
  # note trois
  B1.4:
    phrase: |
      Deux lignes.
      # pas une remarque
    preuve: fichiers/a.pdf  # ici
---

Été sans fin"""


@pytest.mark.parametrize(
    ("row", "old", "new"),
    [
        (0, '{phrase: "À moi."}', '{phrase: "Neuf."}'),
        (1, "'Déjà vu'", '"Neuf."'),
        (2, "|\n      Deux lignes.\n      # pas une remarque", "Neuf."),
    ],
    ids="accolades guillemets bloc".split(),
)
def test_a_claim_changes_and_the_others_stay_as_they_are_spelled(school, desk, row, old, new):
    """With their quotes, their remarks and their ends of lines; the last line of the file has none, and gets none."""
    work(school).write_bytes(CLAIMS.replace("\n", "\r\n").encode("cp1252"))
    rows = [dict(one) for one in field(desk, "compétences").value]
    rows[row]["phrase"] = "Neuf."
    desk.save(changes(school, compétences=rows))
    assert work(school).read_bytes() == CLAIMS.replace(old, new).replace("\n", "\r\n").encode("cp1252")


def test_a_production_that_is_said_by_its_title_and_its_place_is_a_row(school, desk):
    """« Plan: fichiers/plan.pdf » stands in two fields, and keeps its file when one of them changes."""
    short = (
        "---\ntitre: GLPI\nproductions:\n- Plan: fichiers/plan.pdf\n- Dépôt du Code: https://forge.exemple.fr/a\n---\n"
    )
    work(school).write_text(short, "utf-8")
    rows = [dict(one) for one in field(desk, "productions").value]
    assert [(one["titre"], one["fichier"], one["lien"]) for one in rows] == [
        ("Plan", "fichiers/plan.pdf", ""), ("Dépôt du Code", "", "https://forge.exemple.fr/a"),
    ]  # fmt: skip
    rows[0]["titre"] = "Plan de sauvegarde"
    desk.save(changes(school, productions=rows))
    assert [(one["titre"], one["fichier"]) for one in field(desk, "productions").value] == [
        ("Plan de sauvegarde", "fichiers/plan.pdf"), ("Dépôt du Code", ""),
    ]  # fmt: skip
    assert "- Dépôt du Code: https://forge.exemple.fr/a\n" in work(school).read_text("utf-8")


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_text_changes_where_it_was_changed_alone(school, desk, gap, end):
    """The lines before it, the ends of lines of its file, the keys above."""
    whole = f"---\ntitre: GLPI\n---\n{gap}Un parc.\n\nFin."
    work(school).write_bytes(whole.replace("\n", end or "\n").encode() + end.encode())
    said = desk.open(PATH).text
    assert said == "Un parc.\n\nFin."
    desk.save(changes(school, text=said.replace("Un parc", "Deux parcs")))
    wanted = f"{whole.replace('Un parc', 'Deux parcs')}\n"
    assert work(school).read_bytes() == wanted.replace("\n", end or "\n").encode()


def test_a_fault_stands_beside_the_field_that_it_is_about(school, desk):
    """Of what is typed and not saved: the key, the row, the field in it, the text."""
    rows = [{"code": "B9.9", "phrase": "?"}]
    said = desk.attempt(changes(school, période="31/02/2026", compétences=rows, text="![](../fichiers/absent.png)"))
    spots = [one.spot for one in said.faults if one.grave != "conseil"]
    assert ("période",) in spots
    assert any(spot[:2] == ("compétences", 0) for spot in spots), said
    assert ("texte",) in spots
    assert "31/02/2026" not in work(school).read_text("utf-8")


def test_what_is_typed_outlives_its_tab_and_its_process(school, desk):
    """The draft is on the disk; it is no file of the portfolio, and goes with the save."""
    desk.attempt(changes(school, titre="GLPI, à moitié ta", text="À moitié"))
    draft = desk.open(PATH).draft
    assert (draft.values, draft.text) == ({"titre": "GLPI, à moitié ta"}, "À moitié")
    assert (school / ".vitrail-brouillons/.gitignore").read_text("utf-8") == "*\n"
    assert desk.listing().groups[1].items[0].unsaved
    desk.save(changes(school, titre="GLPI", text="Fini"))
    assert desk.open(PATH).draft is None
    desk.attempt(changes(school, titre="Autre"))
    desk.discard(NamedFile(name=PATH))
    assert desk.open(PATH).draft is None


def test_two_tabs_lose_nothing_that_either_typed(school, desk):
    """The second, opened before the first typed, sends its own fields; its save leaves those of the first unsaved."""
    desk.attempt(changes(school, titre="GLPI", text="Du premier"))
    desk.attempt(changes(school, résumé="Du second"))
    draft = desk.open(PATH).draft
    assert (draft.values, draft.text) == ({"titre": "GLPI", "résumé": "Du second"}, "Du premier")
    desk.save(changes(school, résumé="Du second"))
    assert "résumé: Du second" in work(school).read_text("utf-8")
    draft = desk.open(PATH).draft
    assert (draft.values, draft.text) == ({"titre": "GLPI"}, "Du premier")
    desk.save(TypedChanges(path=PATH, base=draft.base, values=draft.values, text=draft.text))
    assert desk.open(PATH).draft is None


def test_what_changed_underneath_is_shown_and_never_overwritten(school, desk):
    """The second save writes the typed keys alone, on top of what came."""
    desk.open(PATH)
    typed = changes(school, titre="GLPI")
    work(school).write_text(work(school).read_text("utf-8").replace("mode: vécue", "mode: observée"), "utf-8")
    with pytest.raises(OutdatedError) as refused:
        desk.save(typed)
    assert refused.value.added == "- mode: vécue\n+ mode: observée"
    assert "titre: Inventaire" in work(school).read_text("utf-8")
    desk.save(changes(school, **desk.open(PATH).draft.values))
    assert "titre: GLPI\n" in work(school).read_text("utf-8")
    assert "mode: observée" in work(school).read_text("utf-8")


def test_nothing_is_written_outside_the_portfolio(school, desk):
    """Another student's file, the school's own, a link that leads out, a key of another kind of file."""
    for path in ("2025-2027/martin-ali/index.md", "etablissement.yml", "2025-2027/durand-zoe/../../../mkdocs.yml"):
        with pytest.raises(ToldError):
            desk.save(TypedChanges(path=path, base="", values={}, text="pris"))
    work(school).unlink()
    work(school).symlink_to(school / "mkdocs.yml")
    with pytest.raises((ToldError, OSError)):
        desk.save(changes(school, text="pris"))
    assert (school / "mkdocs.yml").read_text("utf-8") == "site_name: École\n"


def test_nothing_new_is_written_through_a_folder_that_is_a_link(school, desk):
    """A page, a file that is dropped, a version and a draft stay in the portfolio or are refused."""
    home, away = school / "portfolios/2025-2027/durand-zoe", school / "ailleurs"
    away.mkdir()
    shutil.rmtree(home / "realisations")
    for folder in (home / "realisations", home / "fichiers", home / "versions", school / ".vitrail-brouillons"):
        folder.symlink_to(away)
    for write in (
        lambda: desk.begin(Begun(kind=NewKind.REALISATION, title="Dehors")),
        lambda: desk.take_in("note.txt", b"dehors"),
        lambda: desk.keep(AskedVersion()),
        lambda: desk.drafts.keep(TypedChanges(path=PATH, base="", text="dehors")),
    ):
        with pytest.raises(UnwrittenError, match="lien"):
            write()
    assert not list(away.iterdir())


@pytest.mark.parametrize(
    "values", [{"inconnue": "x"}, {"compétences": "B1.1"}, {"productions": [["x"]]}, {"contexte": 3}]
)
def test_what_no_field_holds_is_refused(school, desk, values):
    """Forged values change nothing."""
    before = work(school).read_bytes()
    if values == {"compétences": "B1.1"}:
        desk.save(changes(school, **values))  # as somebody would type it
        assert "B1.1" in work(school).read_text("utf-8")
        return
    with pytest.raises(UnwritableKeyError):
        desk.save(changes(school, **values))
    assert work(school).read_bytes() == before


def test_a_fault_that_a_machine_may_mend_is_mended_in_what_is_typed(school, desk):
    """A word that can only be one; the other keys that are typed stay typed; the file is as it was."""
    typed = changes(school, mode="obsrvée", titre="GLPI")
    faults = [one for one in desk.attempt(typed).faults if one.mend]
    before = work(school).read_bytes()
    for fault in faults:
        assert desk.mend(AskedMend(typed=typed, fault=fault.said)) == Done(path=PATH)
        assert desk.open(PATH).draft.values == {"mode": "observée", "titre": "GLPI"}
    assert [one.spot for one in faults] == [("mode",)]
    assert work(school).read_bytes() == before
    assert desk.mend(AskedMend(typed=typed, fault="autre")) is None


def test_a_file_that_cannot_be_read_is_mended_as_a_whole(school, desk):
    """It has no fields then: its text is all of it, with what is wrong; mended, it has its form again."""
    good = work(school).read_text("utf-8")
    work(school).write_text(good.replace("mode: vécue", "mode: [vécue"), "utf-8")
    said = desk.open(PATH)
    assert said.fields == ()
    assert said.text.startswith("---\ntitre:")
    assert any(one.grave == "erreur" for one in said.faults)
    desk.save(changes(school, text=said.text.replace("[vécue", "vécue")))
    assert work(school).read_text("utf-8") == good
    assert desk.open(PATH).fields


def test_the_accents_of_an_old_editor_are_not_lost_when_a_file_is_mended_as_a_whole(school, desk):
    """Windows-1252, as its author reads it: what they did not touch is still there."""
    work(school).write_bytes("---\ntitre: [été\n---\n\nDéjà écrit, à l’œuvre.\n".encode("cp1252"))
    said = desk.open(PATH)
    assert not said.fields
    desk.save(changes(school, text=said.text.replace("[été", "été")))
    assert work(school).read_text("utf-8") == "---\ntitre: été\n---\n\nDéjà écrit, à l’œuvre.\n"


def test_what_is_no_text_is_not_written_as_one(school, desk):
    """A picture under the name of a page: the form writes nothing of it."""
    work(school).write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(UnwritableKeyError):
        desk.save(changes(school, text="autre"))
    assert work(school).read_bytes() == b"\x89PNG\r\n\x1a\n\0\0"


def test_everything_that_a_portfolio_holds_is_begun_from_the_form(desk):
    """A réalisation, a stage with its weeks, a report, a review, an article, a page; each has then its form."""
    start, end = date(2026, 1, 5), date(2026, 1, 16)
    made = [
        desk.begin(Begun(kind=NewKind.REALISATION, title="Déploiement de GLPI")),
        desk.begin(Begun(kind=NewKind.INTERNSHIP, title="Mairie de Valmont", start=start, end=end)),
        desk.begin(Begun(kind=NewKind.REPORT, title="mairie-de-valmont", start=date(2026, 1, 19))),
        desk.begin(Begun(kind=NewKind.REVIEW, title="mairie-de-valmont", start=end)),
        desk.begin(Begun(kind=NewKind.INTERIM, title="mairie-de-valmont", start=start)),
        desk.begin(Begun(kind=NewKind.WATCH, title="NIS 2 et les communes")),
        desk.begin(Begun(kind=NewKind.PAGE, title="Mon parcours")),
    ]
    names = [one.path.removeprefix("2025-2027/durand-zoe/") for one in made]
    assert names == [
        "realisations/deploiement-de-glpi.md", "stages/mairie-de-valmont/index.md",
        "stages/mairie-de-valmont/semaine-03.md", "stages/mairie-de-valmont/bilan.md",
        "stages/mairie-de-valmont/bilan-intermediaire.md",
        "veille/nis-2-et-les-communes.md", "mon-parcours.md",
    ]  # fmt: skip
    assert all(desk.open(one.path).fields for one in made)
    assert desk.listing().stages == ("mairie-de-valmont",)
    with pytest.raises(ToldError, match="existe déjà"):
        desk.begin(Begun(kind=NewKind.REALISATION, title="Déploiement de GLPI"))
    with pytest.raises(ToldError, match="titre"):
        desk.begin(Begun(kind=NewKind.REALISATION, title=" "))
    with pytest.raises(ToldError, match="le stage"):
        desk.begin(Begun(kind=NewKind.REPORT, title="../martin-ali", start=start))


@pytest.mark.parametrize(
    "said",
    [
        Begun(kind=NewKind.INTERNSHIP, title="Mairie de Valmont"),
        Begun(kind=NewKind.INTERNSHIP, title="Mairie de Valmont", start=date(2026, 1, 5)),
        Begun(kind=NewKind.REPORT, title="mairie"),
    ],
)
def test_no_stage_is_begun_without_its_days(school, desk, said):
    """A stage of one day, today, would be a fact that nobody wrote; two of them overlap."""
    with pytest.raises(ToldError, match="dates"):
        desk.begin(said)
    assert not [*school.rglob("stages/*")]


def test_competencies_are_found_by_words(desk):
    """By a word of the title, and by what the lexicon hears."""
    assert "B1.1" in {one.code[:4] for one in desk.search("inventaire").codes}
    assert desk.search("B1.2").codes[0].code == "B1.2"


def test_a_file_is_taken_in_under_a_name_that_every_system_has(school, desk):
    """A screenshot keeps its name, a path loses its folders, the same bytes are kept once, others get a number."""
    said = desk.take_in("Capture d’écran 2026-03-12 à 14.05.33.png", PNG)
    assert said == Done(path="fichiers/Capture d’écran 2026-03-12 à 14.05.33.png")
    assert desk.take_in("..\\..\\plan: final?.png", PNG).path == "fichiers/plan- final-.png"
    assert desk.take_in("../../../plan: final?.png", PNG).path == "fichiers/plan- final-.png"
    assert desk.take_in("plan: final?.png", PNG + b"\0").path == "fichiers/plan- final--2.png"
    with pytest.raises(ToldError, match="n'est pas celui d'une image"):
        desk.take_in("faux.png", b"<script>alert(1)</script>")
    with pytest.raises(ToldError):
        desk.take_in("page.html", b"<p>")
    assert sorted(path.name for path in (school / "portfolios/2025-2027/durand-zoe/fichiers").iterdir()) == [
        "Capture d’écran 2026-03-12 à 14.05.33.png", "plan- final--2.png", "plan- final-.png",
    ]  # fmt: skip


def test_work_that_is_handed_in_names_what_is_not_saved(school, desk):
    """A draft is in no zip: whoever hands in on the last evening hears it before the file is sent."""
    assert "enregistré" not in desk.hand_in().said
    desk.attempt(changes(school, text="La suite."))
    said = desk.hand_in().said
    assert "n’y est pas" in said
    assert "Inventaire" in said


def test_a_dropped_file_that_others_will_not_get_or_that_holds_a_secret_is_told(desk):
    """A build says so later, of a file that has no form: here it is said as it comes, with what to do."""
    paper = desk.take_in("scan0001.pdf", pdf("ATTESTATION DE STAGE"))
    assert paper.path == "fichiers/scan0001.pdf"
    assert "qu’à l’équipe" in paper.said
    assert "fichiers acceptés" in paper.said
    config = desk.take_in("switch.txt", b"hostname SW1\nenable secret Passw0rd-Routeur9\n")
    assert "Changez ce secret" in config.said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("con.pdf", "_con.pdf"), (".htaccess", "htaccess"), ("~$rapport.pdf", "rapport.pdf"), ("", "fichier"),
        ("é" * 200 + ".pdf", "é" * 84 + ".pdf"), ("a/b/c.pdf", "c.pdf"), ("100 % #1.pdf", "100 - -1.pdf"),
        ("Ürün\u202efdp.exe.pdf", "Ürün-u202efdp.exe.pdf"), ("..", "fichier"),
    ],
)  # fmt: skip
def test_names_that_people_and_systems_give(said, name):
    """What Windows, an address or the engine would refuse or hide is changed; most names are not."""
    assert given_name(said) == name


def test_a_photo_of_a_telephone_becomes_a_picture_that_browsers_show(desk):
    """HEIC to JPEG, with the option that does it."""
    pi_heif = pytest.importorskip("pi_heif")
    assert pi_heif
    with pytest.raises(ToldError):
        desk.take_in("IMG_0042.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")


def test_a_photo_is_upright_and_says_not_where_it_was_taken(desk, school, monkeypatch):
    """Whatever reads HEIC gives a picture; its turn is applied, its place is dropped."""
    import sys
    import types

    from PIL import Image

    monkeypatch.setitem(sys.modules, "pi_heif", types.SimpleNamespace(register_heif_opener=lambda: None))
    photo, out = Image.new("RGB", (4, 2), "red"), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "48.11 N"
    photo.save(out, "JPEG", exif=exif)
    monkeypatch.setattr("vitrail.doors.authoring.incoming.is_heic", lambda _: True)
    said = desk.take_in("IMG_0042.HEIC", out.getvalue())
    assert said == Done(path="fichiers/IMG_0042.jpg", said="La photo HEIC est devenue «\u202fIMG_0042.jpg\u202f».")
    with Image.open(school / "portfolios/2025-2027/durand-zoe/fichiers/IMG_0042.jpg") as made:
        assert made.size == (2, 4)
        assert not made.getexif()
