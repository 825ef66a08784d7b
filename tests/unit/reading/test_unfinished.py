"""What nobody meant to publish: drafts of other tools, conflicts, texts that are still to be written."""

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, write
from vitrail.content.model.audience import Audience, Visibility
from vitrail.content.model.ledger import close
from vitrail.content.reading.school import read_school
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.content.reading.text.unfinished import conflict, lost_header, says_nothing

PLACES = {
    "réalisation": (f"{LEA}/realisations/a.md", "titre: A\n"),
    "page libre": (f"{LEA}/parcours.md", "titre: A\n"),
    "veille": (f"{LEA}/veille/a.md", "titre: A\ndate: 12/01/2026\nsource: CERT-FR\n"),
    "stage": (f"{LEA}/stages/mairie/index.md", "du: 01/06/2026\nau: 26/06/2026\n"),
    "semaine": (f"{LEA}/stages/mairie/semaine-01.md", "semaine: 1\n"),
    "présentation": (f"{LEA}/index.md", "nom: Moreau\nprénom: Léa\n"),
}


def read(tmp_path, path, text):
    """Read a school of one portfolio with that file."""
    files = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME}
    write(tmp_path, files | {path: text})
    return read_school(tmp_path)


def public(reading, path):
    """State of a file for the public."""
    ledger = close(reading.files, Audience.PUBLIC, diagnostics=reading.diagnostics)
    return next(one.fate.value for one in ledger.entries if one.path == path)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "key",
    [
        "draft: true", "published: false", "Draft: yes", "brouillon: oui", "publish: no",
        "private: true", "public: non", "visible: false", "Privé: oui", "confidentiel: oui",
        "publication: non, pas encore", "Publier: non", "diffusion: interne", "accès: privé", "état: brouillon",
        "Lecteurs: [équipe, jury]", "confidentialité: oui", "ne pas publier: oui",
    ],
)  # fmt: skip
def test_a_draft_of_another_tool_is_a_draft(tmp_path, place, key):
    """Hugo's, Jekyll's, Obsidian's, wherever they are written: hidden from the public, and said."""
    path, front = PLACES[place]
    reading = read(tmp_path, path, f"---\n{front}{key}\n---\nTexte.\n")
    assert public(reading, path) == "masquée"
    told = [one for one in reading.diagnostics if one.code == "STR040"]
    assert [one.place.path for one in told] == [path]
    assert key.partition(":")[0] in told[0].message
    assert "STR019" not in {one.code for one in reading.diagnostics}


@pytest.mark.parametrize("place", ["veille", "stage", "semaine", "présentation"])
@pytest.mark.parametrize("key", ["statut: brouillon", "Status: draft", "statut: [Brouillon]"])
def test_a_draft_of_a_kind_that_has_no_drafts_is_the_team_s(tmp_path, place, key):
    """« statut: brouillon » is our own word: it hides a stage or a week as « draft: true » does, and is told once."""
    path, front = PLACES[place]
    reading = read(tmp_path, path, f"---\n{front}{key}\n---\nTexte.\n")
    assert public(reading, path) == "masquée"
    told = [one for one in reading.diagnostics if one.code in {"STR019", "STR040"}]
    assert [(one.code, one.values["read"]) for one in told] == [("STR040", "visibilité: équipe")]


def test_a_statut_that_says_nothing_of_readers_hides_nothing_where_it_is_unknown(tmp_path):
    """« statut: terminé » of a stage is about the stage."""
    path, front = PLACES["stage"]
    reading = read(tmp_path, path, f"---\n{front}statut: terminé\n---\nTexte.\n")
    assert public(reading, path).startswith("publiée")
    assert "STR019" in {one.code for one in reading.diagnostics}


@pytest.mark.parametrize("key", ["draft: false", "published: true"])
def test_what_is_no_draft_elsewhere_is_none_here(tmp_path, key):
    """Nothing to say of it."""
    path, front = PLACES["réalisation"]
    reading = read(tmp_path, path, f"---\n{front}{key}\n---\nTexte.\n")
    assert public(reading, path).startswith("publiée")
    assert not {"STR040", "STR019"} & {one.code for one in reading.diagnostics}


@pytest.mark.parametrize("line", ["visibilté: équipe", "visibility: équipe", "staut: brouillon"])
def test_a_slip_in_the_key_that_hides_a_page_does_not_publish_it(tmp_path, line):
    """The key is read as that which it can only be, and its author is told."""
    path, front = PLACES["réalisation"]
    reading = read(tmp_path, path, f"---\n{front}{line}\n---\nTexte.\n")
    assert public(reading, path) == "masquée"
    (told,) = [one for one in reading.diagnostics if one.code in {"STR019", "STR040"}]
    assert (told.code, told.fix.safe) == ("STR040", True)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("line", ["accès: équipe", "Lecteurs: jury", "audience: équipe"])
def test_another_word_for_who_reads_a_page_is_read_as_ours(tmp_path, place, line):
    """« jury » leaves the page to the jury, and a key of ours beside it is not believed against it."""
    path, front = PLACES[place]
    reading = read(tmp_path, path, f"---\n{front}{line}\n---\nTexte.\n")
    assert public(reading, path) == "masquée"
    (told,) = [fault for fault in reading.diagnostics if fault.code in {"STR019", "STR018", "STR040"}]
    assert (told.code, told.values["read"]) == ("STR040", "visibilité")
    reading = read(tmp_path, path, f"---\n{front}visibilité: publique\n{line}\n---\nTexte.\n")
    assert public(reading, path) == "masquée"


@pytest.mark.parametrize("line", ["private: true", "publication: non", "accès: équipe"])
def test_a_production_that_asks_for_fewer_readers_is_kept_for_the_team(tmp_path, line):
    """There too, a key of another habit published what its author keeps."""
    path, front = PLACES["réalisation"]
    keys = f"productions:\n  - titre: Plan\n    lien: https://x.example\n    {line}\n"
    reading = read(tmp_path, path, f"---\n{front}{keys}---\nTexte.\n")
    ((production,),) = [work.productions for _, student in reading.school.everyone for work in student.realisations]
    assert production.visibility is Visibility.TEAM
    assert "STR040" in {fault.code for fault in reading.diagnostics}


@pytest.mark.parametrize("line", ["publication: LinuxFr", "accès: https://glpi.example", "état: terminé", "draft: non"])
def test_a_key_that_may_say_something_else_hides_nothing(tmp_path, line):
    """A place of publication, an address, the state of the work."""
    path, front = PLACES["réalisation"]
    assert public(read(tmp_path, path, f"---\n{front}{line}\n---\nTexte.\n"), path).startswith("publiée")


@pytest.mark.parametrize(
    "keys",
    [
        "compétences:\n  B1.1: Une phrase.\n  visibilité: équipe\n",
        "compétences:\n  - B1.1: Une phrase.\n  - statut: brouillon\n",
        "fiche:\n  lieu: Valmont\n  visibilité: équipe\n",
        "fiche:\n  lieu: Valmont\n  private: true\n",
        "compétences:\n  - B1.1: Une phrase.\n  - publication: non\n",
        "contexte: formation\nmode: vécue\nrésumé: Un parc visibilité: équipe\n",
        "contexte: formation\nrésumé: |\n  statut: brouillon\n",
        "contexte: formation\nmode: vécue\n[statut]: brouillon\n",
        "contexte: formation\nmode: vécue\nvisibilité: *jury\n",
    ],
)
def test_a_page_with_a_key_that_hides_it_and_is_not_read_is_refused(tmp_path, keys):
    """Wherever it is set in, joined or dropped; its author is told once, where it is."""
    path, front = PLACES["réalisation"]
    reading = read(tmp_path, path, f"---\n{front}{keys}---\nTexte.\n")
    assert public(reading, path) == "rejetée"
    assert [one.place.line for one in reading.diagnostics if one.code == "YAM009"] == [5]


def test_a_production_keeps_its_own_visibility(tmp_path):
    """There the key is at its place, and says nothing of the page."""
    path, front = PLACES["réalisation"]
    keys = "productions:\n  - {titre: Plan, lien: https://x.example, visibilité: équipe}\n"
    assert public(read(tmp_path, path, f"---\n{front}{keys}---\nTexte.\n"), path).startswith("publiée")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("visibilité: équipe\n---\nTexte.\n", "masquée"),
        ("\nordre: 2\nstatut : brouillon\n---\n\nTexte.\n", "masquée"),
        ("accès: équipe\n---\nTexte.\n", "masquée"),
        ("---\ndraft: true\n---\nTexte.\n", "masquée"),
        ("Contexte : la mairie\n---\n\nTexte.\n", "publiée"),
        ("Public : les agents\n---\n\nTexte.\n", "publiée"),
        ("Un texte.\n\nstatut : en service\n\n---\n", "publiée"),
    ],
)
def test_keys_added_below_the_header_may_say_who_reads_the_page(tmp_path, text, state):
    """Under the second line of dashes they are a title of the page, and were published with it."""
    path, front = PLACES["réalisation"]
    assert public(read(tmp_path, path, f"---\n{front}---\n{text}"), path).startswith(state)


def test_an_answer_that_nobody_understands_hides(tmp_path):
    """As an unknown ``statut`` does."""
    path, front = PLACES["réalisation"]
    assert public(read(tmp_path, path, f"---\n{front}draft: peut-être\n---\nTexte.\n"), path) == "masquée"


def test_a_conflict_in_any_file_rejects_it_and_says_its_line(tmp_path):
    """In the front matter, in the prose, in promotion.yml; with the base between, as diff3 writes it."""
    marks = "<<<<<<< HEAD\ntitre: A\n||||||| base\ntitre: C\n=======\ntitre: B\n>>>>>>> autre\n"
    path = f"{LEA}/realisations/a.md"
    for text, line in ((f"---\n{marks}---\nTexte.\n", 2), (f"---\ntitre: A\n---\nTexte.\n\n{marks}", 6)):
        reading = read(tmp_path, path, text)
        assert public(reading, path) == "rejetée"
        assert [(one.code, one.place.line) for one in reading.diagnostics if one.place.path == path] == [
            ("STR041", line)
        ]
    reading = read(tmp_path, "2025-2027/evaluations/moreau-lea.yml", marks)
    assert "STR041" in {one.code for one in reading.diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        "Titre\n=======\n",
        "~~~~\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n~~~~\n",
        "    <<<<<<< HEAD\n    =======\n    >>>>>>> x\n",
        ">>>>>>> x\n=======\n<<<<<<< HEAD\n",
        "<<<<<<<<<< décor\n=======\n>>>>>>> x\n",
    ],
)
def test_what_only_resembles_a_conflict_is_text(text):
    """A title underlined, marks in code, out of order, too many signs."""
    assert conflict(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "À compléter",
        "À compléter…\n",
        "## Contexte\n\nà compléter\n\n## Bilan\n\n*TODO*\n",
        "- [ ] À faire\n",
        "> En cours.\n",
    ],
)
def test_a_text_that_says_that_it_is_to_be_written_says_nothing(text):
    """Whatever its case, its signs and its titles."""
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["", "## Contexte\n", "Procédure à compléter par le client.\n", "À compléter\n\nLe parc compte 12 postes.\n"],
)
def test_a_text_that_says_anything_else_is_a_text(text):
    """An empty one is told otherwise."""
    assert not says_nothing(text)


def test_a_finished_work_is_proposed_soumise(tmp_path):
    """« terminé » resembles none of our words, and means one of them."""
    path, front = PLACES["réalisation"]
    for word in ("terminé", "Terminée", "fini", "publié", "done"):
        (told,) = [
            one
            for one in read(tmp_path, path, f"---\n{front}statut: {word}\n---\n").diagnostics
            if one.code == "STR018"
        ]
        assert "« soumise »" in told.advice.replace("\u202f", " ")


def test_pro_says_which_stage_it_is_taken_for(tmp_path):
    """The word could be an apprenticeship."""
    write(tmp_path, {PLACES["stage"][0]: f"---\n{PLACES['stage'][1]}---\n"})
    path, front = PLACES["réalisation"]
    reading = read(tmp_path, path, f"---\n{front}contexte: pro\nstage: mairie\n---\nTexte.\n")
    (told,) = [one for one in reading.diagnostics if one.code == "STR040"]
    assert "stage: mairie" in told.message


HIDDEN = {
    "rien": "Un texte, et aucune clé.\n",
    "tirets de Word": "—\n{front}—\nTexte.\n",
    "demi-cadratins": "–-\n{front}–-\nTexte.\n",
    "quatre tirets": "----\n{front}----\nTexte.\n",
    "tirets échappés": "\\-\\-\\-\n\n{front}\n\\-\\-\\-\nTexte.\n",
    "bloc collé": "```yaml\n---\n{front}---\n```\nTexte.\n",
    "page entière collée": "````markdown\n---\n{front}---\nTexte.\n````\n",
    "bloc sans tirets": "~~~\n{front}~~~\nTexte.\n",
}
"""Ways in which the keys of a page are not there, or are not read."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("written", HIDDEN)
def test_a_page_whose_keys_are_not_read_is_kept_from_the_public_and_told(tmp_path, place, written):
    """They may say that it is a draft; a home page that has none at all only lacks a name."""
    path, front = PLACES[place]
    reading = read(tmp_path, path, HIDDEN[written].format(front=front + "visibilité: équipe\n"))
    told = [one for one in reading.diagnostics if one.code == "YAM016" and one.place.path == path]
    bare_home = place == "présentation" and written == "rien"
    assert public(reading, path) == ("publiée avec réserves" if bare_home else "masquée")
    assert len(told) == 1
    assert ("Les clés sont là" in told[0].advice) is (written != "rien")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("between", ["", "\n\n"])
def test_a_page_with_a_second_block_of_keys_is_kept_from_the_public_and_told_where_it_begins(tmp_path, place, between):
    """It may say who reads the page: an export puts its own above the author's."""
    path, front = PLACES[place]
    reading = read(tmp_path, path, f"---\n{front}---\n{between}---\nVisibilité: équipe\n---\nTexte.\n")
    told = [one for one in reading.diagnostics if one.code == "YAM016" and one.place.path == path]
    assert public(reading, path) == "masquée"
    assert [one.place.line for one in told] == [front.count("\n") + 3]
    for text in ("---\nFin : voilà.\n---\n", "---\n\nvisibilité: équipe\n", "```\n---\nstatut: brouillon\n---\n```\n"):
        reading = read(tmp_path, path, f"---\n{front}---\n{text}")
        assert "YAM016" not in {one.code for one in reading.diagnostics}


@pytest.mark.parametrize("text", ["", "\n", "---\n---\nTexte.\n"])
def test_an_empty_page_is_not_public_and_one_with_an_empty_block_is(tmp_path, text):
    """Whoever writes the two lines of dashes says that there is nothing to say."""
    path, _ = PLACES["page libre"]
    assert (public(read(tmp_path, path, text), path) == "masquée") is (not text.strip())


@pytest.mark.parametrize("text", ["— Un dialogue\n\nNote : oui.\n", "```python\nprint()\n```\n", "***\nUn titre\n"])
def test_a_text_that_begins_with_dashes_or_code_is_no_lost_header(text):
    """Only keys right below them make one."""
    assert lost_header(text) == ("", None)


@pytest.mark.parametrize(
    ("keys", "hidden"),
    [
        ("visibilité: publique\nvisibilité: équipe\n", "masquée"),
        ("visibilité: publique\nVisibilité: publique\n", "masquée"),
        ("statut: soumise\nstatut: brouillon\n", "masquée"),
        ("statut: soumise\nstatus: draft\n", "masquée"),
        ("résumé: a\nrésumé: b\n", "publiée avec réserves"),
    ],
)
def test_of_two_values_that_say_who_reads_the_page_neither_publishes_it(tmp_path, keys, hidden):
    """The first is not believed against the second; both are named."""
    path, front = PLACES["réalisation"]
    reading = read(tmp_path, path, f"---\n{front}{keys}---\nTexte.\n")
    assert public(reading, path) == hidden
    assert {"YAM019"} & {one.code for one in reading.diagnostics}


@pytest.mark.parametrize("before", ["  ", "\u00a0", "\u200b", "\u2060"])
def test_dashes_behind_what_nobody_sees_are_told_as_such_and_mended(before):
    """They are three dashes of the keyboard: the space before them is the fault."""
    for end in ("---", f"{before}---"):
        said, mend = lost_header(f"{before}---\ntitre: A\n{end}\nTexte.\n")
        assert "une espace, ou un signe invisible" in said
        assert [(line, text) for line, *_, text in mend.pieces] == [(0, "---"), (2, "---")]


def test_the_page_of_an_organisation_that_has_no_keys_is_told(tmp_path):
    """It lacks a name, which is told too."""
    reading = read(tmp_path, "organisations/mairie.md", "Une commune.\n")
    told = [one for one in reading.diagnostics if one.place.path == "organisations/mairie.md"]
    assert [one.code for one in told] == ["STR017", "YAM016"]
    assert told[1].message.startswith("Cette page n’a pas de bloc de clés")


def test_keys_below_a_first_one_that_is_set_in_are_not_dropped_in_silence():
    """One space before the first key once published to everybody what its author kept for the team."""
    document = parse_markdown("a.md", "---\n titre: A\nvisibilité: équipe\nstatut: soumise\n---\nTexte.\n".encode())
    assert document.rejected
    assert document.data["visibilite"] == "équipe"
    assert [fault.code for fault in document.diagnostics] == ["YAM009"]
