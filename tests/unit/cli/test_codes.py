import pytest

from vitrail.content.reading.frameworks import load_shipped

LUMIERE = """\
identifiant: fictif.lumiere
titre: Lumière
niveaux: [bloc, compétence]
niveau jugé: compétence
compétences: [{code: L, titre: Éclairer, contient: [{code: L1, titre: Allumer}]}]
lexique: """


@pytest.fixture
def two(fresh, vitrail):
    """A school with an older class of 2011, whose folder comes first, and a SLAM student."""
    old = ("promotion", "2019-2021", "--session", 2021, "--referentiel", "fr.bts-sio.2011")
    slam = ("etudiant", "2025-2027/petit-chloe", "--nom", "Petit", "--prenom", "Chloé", "--option", "SLAM")
    for words in (old, slam):
        assert vitrail("new", *words)[0] == 0
    return fresh


@pytest.mark.usefixtures("fresh")
def test_ordinary_words_find_codes_under_a_title_that_says_whose_they_are(vitrail):
    """« glpi » is in no official title: the lexicon brings it, and says that it is none."""
    code, said = vitrail("codes", "glpi")
    assert code == 0
    title, *rows = said.splitlines()
    assert "n’est pas un texte officiel" in title
    assert any(row.startswith("B1.1.1 ") for row in rows)


@pytest.mark.usefixtures("fresh")
def test_an_unknown_code_is_told_what_stands_beside_it(vitrail):
    """As « check » says it of a file."""
    code, said = vitrail("codes", "B1.7")
    assert (code, said.splitlines()[1:]) == (1, ["B1 va de B1.1 à B1.6."])


@pytest.mark.usefixtures("fresh")
def test_official_wordings_come_first_and_are_not_repeated(vitrail):
    """What holds the word stands above, what the lexicon adds below."""
    said = vitrail("codes", "sauvegarde")[1]
    official, ours = said.split("\n\n")
    assert official.splitlines()[1].startswith("B1.1.5 ")
    assert "B1.1.5 " not in ours


def test_two_letters_are_a_word_and_no_part_of_one(vitrail):
    """« AD » is the directory: « adapter » and « adresse » say nothing of it."""
    said = vitrail("codes", "AD")[1]
    assert "habilitation" in said
    assert "officiel" in said.splitlines()[0]


def test_the_words_are_read_for_the_portfolio_one_stands_in(two, vitrail, monkeypatch):
    """Its référentiel and its option, without a name to type."""
    monkeypatch.chdir(two / "portfolios/2025-2027/petit-chloe")
    said = vitrail("codes", "git")[1]
    assert "B2B.1.8" in said
    monkeypatch.chdir(two / "portfolios/2025-2027/moreau-lea")
    assert "B2B" not in vitrail("codes", "git")[1]


@pytest.mark.usefixtures("two")
def test_the_newest_referentiel_in_use_is_searched_first(vitrail):
    """An older class, first in the order of folders, does not hide the codes of today."""
    assert vitrail("codes", "sauvegarde")[1].startswith("B1.1 ")
    assert vitrail("codes", "glpi")[1].count("B1.1.1")


@pytest.mark.usefixtures("fresh")
def test_several_words_need_no_quotes(vitrail):
    """People type what they did."""
    assert "B1.1.5" in vitrail("codes", "sauvegarde", "de", "la", "base", "GLPI")[1]


def test_a_new_realisation_bears_the_three_likeliest_codes_as_remarks(fresh, vitrail, monkeypatch):
    """In one's own folder, without a name; nothing is cited until its author takes the sign away."""
    monkeypatch.chdir(fresh / "portfolios/2025-2027/moreau-lea")
    assert vitrail("new", "realisation", "Déploiement de GLPI")[0] == 0
    text = (fresh / "portfolios/2025-2027/moreau-lea/realisations/deploiement-de-glpi.md").read_text("utf-8")
    assert [line.strip() for line in text.splitlines() if line.startswith("  #B")] == [
        "#B2A.2.6:", "#B1.5.2:", "#B1.1.1:",
    ]  # fmt: skip
    assert "non officiel" in text
    assert len(text.splitlines()) <= 25


def test_the_model_of_a_forges_editor_names_no_command(fresh):
    """Who writes on the forge has no Vitrail to type it to."""
    models = [path for path in fresh.rglob("*.md") if "## Ce que j'ai fait" in path.read_text("utf-8")]
    assert models
    assert not any("vitrail " in path.read_text("utf-8") for path in models)


def test_who_writes_in_the_forges_editor_finds_codes_by_ordinary_words(fresh):
    """One page, which the model names: each code with its official title, and our words beside, said to be ours."""
    page = (fresh / "CODES.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in page.splitlines() if line.startswith("| `")]
    framework = load_shipped()["fr.bts-sio.2019"]
    assert {row[0].strip("`") for row in rows} == {one.id for one in framework.competencies if not one.children}
    assert [row[0] for row in rows if "pare-feu" in row[2]] == ["`B3.3.2`", "`B3.5A.4`"]
    assert "non officiels" in page
    assert "vitrail " not in page
    assert "CODES.md" in page.partition("```markdown")[2].partition("```")[0]


@pytest.mark.parametrize("kind", ["realisation", "veille", "page"])
def test_a_title_alone_is_enough_from_anywhere_in_ones_own_folder(fresh, vitrail, monkeypatch, kind):
    """A folder below is one's own too."""
    folder = fresh / "portfolios/2025-2027/moreau-lea/realisations"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    assert vitrail("new", kind, "Ma découverte")[0] == 0
    assert list((fresh / "portfolios/2025-2027/moreau-lea").rglob("ma-decouverte.md"))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", ("Déploiement",)),
        ("portfolios/2025-2027", ("Déploiement",)),
        ("portfolios/2025-2027/moreau-lea", ("moreau-lea",)),
        ("", ("moreau-lea", "Déploiement", "de", "GLPI")),
    ],
)
def test_a_title_alone_elsewhere_a_name_alone_or_a_title_without_quotes_is_refused(
    fresh, vitrail, monkeypatch, place, words
):
    """Nothing is written for a portfolio that was guessed, nor under a name that is somebody's."""
    monkeypatch.chdir(fresh / place)
    before = sorted(fresh.rglob("*"))
    code, said = vitrail("new", "realisation", *words)
    assert (code, "guillemets" in said) == (2, True)
    assert sorted(fresh.rglob("*")) == before


def test_a_school_has_a_lexicon_of_its_own(fresh, vitrail):
    """Named by its référentiel, beside it; it is read, and taken for no référentiel."""
    folder = fresh / "portfolios/referentiels"
    folder.mkdir()
    (folder / "lumiere.yml").write_text(f"{LUMIERE}lumiere.lexique.yml\n", "utf-8")
    (folder / "lumiere.lexique.yml").write_text("commun:\n  lanterne, lampion: {L1: 4, X9: 4}\n", "utf-8")
    code, said = vitrail("codes", "--referentiel", "fictif.lumiere", "lampions")
    assert (code, "Allumer" in said) == (0, True), said
    assert "lexique" not in vitrail("check")[1]


@pytest.mark.parametrize("name", ["../secret.lexique.yml", "secret.yml", "absent.lexique.yml", "lien.lexique.yml"])
def test_a_lexicon_is_a_file_beside_its_referentiel_or_nothing(fresh, vitrail, name):
    """No path leads elsewhere, no link out of the folder is followed."""
    folder = fresh / "portfolios/referentiels"
    folder.mkdir()
    words = "commun:\n  lanterne: {L1: 4}\n"
    (fresh / "portfolios/secret.lexique.yml").write_text(words, "utf-8")
    (folder / "secret.yml").write_text(words, "utf-8")
    (folder / "lien.lexique.yml").symlink_to(fresh / "portfolios/secret.lexique.yml")
    (folder / "lumiere.yml").write_text(f"{LUMIERE}{name}\n", "utf-8")
    assert vitrail("codes", "--referentiel", "fictif.lumiere", "lanterne")[0] == 1


def test_a_new_realisation_is_valid_after_three_edits(fresh, vitrail, monkeypatch):
    """When it was and that it is ready, one of the codes with its sentence, the text: nothing else is to be mended."""
    monkeypatch.chdir(fresh / "portfolios/2025-2027/moreau-lea")
    vitrail("new", "realisation", "Déploiement de GLPI")
    work = fresh / "portfolios/2025-2027/moreau-lea/realisations/deploiement-de-glpi.md"
    text = work.read_text("utf-8")
    first, *rest = text.splitlines()[2:4]
    assert (first.split(":")[0], rest[0].split(":")[0]) == ("période", "statut")
    text = text.replace(f"{first}\n{rest[0]}", "période: 12/01/2026 au 06/02/2026\nstatut: soumise")
    text = text.replace("  #B1.5.2:", "  B1.5.2: Installé sur Debian, ouvert aux techniciens.")
    work.write_text(text[: text.index("## ")] + "Le lycée suivait ses demandes sur papier.\n", "utf-8")
    assert "deploiement-de-glpi" not in vitrail("check")[1]
